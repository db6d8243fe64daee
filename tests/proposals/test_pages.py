"""What stands on the pages, for whom, and in how many queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.members import roles
from proposals import actions
from proposals.lifecycle import State
from proposals.models import Proposal
from tests.factories.members import member, staff
from tests.factories.proposals import LONG, TEXT, cast, comment, draft, in_discussion, in_state, submitted
from tests.proposals.texts import whole

pytestmark = pytest.mark.django_db


def _queries(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def _talk(proposal: Proposal, count: int) -> None:
    """Add `count` comments by different people, each answered and supported."""
    for number in range(count):
        first = comment(proposal, element=("academia", "business", "society")[number % 3])
        who = first.author
        affiliation = roles.current_affiliations(who)[0]
        actions.reply(
            comment=first, actor=who, affiliation=affiliation, capacity="personal", body="Menambahkan."
        )
        actions.give_support(proposal=proposal, actor=who)


@pytest.mark.parametrize("signed_in", [False, True])
def test_the_list_takes_as_many_queries_for_two_proposals_as_for_twenty(signed_in, clock, client_for):
    people = cast()
    client = client_for(member(group=people.group) if signed_in else None)
    for _number in range(2):
        in_discussion(people)
    few = _queries(client, "/usulan/")
    for _number in range(18):
        in_discussion(cast())
    assert _queries(client, "/usulan/") == few


@pytest.mark.parametrize("signed_in", [False, True])
def test_a_proposal_takes_as_many_queries_with_two_comments_as_with_ten_times_more(
    signed_in, clock, client_for
):
    people = cast()
    proposal = in_discussion(people)
    client = client_for(member(group=people.group) if signed_in else None)
    _talk(proposal, 1)
    few = _queries(client, proposal.get_absolute_url())
    _talk(proposal, 10)
    for number in range(1, 5):
        actions.edit_proposal(
            proposal=proposal,
            actor=people.author,
            base_version=number,
            text=whole(content=f"Kontrak {number} angkot."),
            change_note="Mengubah.",
        )
    assert _queries(client, proposal.get_absolute_url()) == few


def test_the_versions_take_as_many_queries_for_two_as_for_ten(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    path = reverse("proposals:versions", args=[proposal.pk])
    counts = []
    for number in range(1, 10):
        actions.edit_proposal(
            proposal=proposal,
            actor=people.author,
            base_version=number,
            text=whole(content=f"Kontrak {number} angkot."),
            change_note="Mengubah.",
        )
        if number in (1, 9):
            counts.append(_queries(client_for(None), path))
    assert counts[0] == counts[1]


def test_the_secretariats_list_takes_as_many_queries_for_two_as_for_twenty(clock, client_for):
    people = cast()
    client = client_for(staff(roles.SECRETARIAT_EDITOR))
    path = reverse("proposals_admin:index")
    for _number in range(2):
        submitted(people)
    few = _queries(client, path)
    for _number in range(18):
        submitted(people)
    assert _queries(client, path) == few


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_a_submitted_proposal_is_read_by_everybody_in_every_state_and_in_both_languages(
    state, clock, client_for
):
    proposal = in_state(state)
    address = proposal.get_absolute_url()
    for path in (address, f"/en{address}"):
        response = client_for(None).get(path)
        assert response.status_code == 200
        assert proposal.title in response.content.decode()


def test_a_proposal_sent_back_shows_what_was_submitted_and_why_and_never_the_new_draft(clock, client_for):
    people = cast()
    proposal = submitted(people)
    proposal = actions.send_back(
        proposal=proposal, actor=people.coordinator, reason="Sumber angka belum ada."
    )
    actions.save_draft(
        proposal=proposal,
        actor=people.author,
        revision=proposal.draft.revision,
        text={"title": "Judul baru yang masih rahasia", "content": "Naskah rahasia."},
    )
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert TEXT["title"] in page
    assert "Sumber angka belum ada." in page
    assert "rahasia" not in page
    assert "rahasia" not in client_for(people.secretariat).get("/usulan/").content.decode()


def test_a_draft_leads_its_author_to_the_desk_where_it_is_written(clock, client_for):
    people = cast()
    proposal = draft(people)
    response = client_for(people.author).get(reverse("proposals:redirect", args=[proposal.pk]))
    assert response.url == reverse("proposals:draft", args=[proposal.pk])


def test_the_number_alone_and_an_old_title_lead_to_the_present_address(clock, client_for):
    proposal = in_discussion()
    for path in (f"/usulan/{proposal.pk}/", f"/usulan/{proposal.pk}/judul-lama/"):
        response = client_for(None).get(f"{path}?sikap=note")
        assert response.url == f"{proposal.get_absolute_url()}?sikap=note"


def test_the_filters_are_the_address_and_the_count_agrees(clock, client_for):
    people = cast()
    in_discussion(people)
    submitted(people)
    in_discussion(cast(), title="Penerangan jalan tenaga surya di gang gelap")
    client = client_for(None)
    for query, count in (
        ("", 3),
        (f"pokja={people.group.slug}", 2),
        ("keadaan=discussion", 2),
        (f"pokja={people.group.slug}&keadaan=discussion", 1),
        ("cari=surya", 1),
        ("cari=tidak+ada", 0),
    ):
        response = client.get(f"/usulan/?{query}")
        assert response.context["page"].count == count
        assert f"{count} usulan" in response.content.decode()
        assert response.content.decode().count('class="row row--dated"') == count


def test_the_list_is_ordered_by_the_nearest_closing_and_what_is_closed_comes_after(clock, client_for):
    people = cast()
    later = actions.open_discussion(
        proposal=submitted(people),
        actor=people.coordinator,
        closes_on=clock.now.date().replace(day=30, month=12),
        no_agency_reason="Tidak ada.",
    )
    sooner = in_discussion(people)
    waiting = submitted(people)
    page = client_for(None).get("/usulan/").context["page"]
    assert [proposal.pk for proposal in page] == [sooner.pk, later.pk, waiting.pk]
    newest = client_for(None).get("/usulan/?urut=terbaru").context["page"]
    assert next(proposal.pk for proposal in newest) == waiting.pk


def test_a_comments_address_opens_the_page_that_holds_it(clock, client_for):
    proposal = in_discussion()
    comments = [comment(proposal) for _number in range(15)]
    client = client_for(None)
    first = client.get(comments[0].get_absolute_url())
    assert first.url == f"{proposal.get_absolute_url()}#tanggapan-{comments[0].pk}"
    last = client.get(comments[14].get_absolute_url())
    assert last.url == f"{proposal.get_absolute_url()}?page=2#tanggapan-{comments[14].pk}"
    page = client.get(last.url.split("#")[0]).content.decode()
    assert f'id="tanggapan-{comments[14].pk}"' in page


def test_the_discussion_filters_by_stance_with_whole_threads(clock, client_for):
    proposal = in_discussion()
    objection = comment(proposal, stance="objection")
    answer = actions.reply(
        comment=objection,
        actor=objection.author,
        affiliation=roles.current_affiliations(objection.author)[0],
        capacity="personal",
        body="Menambahkan.",
    )
    comment(proposal, stance="in_favour")
    response = client_for(None).get(f"{proposal.get_absolute_url()}?sikap=objection")
    assert [(thread.root, thread.answers) for thread in response.context["threads"]] == [
        (objection, [answer])
    ]


def test_what_was_withdrawn_or_hidden_leaves_a_mark_and_no_text(clock, client_for):
    proposal = in_discussion()
    withdrawn = comment(proposal, body="Nomor saya 0812 " + LONG)
    hidden = comment(proposal, body="Kata kasar " + LONG)
    actions.retract_comment(comment=withdrawn, actor=withdrawn.author)
    type(hidden).objects.filter(pk=hidden.pk).update(hidden_at=clock.now)
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert "0812" not in page
    assert "Kata kasar" not in page
    assert "Ditarik oleh penulis" in page
    assert "disembunyikan moderator" in page


def test_a_visitor_is_told_how_to_join_and_a_member_gets_the_form(clock, client_for):
    proposal = in_discussion()
    assert "Masuk untuk menulis" in client_for(None).get(proposal.get_absolute_url()).content.decode()
    page = client_for(member(group=proposal.leading_group)).get(proposal.get_absolute_url()).content.decode()
    assert "Kirim tanggapan" in page
    assert 'id="id_body"' in page


def test_the_page_offers_each_person_their_verbs_alone(clock, client_for):
    people = cast()
    proposal = submitted(people)
    offered = {
        who: client_for(user).get(proposal.get_absolute_url()).context["verbs"]
        for who, user in (
            ("author", people.author),
            ("coordinator", people.coordinator),
            ("secretariat", people.secretariat),
            ("visitor", None),
        )
    }
    assert offered == {
        "author": ["withdraw"],
        "coordinator": ["open_discussion", "send_back", "propose_merge"],
        "secretariat": ["open_discussion", "send_back", "not_forward", "propose_merge"],
        "visitor": [],
    }


def test_the_form_of_not_forwarding_shows_the_right_door(clock, client_for):
    people = cast()
    proposal = submitted(people)
    page = (
        client_for(people.secretariat)
        .get(reverse("proposals:not_forward", args=[proposal.pk]))
        .content.decode()
    )
    assert "SP4N-LAPOR!" in page
    assert "www.lapor.go.id" in page


def test_an_author_may_not_even_see_the_form_of_a_steward(clock, client_for):
    people = cast()
    proposal = submitted(people)
    response = client_for(people.author).get(reverse("proposals:open_discussion", args=[proposal.pk]))
    assert response.status_code == 403
    assert "<form" not in response.content.decode().split("<main")[1]
    assert client_for(None).get(reverse("proposals:open_discussion", args=[proposal.pk])).status_code == 302


def test_paragraphs_are_numbered_through_and_can_be_linked_to(clock, client_for):
    proposal = in_discussion()
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert [f'id="p{number}"' in page for number in range(1, 8)] == [True] * 6 + [False]


def test_the_comparison_tells_words_added_and_removed(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=1,
        text=whole(content=TEXT["content"].replace("24 angkot", "20 angkot")),
        change_note="Jumlahnya dikurangi.",
    )
    page = client_for(None).get(reverse("proposals:versions", args=[proposal.pk])).content.decode()
    assert "<del>24</del><ins>20</ins>" in page
    assert "Jumlahnya dikurangi." in page
