"""The tables of session and motion, typed a second time from the rules, cell by cell."""

import pytest

from council.lifecycle.motion import MOTION
from council.lifecycle.session import SESSION

# verb: {from: (to, who)}
CHAIR = {"chair", "operator"}
SESSION_TABLE = {
    "open": {"planned": ({"open"}, CHAIR)},
    "suspend": {"open": ({"suspended"}, CHAIR)},
    "resume": {"suspended": ({"open"}, CHAIR)},
    "end": {"open": ({"ended"}, CHAIR)},
    "sign_minutes": {"ended": ({"ended", "minuted"}, {"chair", "council_secretary"})},
    "reschedule": {
        "planned": ({"rescheduled"}, {"secretariat"}),
        "open": ({"rescheduled"}, CHAIR),
        "suspended": ({"rescheduled"}, CHAIR),
    },
    "cancel": {"planned": ({"cancelled"}, {"secretariat"})},
}
SESSION_STATES = {"planned", "open", "suspended", "ended", "minuted", "rescheduled", "cancelled"}
SESSION_ROLES = {"chair", "operator", "secretariat", "council_secretary"}

MOTION_TABLE = {
    "put": {"draft": ({"put"}, CHAIR)},
    "reword": {"put": ({"put"}, CHAIR)},
    "declare_consensus": {"put": ({"adopted_consensus"}, CHAIR)},
    "declare_consensus_with_notes": {"put": ({"adopted_with_notes"}, CHAIR)},
    "open_ballot": {"put": ({"ballot_open"}, CHAIR)},
    "repeat_ballot": {"tied": ({"ballot_open"}, CHAIR)},
    "close_ballot": {"ballot_open": ({"adopted_majority", "not_adopted", "tied"}, CHAIR)},
    "return_to_group": {"put": ({"returned"}, CHAIR), "ballot_open": ({"returned"}, CHAIR)},
    "postpone": {"put": ({"postponed"}, CHAIR), "ballot_open": ({"postponed"}, CHAIR)},
    "withdraw": {"put": ({"withdrawn"}, CHAIR), "ballot_open": ({"withdrawn"}, CHAIR)},
}
MOTION_STATES = {
    "draft",
    "put",
    "ballot_open",
    "adopted_consensus",
    "adopted_with_notes",
    "adopted_majority",
    "not_adopted",
    "tied",
    "returned",
    "postponed",
    "withdrawn",
}
MOTION_ROLES = {"chair", "operator", "secretariat", "seat"}

TABLES = [
    (SESSION, SESSION_TABLE, SESSION_STATES, SESSION_ROLES),
    (MOTION, MOTION_TABLE, MOTION_STATES, MOTION_ROLES),
]


def cells():
    return [
        pytest.param(lifecycle, table, verb, state, role, id=f"{lifecycle.noun}-{verb}-{state}-{role}")
        for lifecycle, table, states, roles in TABLES
        for verb in sorted(table)
        for state in sorted(states)
        for role in sorted(roles)
    ]


@pytest.mark.parametrize(("lifecycle", "table", "verb", "state", "role"), cells())
def test_every_cell_says_who_may_do_what_from_where(lifecycle, table, verb, state, role):
    verdict = lifecycle.verdict(verb, state, {role})
    if state not in table[verb]:
        assert verdict.rule == f"{lifecycle.noun}.{verb}.state"
        return
    targets, who = table[verb][state]
    assert bool(verdict) == (role in who)
    assert lifecycle.row(verb, state).targets == targets
    if role not in who:
        assert verdict.rule == f"{lifecycle.noun}.{verb}.who"


@pytest.mark.parametrize(("lifecycle", "table", "states", "roles"), TABLES)
def test_the_table_holds_nothing_else(lifecycle, table, states, roles):
    assert set(lifecycle.verbs) == set(table)
    assert set(lifecycle.states) == states
    assert set(lifecycle.roles) == roles
    assert {(verb, state) for verb in lifecycle.verbs for state in states if lifecycle.row(verb, state)} == {
        (verb, state) for verb, sources in table.items() for state in sources
    }
