"""The heard rule as a table of plain facts, and what counts as a comment in the database."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup

from portal.kit import clock as portal_clock
from portal.kit.verdict import Refused
from portal.kit.workdays import add_workdays
from portal.members.models import Element
from proposals import actions, permissions
from proposals.actions.counts import recount
from proposals.heard import apply_rule, count_heard, count_speakers
from proposals.models import AgencyRequest, Proposal
from tests.factories.members import (
    AffiliationFactory,
    GroupMembershipFactory,
    OrganisationFactory,
    UserFactory,
    WorkingGroupFactory,
    member,
)
from tests.factories.proposals import LONG, cast, comment, in_discussion, in_formulation

TODAY = date(2026, 11, 21)
ANSWERED = portal_clock.now()

# comments as (element, organisation); agencies as (last day, answered); authors' elements; met, missing.
RULE = [
    ("nobody spoke", [], [], {"society"}, False, 2),
    ("one element", [("academia", 1)], [], {"society"}, False, 1),
    ("one element, twice", [("academia", 1), ("academia", 2)], [], {"society"}, False, 1),
    ("two elements", [("academia", 1), ("business", 2)], [], {"society"}, True, 0),
    ("the authors' own never counts", [("society", 1), ("academia", 2)], [], {"society"}, False, 1),
    ("two of the authors'", [("society", 1), ("academia", 2)], [], {"society", "academia"}, False, 2),
    ("three elements", [("academia", 1), ("business", 2), ("government", 3)], [], {"society"}, True, 0),
    ("agency pending", [("academia", 1), ("business", 2)], [(TODAY, None)], {"society"}, False, 0),
    ("agency answered", [("academia", 1), ("business", 2)], [(TODAY, ANSWERED)], {"society"}, True, 0),
    (
        "agency silent since yesterday",
        [("academia", 1), ("business", 2)],
        [(TODAY - timedelta(days=1), None)],
        {"society"},
        True,
        0,
    ),
    (
        "one answers, one pending",
        [("academia", 1), ("business", 2)],
        [(TODAY, ANSWERED), (TODAY, None)],
        {"society"},
        False,
        0,
    ),
    ("agency answered, elements missing", [("academia", 1)], [(TODAY, ANSWERED)], {"society"}, False, 1),
]


@pytest.mark.parametrize(
    ("case", "comments", "agencies", "authors", "met", "missing"), RULE, ids=[row[0] for row in RULE]
)
def test_the_rule_counts_elements_other_than_the_authors_and_agencies_answered_or_silent(
    case, comments, agencies, authors, met, missing
):
    report = count_heard(
        authors_elements=authors,
        comments=comments,
        agencies=[("Dinas Contoh", due, answered) for due, answered in agencies],
        needed=2,
        today=TODAY,
    )
    assert (report.met, report.missing) == (met, missing)


def test_the_elements_come_in_their_own_order_however_they_were_kept():
    speakers = count_speakers([("academia", 1), ("business", 2)])
    report = apply_rule(
        speakers=dict(sorted(speakers.items())), authors_elements=set(), agencies=[], needed=2, today=TODAY
    )
    assert list(report.elements) == Element.values


def test_the_number_of_elements_is_a_setting():
    facts = {"authors_elements": {"society"}, "comments": [("academia", 1)], "agencies": [], "today": TODAY}
    assert count_heard(needed=1, **facts).met
    assert not count_heard(needed=3, **facts).met


@pytest.mark.django_db
def test_only_visible_long_representing_comments_count(clock):
    proposal = in_discussion()
    assert permissions.heard(proposal).missing == 2
    comment(proposal, element="academia", capacity="personal")
    comment(proposal, element="academia", body="x" * 99)
    retracted = comment(proposal, element="academia")
    actions.retract_comment(comment=retracted, actor=retracted.author)
    hidden = comment(proposal, element="academia")
    type(hidden).objects.filter(pk=hidden.pk).update(hidden_at=clock.now)
    assert permissions.heard(proposal).missing == 2
    comment(proposal, element="academia", body="x" * 100)
    assert permissions.heard(proposal).missing == 1


@pytest.mark.django_db
def test_an_answer_to_a_comment_counts_for_its_element_too(clock):
    proposal = in_discussion()
    first = comment(proposal, element="academia")
    other = member(group=proposal.leading_group, element="business")
    actions.reply(
        comment=first,
        actor=other,
        affiliation=other.affiliations.get(),
        capacity="representing",
        body=LONG,
    )
    assert permissions.heard(proposal).met


@pytest.mark.django_db
def test_an_official_response_counts_for_the_agency_and_not_for_the_element(clock):
    agency = OrganisationFactory(element="government")
    liaison = UserFactory()
    AffiliationFactory(user=liaison, organisation=agency, is_liaison=True)
    proposal = in_discussion(agencies=(agency,))
    assert permissions.heard(proposal).pending_agencies
    actions.official_response(
        proposal=proposal, actor=liaison, organisation=agency, body=LONG, approved_by_name="Kepala Bidang"
    )
    report = permissions.heard(proposal)
    assert not report.pending_agencies
    assert not report.elements["government"].heard
    assert report.missing == 2


@pytest.mark.django_db
def test_an_agency_is_silent_after_ten_working_days(clock):
    agency = OrganisationFactory(element="government")
    proposal = in_discussion(agencies=(agency,))
    request = AgencyRequest.objects.get()
    assert request.due_on == add_workdays(clock.now.date(), 10)
    clock.set(clock.now.replace(year=request.due_on.year, month=request.due_on.month, day=request.due_on.day))
    assert permissions.heard(proposal).pending_agencies
    clock.forward(days=1)
    assert not permissions.heard(proposal).pending_agencies


@pytest.mark.django_db
def test_sending_up_an_unheard_proposal_is_refused_in_words_that_name_the_missing_elements(clock):
    people = cast()
    proposal = in_formulation(people)
    actions.write_formulation(
        proposal=proposal, actor=people.coordinator, advice="Setujui.", final_wording="Kontrak."
    )
    with pytest.raises(Refused) as refused:
        actions.send_to_session(proposal=proposal, actor=people.coordinator)
    verdict = refused.value.verdict
    assert verdict.rule == "proposal.heard"
    assert "akademisi" in verdict.message
    assert "dunia usaha" in verdict.message
    assert "belum ditetapkan tata tertib" in verdict.message
    assert Proposal.objects.get(pk=proposal.pk).state == "formulation"


@pytest.mark.django_db
def test_a_waiver_is_public_and_is_not_kept_where_nobody_was_missing(clock):
    people = cast()
    proposal = in_discussion(people)
    comment(proposal, element="academia")
    comment(proposal, element="business")
    clock.forward(days=40)
    formulation = actions.write_formulation(
        proposal=proposal, actor=people.coordinator, advice="Setujui.", final_wording="Kontrak."
    )
    actions.send_to_session(proposal=proposal, actor=people.coordinator, waiver_reason="Tidak perlu.")
    formulation.refresh_from_db()
    assert formulation.waiver_reason == ""


@pytest.mark.django_db
def test_a_discussion_is_not_reopened_for_the_unheard_when_everybody_was_heard(clock):
    people = cast()
    proposal = in_discussion(people)
    comment(proposal, element="academia")
    comment(proposal, element="business")
    clock.forward(days=40)
    day = portal_clock.today() + timedelta(days=10)
    with pytest.raises(Refused, match=r"reopen_discussion\.heard"):
        actions.reopen_discussion(
            proposal=proposal, actor=people.coordinator, closes_on=day, ground="unheard", reason="Mengundang."
        )
    reopened = actions.reopen_discussion(
        proposal=proposal, actor=people.coordinator, closes_on=day, ground="wording", reason="Biaya berubah."
    )
    assert reopened.state == "discussion"


@pytest.mark.django_db
def test_a_formulation_of_before_a_reopening_or_a_return_does_not_serve_again(clock):
    people = cast()
    proposal = in_formulation(people)
    actions.write_formulation(
        proposal=proposal, actor=people.coordinator, advice="Setujui.", final_wording="Kontrak."
    )
    proposal = actions.send_to_session(proposal=proposal, actor=people.coordinator, waiver_reason="Diundang.")
    actions.return_to_group(
        proposal=proposal, reason="Kabur.", deadline=portal_clock.today(), actor=people.secretariat
    )
    with pytest.raises(Refused, match=r"send_to_session\.formulation"):
        actions.send_to_session(proposal=proposal, actor=people.coordinator, waiver_reason="Diundang.")


@pytest.mark.django_db
def test_the_page_says_which_sectors_spoke_and_how(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    other = WorkingGroupFactory(name="Bidang Lain", position=1)
    member_of_both = member(group=other, element="business")
    GroupMembershipFactory(user=member_of_both, group=people.group)
    comment(proposal, actor=member_of_both, stance="objection")
    comment(proposal, element="academia", stance="in_favour")
    assert Proposal.objects.get().discussion_figures["sectors"] == [
        ["Bidang Lain", {"objection": 1}],
        [people.group.name, {"objection": 1, "in_favour": 1}],
    ]
    page = BeautifulSoup(client_for(None).get(proposal.get_absolute_url()).content, "html.parser")
    of_sectors = page.select("table.stances")[1]
    rows = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in of_sectors.select("tr")]
    assert rows[0][3] == "Keberatan"
    assert rows[1:] == [["Bidang Lain", "0", "0", "1", "0"], [people.group.name, "1", "0", "1", "0"]]


@pytest.mark.django_db
def test_a_comment_speaks_for_the_groups_of_the_day_it_was_written(clock):
    proposal = in_discussion()
    said = comment(proposal, element="academia", stance="in_favour")
    yesterday = clock.now.date() - timedelta(days=1)
    membership = said.author.memberships.get()
    membership.status, membership.ends_on = "ended", clock.now.date()
    membership.save()
    recount(proposal)
    assert Proposal.objects.get().discussion_figures["sectors"] == [
        [proposal.leading_group.name, {"in_favour": 1}]
    ]
    membership.ends_on = yesterday
    membership.save()
    recount(proposal)
    assert Proposal.objects.get().discussion_figures["sectors"] == []
