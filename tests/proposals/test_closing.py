"""Closing by the clock: from that instant, whether or not the scheduled job has been there."""

from datetime import date, datetime, timedelta

import pytest

from portal.kit.verdict import Refused
from portal.kit.wording import tanggal
from portal.members import roles
from portal.record.models import Act
from proposals import actions, jobs  # noqa: F401 (the job is registered by being imported)
from proposals.lifecycle import State
from proposals.models import Proposal
from tests.conftest import WIB
from tests.factories.members import SeatFactory, member
from tests.factories.proposals import LONG, cast, comment, in_discussion, submitted
from tests.proposals.texts import whole

pytestmark = pytest.mark.django_db


def _open_until(people, day: date) -> Proposal:
    return actions.open_discussion(
        proposal=submitted(people), actor=people.coordinator, closes_on=day, no_agency_reason="Tidak ada."
    )


def test_the_usual_closing_is_21_days_away_at_23_59_wib_on_a_working_day(clock):
    proposal = in_discussion()
    # 21 November 2026 is a Saturday; 21 days later is a Saturday again, so it closes on the Monday.
    assert proposal.closes_at.astimezone(WIB) == datetime(2026, 12, 14, 23, 59, 59, tzinfo=WIB)


@pytest.mark.parametrize(("days", "allowed"), [(6, False), (7, True), (90, True), (91, False)])
def test_a_discussion_stays_open_for_7_to_90_days(days, allowed, clock):
    people = cast()
    day = clock.now.date() + timedelta(days=days)
    if allowed:
        assert _open_until(people, day).state == State.DISCUSSION
    else:
        with pytest.raises(Exception, match="closes_on"):
            _open_until(people, day)


def test_whoever_opens_names_an_agency_or_says_why_there_is_none(clock):
    people = cast()
    with pytest.raises(Exception, match="no_agency_reason"):
        actions.open_discussion(proposal=submitted(people), actor=people.coordinator)


def test_until_the_last_second_everything_is_taken_and_from_the_instant_on_nothing(clock):
    people = cast()
    proposal = in_discussion(people)
    writer = member(group=people.group, element="academia")
    clock.set(proposal.closes_at - timedelta(seconds=1))
    comment(proposal, actor=writer)
    actions.give_support(proposal=proposal, actor=writer)
    clock.set(proposal.closes_at)
    # The job has not been there yet.
    assert Proposal.objects.get(pk=proposal.pk).state == State.DISCUSSION
    for refused in (
        lambda: comment(proposal, actor=writer),
        lambda: actions.give_support(proposal=proposal, actor=people.coordinator),
        lambda: actions.edit_proposal(
            proposal=proposal,
            actor=people.author,
            base_version=1,
            text=whole(content="Lain."),
            change_note="Mengubah.",
        ),
    ):
        with pytest.raises(Refused):
            refused()


def test_the_next_action_that_touches_it_closes_it_with_an_act_of_its_own(clock):
    proposal = in_discussion()
    seat = SeatFactory()
    clock.set(proposal.closes_at + timedelta(minutes=1))
    comment(proposal, actor=seat.person)
    assert Proposal.objects.get(pk=proposal.pk).state == State.FORMULATION
    act = Act.objects.get(verb="close_discussion")
    assert (act.from_state, act.to_state, act.actor, act.actor_role) == (
        "discussion",
        "formulation",
        None,
        "system",
    )


def test_the_job_closes_what_is_due_and_leaves_the_rest(clock):
    due = in_discussion()
    clock.forward(days=5)
    later = in_discussion()
    clock.set(due.closes_at)
    assert actions.close_due_discussions() == 1
    assert Proposal.objects.get(pk=due.pk).state == State.FORMULATION
    assert Proposal.objects.get(pk=later.pk).state == State.DISCUSSION
    assert actions.close_due_discussions() == 0


def test_a_closed_discussion_reads_as_formulation_in_every_list_at_once(clock):
    proposal = in_discussion()
    clock.set(proposal.closes_at)
    proposal.refresh_from_db()
    assert proposal.phase == State.FORMULATION
    assert not Proposal.objects.in_discussion().exists()
    assert Proposal.objects.in_phase([State.FORMULATION]).get() == proposal


def test_it_is_not_closed_before_its_time(clock):
    proposal = in_discussion()
    with pytest.raises(Refused, match=r"close_discussion\.early"):
        actions.close_discussion(proposal=proposal)


def test_a_change_of_substance_in_the_last_days_leaves_seven_more(clock):
    people = cast()
    proposal = in_discussion(people)
    before = proposal.closes_at
    clock.set(before - timedelta(days=2))
    version = actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=1,
        text=whole(content="Kontrak 20 angkot."),
        change_note="Jumlahnya dikurangi.",
    )
    proposal.refresh_from_db()
    assert version.number == 2
    assert proposal.closes_at >= clock.now + timedelta(days=7)
    assert tanggal(proposal.closes_at) != tanggal(before)


@pytest.mark.parametrize("case", ["wording", "early"])
def test_a_correction_of_wording_and_an_early_change_leave_the_closing_alone(case, clock):
    people = cast()
    proposal = in_discussion(people)
    before = proposal.closes_at
    if case == "wording":
        clock.set(before - timedelta(days=2))
    actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=1,
        text=whole(content="Kontrak 24 angkot."),
        change_note="Merapikan kata.",
        wording_only=case == "wording",
    )
    proposal.refresh_from_db()
    assert proposal.closes_at == before


def test_support_given_in_time_can_be_taken_back_until_the_session(clock):
    people = cast()
    proposal = in_discussion(people)
    writer = member(group=people.group)
    actions.give_support(proposal=proposal, actor=writer)
    clock.set(proposal.closes_at)
    actions.withdraw_support(proposal=proposal, actor=writer)
    assert not proposal.supports.exists()


def test_a_reopened_discussion_takes_comments_again_for_at_least_seven_days(clock):
    people = cast()
    proposal = in_discussion(people)
    clock.set(proposal.closes_at)
    with pytest.raises(Exception, match="closes_on"):
        actions.reopen_discussion(
            proposal=proposal,
            actor=people.coordinator,
            closes_on=clock.now.date() + timedelta(days=6),
            ground="unheard",
            reason="Mengundang.",
        )
    actions.reopen_discussion(
        proposal=proposal,
        actor=people.coordinator,
        closes_on=clock.now.date() + timedelta(days=9),
        ground="unheard",
        reason="Mengundang.",
    )
    assert comment(proposal, element="business", body=LONG).pk
    assert roles.current_affiliations(people.author)
