"""The journey bar: five steps, their standing in every state, and the promises in working days."""

from datetime import timedelta

import pytest

from proposals import actions
from proposals.journey import steps, waits_for
from tests.factories.proposals import cast, in_state

pytestmark = pytest.mark.django_db

STANDING = {
    "submitted": "now todo todo todo todo",
    "not_forwarded": "done stopped never never never",
    "discussion": "done now todo todo todo",
    "formulation": "done now todo todo todo",
    "awaiting_session": "done done now todo todo",
    "accepted": "done done done now todo",
    "accepted_with_changes": "done done done now todo",
    "not_accepted": "done done refused never never",
    "deferred": "done done deferred todo todo",
    "conveyed": "done done done now todo",
    "answered": "done done done done todo",
    "in_progress": "done done done done now",
    "implemented": "done done done done done",
    "partly_implemented": "done done done done partly",
    "infeasible": "done done done done refused",
    "withdrawn": "stopped never never never never",
    "merged": "stopped never never never never",
}


@pytest.mark.parametrize("state", STANDING)
def test_each_state_has_its_standing_on_the_five_steps(state, clock):
    assert " ".join(step.status for step in steps(in_state(state))) == STANDING[state]


def test_a_check_past_its_promise_of_five_working_days_is_late(clock):
    proposal = in_state("submitted")
    clock.set(clock.now.replace(day=27))
    assert steps(proposal)[0].status == "now"
    clock.set(clock.now.replace(day=28))
    assert steps(proposal)[0].status == "late"


def test_an_answer_past_thirty_working_days_is_late_and_says_how_long_it_is_waited_for(clock):
    proposal = in_state("conveyed")
    clock.forward(days=35)
    assert steps(proposal)[3].status == "now"
    clock.forward(days=35)
    late = steps(proposal)[3]
    assert late.status == "late"
    assert "dari 30 yang dijanjikan" in late.note


def test_a_discussion_is_filled_by_the_share_of_its_time(clock):
    proposal = in_state("discussion")
    opened, closes = proposal.opened_at, proposal.closes_at
    clock.set(opened + (closes - opened) / 2)
    assert steps(proposal)[1].share == 50


def test_a_withdrawn_discussion_stops_at_the_discussion(clock):
    people = cast()
    proposal = actions.withdraw_proposal(
        proposal=in_state("discussion", people), actor=people.author, reason="Digabung."
    )
    assert [step.status for step in steps(proposal)] == ["done", "stopped", "never", "never", "never"]


@pytest.mark.parametrize(
    ("result", "standing"),
    [("studied", "done done done now todo"), ("declined", "done done done refused never")],
)
def test_the_citys_answer_decides_how_the_bar_goes_on(result, standing, clock):
    people = cast()
    until = clock.now.date() + timedelta(days=60) if result == "studied" else None
    proposal = actions.record_answer(
        proposal=in_state("conveyed", people), actor=people.secretariat, result=result, studied_until=until
    )
    assert " ".join(step.status for step in steps(proposal)) == standing


def test_every_waiting_state_says_what_it_waits_for_and_an_ended_one_nothing(clock):
    ended = {
        "not_forwarded",
        "not_accepted",
        "implemented",
        "partly_implemented",
        "infeasible",
        "withdrawn",
        "merged",
    }
    for state in STANDING:
        assert (waits_for(in_state(state)) is None) is (state in ended), state
