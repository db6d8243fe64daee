"""A passage blacked out in a proposal goes out of what the council repeats of it, and comes back with it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse

from council.actions import after_decision, agenda, drafts, motions
from council.models import (
    AgendaItem,
    Decision,
    DecisionDraft,
    EarlierWording,
    FollowUpDraft,
    Motion,
    Objection,
    Session,
)
from portal.kit import clock as portal_clock
from portal.record.actions import act
from portal.record.models import Act
from proposals.actions import black_out
from proposals.blackouts import find
from proposals.models import Blackout, Proposal
from proposals.passages import replaced_in_html
from tests.factories import council as sit
from tests.factories import decisions as decide
from tests.factories.moderation import decide as decide_case
from tests.factories.moderation import house_rule, moderator, review_of
from tests.factories.proposals import awaiting_session

pytestmark = pytest.mark.django_db

NUMBER = "0812 3456 7890"
MARK = "[dihitamkan 1]"
WORDING = f"Antrean digital dibuka; tanya {NUMBER} lebih dahulu."


def told(people) -> Proposal:
    """Return a proposal that awaits a session and whose title tells a telephone number."""
    return awaiting_session(people, title=f"Antrean digital, tanya {NUMBER}")


def blacked_out(proposal: Proposal) -> Blackout:
    return black_out(
        proposal=proposal,
        passage=NUMBER,
        places=[place.key for place in find(proposal, NUMBER)],
        actor=moderator(),
        rule=house_rule(),
        reason="Memuat nomor telepon pribadi.",
    )


def is_found(session: Session, client, words: str) -> bool:
    return f'href="{session.get_absolute_url()}"' in client.get("/cari/", {"q": words}).content.decode()


def test_agenda_motion_wordings_and_objections_lose_the_passage_and_a_review_puts_it_back(clock, client_for):
    house = sit.council()
    session = sit.opened(house)
    proposal = told(house.authors)
    item = sit.item(house, session, proposal)
    motion = sit.put(house, item, wording=f"Tanya {NUMBER}.")
    motions.reword_motion(motion=motion, wording=WORDING, actor=house.operator)
    Objection.objects.create(
        motion=motion, seat=house.seats[2], person=house.person(3), reason=f"Hapus {NUMBER}.",
        recorded_at=portal_clock.now(),
    )  # fmt: skip
    act(subject_kind="motion", subject_id=motion.pk, verb="object", reason=f"Hapus {NUMBER}.")
    kinds = [place.key.partition("-")[0] for place in find(proposal, NUMBER)]
    assert kinds == ["version", "draft", "agenda_item", "motion", "wording", "objection"]
    blackout = blacked_out(proposal)
    page = client_for(None).get(session.get_absolute_url()).content.decode()
    assert MARK in page
    for text in (page, client_for(None).get("/catatan/").content.decode()):
        assert NUMBER not in text
    assert AgendaItem.objects.get(pk=item.pk).title == f"Antrean digital, tanya {MARK}"
    assert Motion.objects.get(pk=motion.pk).wording == WORDING.replace(NUMBER, MARK)
    assert EarlierWording.objects.get().text == f"Tanya {MARK}."
    assert Objection.objects.get().reason == f"Hapus {MARK}."
    assert Act.objects.get(subject_kind="motion", verb="object").reason == ""
    decide_case(review_of(blackout.decision), "reverse")
    assert Motion.objects.get(pk=motion.pk).wording == WORDING
    assert EarlierWording.objects.get().text == f"Tanya {NUMBER}."
    assert AgendaItem.objects.get(pk=item.pk).title == f"Antrean digital, tanya {NUMBER}"


def test_a_session_is_not_found_by_words_that_are_blacked_out_in_a_title_on_its_agenda(clock, client_for):
    house = sit.council()
    proposal = told(house.authors)
    session = sit.item(house, sit.planned(house), proposal).session
    assert is_found(session, client_for(None), "7890")
    assert is_found(session, client_for(None), "antrean")
    blackout = blacked_out(proposal)
    assert not is_found(session, client_for(None), "7890")
    assert is_found(session, client_for(None), "antrean")
    decide_case(review_of(blackout.decision), "reverse")
    assert is_found(session, client_for(None), "7890")


def test_a_decision_draft_that_is_written_still_loses_it_without_asking(clock):
    house = decide.council()
    proposal = told(house.people)
    made = decide.draft(house, decide.adopted(house, proposal=proposal), title=f"Antrean, tanya {NUMBER}")
    made = drafts.edit_draft(
        draft=made,
        revision=made.revision,
        title=made.title,
        parts={"background": f"Warga bertanya ke {NUMBER}."},
        follow_ups=[
            drafts.FollowUpLine(**{**line.__dict__, "what": f"Mengganti {NUMBER}"})
            for line in decide.lines(house, made)
        ],
        actor=house.editor,
    )
    blackout = blacked_out(proposal)
    after = DecisionDraft.objects.get(pk=made.pk)
    assert (after.title, after.background) == (f"Antrean, tanya {MARK}", f"Warga bertanya ke {MARK}.")
    assert after.revision > made.revision
    assert FollowUpDraft.objects.get().what == f"Mengganti {MARK}"
    # The window that was open before does not bring it back.
    with pytest.raises(ValidationError) as error:
        drafts.edit_draft(
            draft=after,
            revision=after.revision,
            title=made.title,
            parts={"background": f"Warga bertanya ke {NUMBER}."},
            follow_ups=[],
            actor=house.editor,
        )
    assert set(error.value.message_dict) == {"title", "background"}
    # The mark of another proposal in the same draft would look the same: staff write it again.
    decide_case(review_of(blackout.decision), "reverse")
    assert DecisionDraft.objects.get(pk=made.pk).background == f"Warga bertanya ke {MARK}."


def test_staff_and_chair_do_not_bring_the_passage_back(clock):
    house = sit.council()
    session = sit.opened(house)
    proposal = told(house.authors)
    blacked_out(proposal)
    proposal.refresh_from_db()
    with pytest.raises(ValidationError) as error:
        agenda.add_agenda_item(
            session=session, proposal=proposal, title=f"Antrean {NUMBER}", actor=house.clerk
        )
    assert set(error.value.message_dict) == {"title"}
    item = sit.item(house, session, proposal)
    with pytest.raises(ValidationError) as error:
        sit.prepared(house, item, wording=WORDING)
    assert set(error.value.message_dict) == {"wording"}
    motion = sit.put(house, item)
    with pytest.raises(ValidationError):
        motions.reword_motion(motion=motion, wording=WORDING, actor=house.operator)


# Decisions


def announced(house: decide.Council, proposal: Proposal) -> Decision:
    """Return an announced decision whose title and text tell the number."""
    motion = decide.adopted(house, proposal=proposal, method="with_notes")
    motion.objections.update(reason=f"Hapus {NUMBER} dahulu.")
    made = decide.draft(house, motion, title=f"Antrean, tanya {NUMBER}")
    decision = decide.announced(house, made=made)
    assert NUMBER in decision.body_html
    after_decision.add_erratum(
        decision=decision, wrong=NUMBER, right="0812 3456 7891", reason="Salah ketik.", actor=house.editor
    )
    return decision


def test_an_announced_decision_is_read_without_the_passage_and_stays_as_it_was_enacted(clock, client_for):
    house = decide.council()
    proposal = told(house.people)
    decision = announced(house, proposal)
    sealed = Decision.objects.filter(pk=decision.pk).values("title", "body_html", "plain_text", "text_hash")
    before = sealed.get()
    papers = list(decision.papers.values_list("kind", "sha256"))
    places = find(proposal, NUMBER)
    assert f"Rekomendasi {decision.number}" in [place.label for place in places]
    blackout = blacked_out(proposal)
    assert sealed.get() == before
    assert list(decision.papers.values_list("kind", "sha256")) == papers
    page = decision.get_absolute_url()
    visitor = client_for(None)
    addresses = (
        page,
        f"/en{page}",
        "/",
        "/keputusan/",
        "/umpan/keputusan.atom",
        "/catatan/",
        "/cari/?q=antrean",
        f"/jejak/usulan/{proposal.pk}/",
        decision.session.get_absolute_url(),
    )
    for address in addresses:
        text = visitor.get(address, follow=True).content.decode()
        assert NUMBER not in text, address
    shown = visitor.get(page).content.decode()
    assert f'<span class="blackout">{MARK}</span>' in shown
    assert house_rule().name in shown
    assert before["text_hash"] in shown
    assert decision.get_absolute_url() not in visitor.get("/cari/?q=7890").content.decode()
    assert decision.get_absolute_url() not in visitor.get("/keputusan/?q=7890").content.decode()
    assert decision.get_absolute_url() in visitor.get("/keputusan/?q=dihitamkan").content.decode()
    decide_case(review_of(blackout.decision), "reverse")
    assert Decision.objects.get(pk=decision.pk).reading == {}
    assert NUMBER in visitor.get(page).content.decode()
    assert decision.get_absolute_url() in client_for(None).get("/cari/?q=7890").content.decode()


def test_its_files_are_kept_for_staff_from_then_on(clock, client_for):
    house = decide.council()
    proposal = told(house.people)
    decision = announced(house, proposal)
    url = decision.get_absolute_url()
    files = [
        f"{url.rstrip('/')}.pdf",
        reverse("council:decision_summary", args=[decision.year, decision.slug]),
    ]
    assert [client_for(None).get(file).status_code for file in files] == [200, 200]
    blacked_out(proposal)
    for file in files:
        gone = client_for(None).get(file)
        assert gone.status_code == 410
        assert NUMBER not in gone.content.decode()
        assert client_for(house.editor).get(file).status_code == 200
        assert client_for(moderator()).get(file)["Content-Type"] == "application/pdf"
    page = client_for(None).get(url).content.decode()
    assert files[0] not in page
    assert decision.papers.first().sha256 in page


def test_the_sealed_text_of_a_decision_cannot_be_changed_beside_what_is_shown(clock):
    decision = announced(house := decide.council(), told(house.people))
    for values in (
        {"title": "Lain", "blackouts": F("blackouts") + 1},
        {"reading": {"title": "Lain"}},
        {"reading": {"title": "Lain"}, "blackouts": F("blackouts") + 2},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**values)


@pytest.mark.parametrize(
    ("html", "quote", "replaced"),
    [
        ("<p>Tanya Bu <strong>Siti</strong> saja.</p>", "Bu Siti", "<p>Tanya [x]<strong></strong> saja.</p>"),
        ("<p>A &amp; B</p>", "A & B", "<p>[x]</p>"),
        ("<p>satu</p>\n<p>dua tiga</p>", "satu dua", "<p>[x]</p><p> tiga</p>"),
        ("<p>x &lt;b&gt; x</p>", "<b>", "<p>x [x] x</p>"),
        ('<a href="/siti">lain</a>', "siti", '<a href="/siti">lain</a>'),
        ("siti siti", "siti", "[x] [x]"),
    ],
)
def test_in_rendered_text_a_passage_is_found_as_it_is_read(html, quote, replaced):
    assert replaced_in_html(html, quote, "[x]") == replaced
