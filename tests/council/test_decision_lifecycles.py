"""The tables of decision draft, referral and follow-up, typed once more by hand from the domain and
compared cell by cell.
"""

import pytest

from council.lifecycle.contribution import CONTRIBUTION
from council.lifecycle.decision_draft import DECISION_DRAFT
from council.lifecycle.follow_up import FOLLOW_UP, outcome_of
from council.lifecycle.referral import REFERRAL

# verb -> state -> (who may, where it leads). Everything that is not here is refused.
DRAFT_TABLE = {
    "edit": {"draft": ({"secretariat"}, {"draft"})},
    "initial": {"draft": ({"head"}, {"initialled"})},
    "sign_on_paper": {"initialled": ({"secretariat"}, {"signed"})},
    "sign": {"initialled": ({"chair", "council_secretary"}, {"initialled", "signed"})},
    "send_back": {
        "initialled": ({"head", "chair", "council_secretary"}, {"draft"}),
        "signed": ({"head", "chair", "council_secretary"}, {"draft"}),
    },
    "enact": {"signed": ({"secretariat"}, {"enacted"})},
}
REFERRAL_TABLE = {
    "convey": {"not_conveyed": ({"secretariat"}, {"conveyed"})},
    "record_answer": {"conveyed": ({"secretariat"}, {"answered"})},
    "record_later_answer": {"answered": ({"secretariat"}, {"answered"})},
}
FOLLOW_UP_TABLE = {
    "plan": {"open": ({"secretariat", "liaison"}, {"open"})},
    "open": {"proposed": ({"secretariat"}, {"open"})},
    "report_progress": {"open": ({"liaison"}, {"open"})},
    "report_finished": {"open": ({"liaison"}, {"reported"})},
    "accept_report": {"reported": ({"secretariat"}, {"done"})},
    "reject_report": {"reported": ({"secretariat"}, {"open"})},
    "mark_infeasible": {"open": ({"secretariat"}, {"infeasible"})},
    "cancel": {
        "proposed": ({"secretariat"}, {"cancelled"}),
        "open": ({"secretariat"}, {"cancelled"}),
    },
}
CONTRIBUTION_TABLE = {
    "offer": {"not_offered": ({"representative"}, {"offered"})},
    "accept": {"offered": ({"secretariat"}, {"accepted"})},
    "decline": {"offered": ({"secretariat"}, {"declined"})},
    "withdraw": {
        "offered": ({"representative"}, {"withdrawn"}),
        "accepted": ({"representative"}, {"withdrawn"}),
    },
    "hand_over": {"accepted": ({"secretariat"}, {"handed_over"})},
}
TABLES = [
    (DECISION_DRAFT, DRAFT_TABLE),
    (REFERRAL, REFERRAL_TABLE),
    (FOLLOW_UP, FOLLOW_UP_TABLE),
    (CONTRIBUTION, CONTRIBUTION_TABLE),
]
STATES = {
    "decision_draft": ("draft", "initialled", "signed", "enacted"),
    "referral": ("not_conveyed", "conveyed", "answered"),
    "contribution": ("not_offered", "offered", "accepted", "declined", "withdrawn", "handed_over"),
    "follow_up": ("proposed", "open", "reported", "done", "infeasible", "cancelled"),
}
ROLES = (
    "secretariat",
    "head",
    "chair",
    "council_secretary",
    "liaison",
    "representative",
    "coordinator",
    "author",
    "system",
)
CELLS = [
    (lifecycle, table, verb, state, role)
    for lifecycle, table in TABLES
    for verb in table
    for state in STATES[lifecycle.noun]
    for role in ROLES
]


@pytest.mark.parametrize(
    ("lifecycle", "table", "verb", "state", "role"),
    CELLS,
    ids=[f"{lifecycle.noun}-{verb}-{state}-{role}" for lifecycle, _table, verb, state, role in CELLS],
)
def test_the_table_says_who_may_do_what_from_where(lifecycle, table, verb, state, role):
    who, targets = table[verb].get(state, (set(), set()))
    verdict = lifecycle.verdict(verb, state, {role})
    assert bool(verdict) is (role in who)
    row = lifecycle.row(verb, state)
    assert (row.targets if row else set()) == targets
    if not verdict:
        assert verdict.rule == f"{lifecycle.noun}.{verb}.{'who' if who else 'state'}"
        assert verdict.message


@pytest.mark.parametrize(("lifecycle", "table"), TABLES, ids=[lifecycle.noun for lifecycle, _t in TABLES])
def test_the_table_has_no_verb_and_no_state_beside_these(lifecycle, table):
    assert set(lifecycle.verbs) == set(table)
    assert set(lifecycle.states) == set(STATES[lifecycle.noun])


@pytest.mark.parametrize(
    ("states", "outcome"),
    [
        (["done"], "implemented"),
        (["done", "done"], "implemented"),
        (["done", "infeasible"], "partly_implemented"),
        (["done", "cancelled"], "partly_implemented"),
        (["infeasible", "cancelled"], "infeasible"),
        (["cancelled"], "infeasible"),
    ],
)
def test_what_the_ended_follow_ups_make_of_their_proposal(states, outcome):
    assert outcome_of(states) == outcome


@pytest.mark.parametrize("states", [[], ["open"], ["done", "proposed"], ["reported", "done"]])
def test_follow_ups_are_not_counted_before_all_of_them_ended(states):
    with pytest.raises(ValueError, match="ended"):
        outcome_of(states)
