"""Blacking out a passage: nothing of it remains where people read, everybody is told, a review undoes it."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import F
from django.urls import reverse

from portal.kit import uploads
from portal.kit.verdict import Refused
from portal.members import roles
from portal.notices.models import Notice
from portal.record.canonical import commitment
from portal.record.models import Act, EntryValue
from proposals import actions, permissions
from proposals.actions.versions import text_of
from proposals.models import Area, Blackout, Comment, Draft, HouseRule, Proposal, Tag, Version
from tests.factories.members import UserFactory, member, staff
from tests.factories.moderation import decide, house_rule, moderator, review_of
from tests.factories.proposals import cast, comment, draft, in_discussion
from tests.files import upload

pytestmark = pytest.mark.django_db

NUMBER = "0812 3456 7890"
CONTENT = f"Hubungi Bu Siti di *{NUMBER}* setiap hari.\n\nParagraf kedua tetap sama.\n\n- satu\n- dua"
MARK = "[dihitamkan 1]"
REASON = "Memuat nomor telepon pribadi."


def told(people=None, **values) -> Proposal:
    """Return a proposal in discussion whose text, title and change note tell a telephone number."""
    people = people or cast()
    values = {"content": CONTENT, "title": f"Antrean digital, tanya {NUMBER}", **values}
    proposal = in_discussion(people, **values)
    actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=1,
        text={**text_of(proposal.current_version), "areas": [], "benefit": f"Tanya {NUMBER}."},
        change_note=f"Nomor {NUMBER} ditambahkan.",
    )
    return Proposal.objects.get(pk=proposal.pk)


def black_out(proposal: Proposal, passage: str = NUMBER, *, places=None, **values) -> Blackout:
    """Black out a passage wherever it stands."""
    from proposals.blackouts import find

    values.setdefault("actor", moderator())
    values.setdefault("rule", house_rule())
    values.setdefault("reason", REASON)
    if places is None:
        places = [place.key for place in find(proposal, passage)]
    return actions.black_out(proposal=proposal, passage=passage, places=places, **values)


def faults_of(**values) -> set[str]:
    with pytest.raises(ValidationError) as error:
        black_out(**values)
    return set(error.value.message_dict)


# What remains


def test_nothing_of_the_passage_remains_on_any_page(clock, client_for):
    people = cast()
    proposal = told(people)
    quoting = comment(proposal, body=f"> telepon {NUMBER}\n\nApakah nomor itu benar nomor petugas?")
    writer = member(group=people.group)
    suggested = actions.suggest_change(
        proposal=proposal,
        actor=writer,
        affiliation=roles.current_affiliations(writer)[0],
        capacity="personal",
        part="content",
        quote=f"Siti di {NUMBER}",
        replacement="Siti di loket",
        body="Nomornya jangan ditulis di sini.",
    )
    black_out(proposal)
    fresh = Proposal.objects.get()
    addresses = {
        "list": "/usulan/",
        "searched": "/cari/?q=antrean",
        "detail": fresh.get_absolute_url(),
        "english": f"/en{fresh.get_absolute_url()}",
        "versions": f"/usulan/{proposal.pk}/versi/",
        "first": f"/usulan/{proposal.pk}/versi/1/",
        "branch": reverse("proposals:branch", args=[proposal.pk, quoting.pk]),
        "trail": reverse("council:trail", args=[proposal.pk]),
        "similar": "/usulan/serupa/?title=Antrean+digital+tanya",
        "record": "/catatan/",
        "download": "/catatan/unduh.jsonl",
    }
    found = {}
    for name, address in addresses.items():
        answer = client_for(None).get(address, follow=True)
        content = b"".join(answer) if answer.streaming else answer.content
        found[name] = content.decode()
        assert NUMBER not in found[name], name
        assert "6-7890" not in found[name], name
    for name in ("detail", "versions", "first"):
        assert house_rule().name in found[name], name
    assert house_rule().name_en in found["english"]
    assert f'<span class="blackout">{MARK}</span>' in found["detail"]
    assert NUMBER not in client_for(people.author).get(f"/usulan/{proposal.pk}/ubah/").content.decode()
    assert (
        NUMBER
        not in client_for(writer)
        .get(reverse("proposals:reply", args=[proposal.pk, quoting.pk]), {"kutip": "1"})
        .content.decode()
    )
    assert "7890" not in fresh.slug
    assert fresh.title == f"Antrean digital, tanya {MARK}"
    assert Comment.objects.get(pk=suggested.pk).suggestion.quote == f"Siti di *{MARK}*"
    assert client_for(None).get("/cari/?q=7890").content.decode().count(fresh.get_absolute_url()) == 0


def test_every_version_that_holds_the_passage_is_offered_and_only_the_chosen_ones_change(clock):
    proposal = told()
    with_quote = comment(proposal, body=f"Nomor {NUMBER} ini nomor siapa?")
    from proposals.blackouts import find

    first, second = proposal.versions.all()
    keys = [place.key for place in find(proposal, NUMBER)]
    assert keys == [
        f"version-{first.pk}",
        f"version-{second.pk}",
        f"comment-{with_quote.pk}",
        f"draft-{Draft.objects.get().pk}",
    ]
    black_out(proposal, places=keys[:1])
    first, second = proposal.versions.all()
    assert MARK in first.content
    assert NUMBER in second.content
    assert NUMBER in Comment.objects.get(pk=with_quote.pk).body
    # What its authors go on with is cleaned without asking.
    assert MARK in Draft.objects.get().content


def test_paragraphs_keep_their_anchors_and_the_rest_of_the_text_its_form(clock):
    proposal = told()
    before = proposal.current_version
    black_out(proposal)
    after = Version.objects.get(pk=before.pk)
    assert after.anchors == before.anchors
    assert after.content == CONTENT.replace(f"*{NUMBER}*", f"*{MARK}*")
    assert after.html["content"][1:] == before.html["content"][1:]
    assert after.html["content"][0] == (
        f'<p>Hubungi Bu Siti di <strong><span class="blackout">{MARK}</span></strong> setiap hari.</p>\n'
    )


def test_a_passage_over_two_paragraphs_makes_one_and_the_others_keep_their_anchors(clock):
    proposal = told()
    anchors = proposal.current_version.anchors
    black_out(proposal, "setiap hari. Paragraf kedua")
    after = proposal.versions.last()
    assert after.paragraph_count == len(anchors) - 1
    assert set(after.anchors) < set(anchors)


def test_the_next_version_draws_the_mark_and_a_typed_one_stays_text(clock):
    people = cast()
    proposal = told(people)
    black_out(proposal)
    current = Proposal.objects.get().current_version
    version = actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=2,
        text={**text_of(current), "areas": [], "affected": "Warga [dihitamkan 9] dan petugas."},
        change_note="Penerima manfaat.",
    )
    assert "<span" in version.html["content"][0]
    assert version.html["affected"][0] == "<p>Warga [dihitamkan 9] dan petugas.</p>\n"


def test_nobody_brings_the_passage_back(clock, client_for):
    people = cast()
    proposal = told(people)
    old = text_of(proposal.current_version)
    written = comment(proposal, body="Kapan loketnya dibuka untuk umum?")
    black_out(proposal)
    with pytest.raises(ValidationError) as error:
        actions.edit_proposal(
            proposal=proposal,
            actor=people.author,
            base_version=2,
            text={**old, "areas": [], "affected": "Semua."},
            change_note="x",
        )
    assert set(error.value.message_dict) == {"title", "content", "benefit"}
    with pytest.raises(ValidationError):
        comment(proposal, body=f"Nomornya {NUMBER}.")
    with pytest.raises(ValidationError):
        actions.edit_comment(comment=written, actor=written.author, body=f"Nomornya {NUMBER}.")
    # The window that was open before keeps what was typed, and says which words it is about.
    answer = client_for(people.author).post(
        f"/usulan/{proposal.pk}/ubah/",
        {**{name: value or "" for name, value in old.items() if name != "tags"}, "base_version": 2}
        | {"change_note": "Nomor."},
    )
    assert answer.status_code == 422
    assert NUMBER in answer.content.decode()
    assert MARK in answer.content.decode()


# Tags and attachments


def tagged(people=None, **values) -> Proposal:
    return told(people, tags=["antrean", "bu siti"], **values)


def test_a_tag_that_holds_the_passage_goes_as_a_whole(clock, client_for):
    people = cast()
    proposal = tagged(people)
    other = in_discussion(people, tags=["antrean", "bu siti mulia"])
    blackout = black_out(proposal, "Bu Siti")
    fresh = Proposal.objects.get(pk=proposal.pk)
    assert fresh.current_version.tags == ["antrean", MARK]
    assert set(fresh.tags.names()) == {"antrean"}
    assert not Tag.objects.filter(name="bu siti").exists()
    assert set(other.tags.names()) == {"antrean", "bu siti mulia"}
    page = client_for(None).get(fresh.get_absolute_url()).content.decode()
    assert "bu siti" not in page.lower().replace("bu siti mulia", "")
    version = client_for(None).get(f"/usulan/{proposal.pk}/versi/1/").content.decode()
    assert f"antrean, {MARK}" in version
    # The mark is no tag of the next version.
    actions.edit_proposal(
        proposal=fresh,
        actor=people.author,
        base_version=2,
        text={**text_of(fresh.current_version), "areas": [], "affected": "Warga dan petugas."},
        change_note="Penerima manfaat.",
    )
    assert Proposal.objects.get(pk=proposal.pk).current_version.tags == ["antrean"]
    decide(review_of(blackout.decision), "reverse")
    assert [version.tags for version in proposal.versions.all()] == [
        ["antrean", "bu siti"],
        ["antrean", "bu siti"],
        ["antrean"],
    ]


def test_a_review_brings_the_tag_back_to_the_list(clock, client_for):
    proposal = tagged()
    blackout = black_out(proposal, "Bu Siti")
    decide(review_of(blackout.decision), "reverse")
    assert set(Proposal.objects.get().tags.names()) == {"antrean", "bu siti"}


def test_a_tag_is_not_brought_back_either(clock):
    people = cast()
    proposal = tagged(people)
    black_out(proposal, "Bu Siti")
    current = Proposal.objects.get().current_version
    with pytest.raises(ValidationError) as error:
        actions.edit_proposal(
            proposal=proposal,
            actor=people.author,
            base_version=2,
            text={**text_of(current), "areas": [], "affected": "Semua.", "tags": ["bu siti"]},
            change_note="x",
        )
    assert set(error.value.message_dict) == {"tags"}


def test_a_text_that_names_areas_is_edited_beside_a_blackout(clock):
    people = cast()
    proposal = told(people)
    black_out(proposal)
    current = Proposal.objects.get().current_version
    actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=current.number,
        text={**text_of(current), "areas": [Area.objects.first()], "affected": "Warga sekitar halte."},
        change_note="Kecamatan ditambahkan.",
    )
    assert Proposal.objects.get().current_version.areas.count() == 1


def test_what_an_attachment_is_called_loses_the_passage_and_nobody_brings_it_back(clock, client_for):
    people = cast()
    proposal = told(people)

    def attach(caption: str, base_version: int) -> Version:
        return actions.change_attachments(
            proposal=proposal,
            actor=people.author,
            base_version=base_version,
            change_note="Denah.",
            upload=uploads.vet(upload(), max_bytes=10**7),
            caption=caption,
        )

    made = attach(f"Denah, tanya {NUMBER}", 2).attachments.get()
    black_out(proposal)
    made.refresh_from_db()
    assert made.caption == f"Denah, tanya {MARK}"
    visitor = client_for(None)
    page = visitor.get(proposal.get_absolute_url(), follow=True).content.decode()
    assert made.caption in page
    assert NUMBER not in page
    assert "7890" not in visitor.get(made.get_absolute_url())["Content-Disposition"]
    with pytest.raises(ValidationError) as error:
        attach(f"Denah {NUMBER}", 3)
    assert set(error.value.message_dict) == {"caption"}


# The record


def test_the_act_commits_to_the_passage_without_telling_it(clock):
    proposal = told()
    edit = Act.objects.get(verb="edit")
    assert NUMBER in edit.reason
    leaf = edit.entry.leaf_hash
    blackout = black_out(proposal)
    act = Act.objects.get(verb="black_out")
    assert act.entry is not None
    assert act.reason == ""
    assert act.note["commitment"] == commitment(NUMBER, bytes(blackout.salt))
    assert (act.note["number"], act.note["rule"], act.note["texts"]) == (1, 3, 2)
    edit.refresh_from_db()
    assert (edit.reason, edit.entry.leaf_hash) == ("", leaf)
    assert not EntryValue.objects.filter(value__contains="6 7890").exists()


def test_a_published_text_changes_only_together_with_its_counter(clock):
    version = told().current_version
    for values in (
        {"content": "Lain."},
        {"content": "Lain.", "blackouts": F("blackouts")},
        {"content": "Lain.", "blackouts": F("blackouts") + 2},
        {"number": 9, "blackouts": F("blackouts") + 1},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(**values)
    rose = Version.objects.filter(pk=version.pk).update(content="Lain.", blackouts=F("blackouts") + 1)
    assert rose == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Blackout.objects.filter(pk=black_out(Proposal.objects.get()).pk).update(number=7)


# Who may, and what it takes


def test_only_moderators_black_out_and_nothing_of_their_own(clock):
    people = cast()
    proposal = told(people)
    for role in roles.ALL_ROLES:
        assert bool(permissions.can_black_out(staff(role), proposal)) is (role == roles.MODERATOR), role
    assert permissions.can_black_out(UserFactory(is_superuser=True), proposal).rule == "moderation.who"
    people.author.groups.set(moderator().groups.all())
    roles.forget(people.author)
    assert permissions.can_black_out(people.author, proposal).rule == "moderation.own"
    assert permissions.can_black_out(moderator(), draft(people)).rule == "blackout.private"
    with pytest.raises(Refused):
        black_out(proposal, actor=UserFactory())


def test_what_nobody_can_read_is_not_blacked_out(clock):
    found = comment(told())
    actions.retract_comment(comment=found, actor=found.author)
    verdict = permissions.can_black_out(moderator(), found.proposal, Comment.objects.get())
    assert verdict.rule == "blackout.gone"


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"passage": "ab", "places": ["version-1"]}, {"passage"}),
        ({"passage": "tidak ada di mana pun"}, {"passage"}),
        ({"places": []}, {"places"}),
        ({"places": ["version-999999", "comment-x"]}, {"places"}),
        ({"rule": None}, {"rule"}),
        ({"reason": " "}, {"reason"}),
        ({"reason": f"Nomor {NUMBER} milik pribadi."}, {"reason"}),
    ],
)
def test_a_blackout_names_passage_places_rule_and_reason(values, fields, clock):
    assert faults_of(proposal=told(), **values) == fields
    assert not Blackout.objects.exists()


def test_a_comment_that_it_is_about_is_among_the_chosen(clock):
    proposal = told()
    found = comment(proposal, body=f"Nomor {NUMBER} ini nomor siapa?")
    versions = [f"version-{version.pk}" for version in proposal.versions.all()]
    assert faults_of(proposal=proposal, comment=found, places=versions) == {"places"}


# Telling people, and reviews


def test_the_authors_are_told_and_whoever_quoted_it_too(clock):
    people = cast()
    proposal = told(people)
    quoting = comment(proposal, body=f"Nomor {NUMBER} ini nomor siapa?")
    bystander = comment(proposal)
    mail.outbox.clear()
    blackout = black_out(proposal)
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {people.author.email, quoting.author.email}
    assert bystander.author.email not in letters
    assert REASON in letters[people.author.email].body
    assert REASON not in letters[quoting.author.email].body
    assert blackout.decision.get_absolute_url() in letters[people.author.email].body
    for letter in letters.values():
        assert NUMBER not in letter.subject + letter.body
        assert MARK in letter.body


def test_a_notice_that_waits_is_reworded(clock):
    proposal = told()
    waiting = Notice.objects.create(
        event="x", person=proposal.author, kind="x", subject=proposal.title, body=f"Tanya {NUMBER}.\n",
        created_at=clock.now, next_try_at=clock.now,
    )  # fmt: skip
    black_out(proposal)
    waiting.refresh_from_db()
    assert NUMBER not in waiting.subject + waiting.body
    assert waiting.body == f"Tanya {MARK}.\n"


def test_a_review_that_undoes_it_puts_every_passage_back(clock):
    people = cast()
    proposal = told(people)
    quoting = comment(proposal, body=f"Nomor {NUMBER} ini nomor siapa?")
    before = list(Version.objects.order_by("pk").values("title", "content", "benefit", "html", "blocks"))
    blackout = black_out(proposal)
    later = comment(proposal, body=f"Mengapa {MARK} dihitamkan?")
    mail.outbox.clear()
    decide(review_of(blackout.decision), "reverse", reason="Itu nomor kantor.")
    after = list(Version.objects.order_by("pk").values("title", "content", "benefit", "html", "blocks"))
    assert after == before
    assert Proposal.objects.get().title == proposal.title
    assert Comment.objects.get(pk=quoting.pk).html == quoting.html
    assert NUMBER in Comment.objects.get(pk=later.pk).body
    assert not Blackout.objects.standing().exists()
    assert Act.objects.get(verb="put_back").entry is not None
    assert [letter.to for letter in mail.outbox] == [[people.author.email]]


def test_a_review_that_upholds_it_changes_nothing_and_is_decided_by_another(clock):
    proposal = told()
    blackout = black_out(proposal)
    case = review_of(blackout.decision)
    assert permissions.can_claim(blackout.decision.decided_by, case).rule == "moderation.review.same"
    decide(case, "uphold")
    assert MARK in Proposal.objects.get().current_version.content
    assert permissions.can_ask_review(proposal.author, blackout.decision).rule == "moderation.review.once"


def test_a_blackout_of_a_comment_is_about_its_writer(clock, client_for):
    proposal = told()
    found = comment(proposal, body=f"Nomor Pak RT {NUMBER[::-1]} saja.")
    blackout = black_out(proposal, NUMBER[::-1], comment=found)
    assert blackout.decision.person == found.author
    assert Act.objects.get(verb="black_out").subject_kind == "comment"
    page = client_for(found.author).get(blackout.decision.get_absolute_url()).content.decode()
    assert NUMBER[::-1] in page
    assert client_for(proposal.author).get(blackout.decision.get_absolute_url()).status_code == 404
    decide(review_of(blackout.decision), "reverse")
    assert Comment.objects.get(pk=found.pk).html == found.html


def test_a_second_blackout_has_a_mark_of_its_own(clock):
    proposal = told()
    black_out(proposal)
    black_out(proposal, "Bu Siti")
    content = Proposal.objects.get().current_version.content
    assert content.startswith("Hubungi [dihitamkan 2] di *[dihitamkan 1]* setiap hari.")


# The moderator's page


def test_the_moderator_looks_for_the_passage_and_then_chooses(clock, client_for):
    proposal = told()
    found = comment(proposal, body=f"Nomor {NUMBER} ini nomor siapa?")
    someone = client_for(moderator())
    assert (
        reverse("proposals_admin:black_out_text", args=[proposal.pk])
        in someone.get(proposal.get_absolute_url()).content.decode()
    )
    for address in (
        reverse("proposals_admin:black_out_text", args=[proposal.pk]),
        reverse("proposals_admin:black_out_comment", args=[found.pk]),
    ):
        assert someone.get(address).status_code == 200
        missed = someone.post(address, {"do": "find", "passage": "bukan ini"})
        assert missed.status_code == 422
        assert "bukan ini" in missed.content.decode()
    page = someone.post(address, {"do": "find", "passage": NUMBER}).content.decode()
    chosen = re.findall(r'name="places" value="([^"]+)"[^>]* checked', page)
    assert len(chosen) == 3
    form = {"passage": NUMBER, "looked": "1", "reason": REASON, "rule": HouseRule.objects.get(number=3).pk}
    for wrong in ({"rule": "", "places": chosen}, {"places": chosen[:2]}, {"places": []}, {"places": ["x"]}):
        refused = someone.post(address, {**form, **wrong})
        assert refused.status_code == 422
        assert REASON in refused.content.decode()
        assert 'name="looked"' in refused.content.decode()
    assert someone.post(address, {**form, "places": chosen[1:]}).status_code == 303
    assert NUMBER in proposal.versions.first().content
    assert MARK in proposal.versions.last().content
    assert Blackout.objects.get().decision.person == found.author
    case = Blackout.objects.get().decision.case
    assert NUMBER in someone.get(reverse("proposals_admin:case", args=[case.pk])).content.decode()
    assert client_for(UserFactory()).post(address, form).status_code in (302, 403)


def test_who_does_not_look_first_blacks_it_out_wherever_it_stands(clock, client_for):
    proposal = told()
    comment(proposal, body=f"Nomor {NUMBER} ini nomor siapa?")
    form = {"passage": f" {NUMBER} ", "reason": REASON, "rule": HouseRule.objects.get(number=3).pk}
    address = reverse("proposals_admin:black_out_text", args=[proposal.pk])
    assert client_for(moderator()).post(address, form).status_code == 303
    assert Blackout.objects.get().places.values("kind").distinct().count() == 3
    assert not Version.objects.filter(content__contains=NUMBER).exists()


def test_the_queue_and_the_pages_about_oneself_tell_of_a_proposals_text(clock, client_for):
    proposal = told()
    blackout = black_out(proposal)
    decided = "/admin/usulan/moderasi/?keadaan=decided"
    someone = client_for(moderator())
    assert someone.get(decided).status_code == 200
    assert someone.get(f"/admin/usulan/moderasi/{blackout.decision.case_id}/").status_code == 200
    own = client_for(proposal.author)
    page = own.get(blackout.decision.get_absolute_url()).content.decode()
    assert NUMBER in page
    assert f"{blackout.decision.get_absolute_url()}tinjau/" in page
    assert blackout.decision.get_absolute_url() in own.get(reverse("moderation:mine")).content.decode()
    case = review_of(blackout.decision)
    assert NUMBER in someone.get(f"/admin/usulan/moderasi/{case.pk}/").content.decode()
    assert someone.get("/admin/usulan/moderasi/").status_code == 200
