"""The table of states: every cell of state, role and verb against the one typed by hand."""

import itertools

import pytest

from proposals.lifecycle import PARTICIPATION, PROPOSAL, State
from tests.proposals import table

VERBS = sorted({verb for verb, _state in table.moves()})
CELLS = list(itertools.product(table.STATES, table.ROLES, VERBS))


def test_the_table_has_the_states_the_roles_and_the_verbs_of_the_domain_and_no_others():
    assert set(State.values) == set(table.STATES)
    assert set(PROPOSAL.roles) == set(table.ROLES)
    assert set(PROPOSAL.verbs) == set(VERBS)


@pytest.mark.parametrize(("state", "role", "verb"), CELLS)
def test_a_role_may_do_a_verb_in_a_state_exactly_where_the_domain_says_so(state, role, verb):
    _to, who = table.moves().get((verb, state), (set(), set()))
    verdict = PROPOSAL.verdict(verb, state, {role})
    assert bool(verdict) is (role in who)
    if not verdict:
        assert verdict.rule.startswith(f"proposal.{verb}.")
        assert verdict.message


def test_every_move_leads_where_the_domain_says():
    for (verb, state), (to, _who) in table.moves().items():
        assert set(PROPOSAL.row(verb, state).targets) == to, verb


@pytest.mark.parametrize(
    ("state", "role", "verb"),
    list(itertools.product(table.STATES, table.PARTICIPANTS, sorted(PARTICIPATION))),
)
def test_a_role_may_take_part_in_a_state_exactly_where_the_domain_says_so(state, role, verb):
    allowed = PARTICIPATION[verb].get(state, frozenset())
    assert (role in allowed) is (role in table.participation().get((verb, state), set()))


def test_nobody_takes_part_in_ways_that_the_domain_does_not_name():
    assert set(PARTICIPATION) == {verb for verb, _state in table.participation()}
