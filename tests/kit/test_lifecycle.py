"""The reader of the tables of states."""

import pytest

from portal.kit.lifecycle import Lifecycle, move

LAMP = Lifecycle(
    "lamp",
    states=("off", "on", "broken"),
    roles=("owner", "guest"),
    moves=(
        move("switch_on", "off", "on", "owner"),
        move("drop", ["off", "on"], "broken", ["owner", "guest"]),
    ),
)


@pytest.mark.parametrize(
    ("verb", "state", "roles", "rule"),
    [
        ("switch_on", "off", {"owner"}, ""),
        ("switch_on", "off", {"guest"}, "lamp.switch_on.who"),
        ("switch_on", "off", set(), "lamp.switch_on.who"),
        ("switch_on", "on", {"owner"}, "lamp.switch_on.state"),
        ("drop", "on", {"guest", "owner"}, ""),
        ("fly", "on", {"owner"}, "lamp.fly.state"),
    ],
)
def test_a_cell_allows_only_its_state_and_its_roles(verb, state, roles, rule):
    verdict = LAMP.verdict(verb, state, roles)
    assert (bool(verdict), verdict.rule) == (rule == "", rule)


@pytest.mark.parametrize(
    "rows",
    [
        (move("x", "nowhere", "on", "owner"),),
        (move("x", "off", "nowhere", "owner"),),
        (move("x", "off", "on", "thief"),),
        (move("x", "off", "on", "owner"), move("x", ["off", "on"], "broken", "owner")),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(rows):
    with pytest.raises(ValueError, match="lamp"):
        Lifecycle("lamp", ("off", "on", "broken"), ("owner", "guest"), rows)


def test_verbs_are_listed_once_in_order():
    assert LAMP.verbs == ("switch_on", "drop")
