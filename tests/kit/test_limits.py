"""Limits: so many within so long, then words that say when to try again."""

import pytest

from portal.kit.limits import Limit, TooMany, take

TWICE = Limit(2, 10)


def test_after_the_last_slot_one_is_told_when_to_try_again(clock):
    take("comment", "a", TWICE)
    clock.forward(minutes=4)
    take("comment", "a", TWICE)
    with pytest.raises(TooMany) as error:
        take("comment", "a", TWICE)
    # The first slot is free again ten minutes after it was taken.
    assert "14.15" in str(error.value.verdict.message)
    assert error.value.seconds == 6 * 60 + 1


def test_slots_come_back_one_by_one(clock):
    take("comment", "a", TWICE)
    clock.forward(minutes=4)
    take("comment", "a", TWICE)
    clock.forward(minutes=6)
    take("comment", "a", TWICE)
    with pytest.raises(TooMany):
        take("comment", "a", TWICE)


def test_others_and_other_things_have_their_own_slots(clock):
    for name, who in (("comment", "a"), ("comment", "b"), ("flag", "a")):
        for _turn in range(2):
            take(name, who, TWICE)


def test_without_a_figure_there_is_no_limit(clock):
    for _turn in range(50):
        take("comment", "a", Limit(0, 10))
