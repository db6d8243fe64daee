"""The council's arithmetic, figure by figure and against a naive count."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council import counting
from council.counting import House, SeatFacts, Tally

CHOICES = st.lists(st.sampled_from(["in_favour", "against", "abstain"]), max_size=40)
SEATS = st.lists(
    st.builds(
        SeatFacts,
        present=st.booleans(),
        conflicted=st.booleans(),
        element=st.sampled_from(["academia", "business", "society", "government"]),
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("filled", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (16, 9), (17, 9), (18, 10)]
)
def test_quorum_is_more_than_half_of_the_filled_seats(filled, needed):
    assert counting.quorum(filled) == needed
    assert counting.has_quorum(needed, filled)
    assert not counting.has_quorum(needed - 1, filled)


def test_without_filled_seats_there_is_no_quorum():
    assert not counting.has_quorum(0, 0)
    assert not counting.has_quorum(1, 0)


@given(filled=st.integers(0, 200), present=st.integers(0, 200), percent=st.integers(0, 99))
def test_quorum_agrees_with_fractions(filled, present, percent):
    expected = filled > 0 and Fraction(present) > Fraction(filled * percent, 100)
    assert counting.has_quorum(present, filled, percent) == expected


@pytest.mark.parametrize(("filled", "needed"), [(1, 1), (3, 1), (4, 2), (5, 2), (6, 2), (15, 5), (17, 6)])
def test_a_third_of_the_filled_seats_must_be_able_to_decide(filled, needed):
    assert counting.deciders_needed(filled) == needed
    assert counting.enough_deciders(needed, filled)
    assert not counting.enough_deciders(needed - 1, filled)


def test_without_filled_seats_nobody_can_decide():
    assert not counting.enough_deciders(0, 0)


@given(filled=st.integers(0, 200), deciders=st.integers(0, 200), one_in=st.integers(1, 10))
def test_deciders_agree_with_fractions(filled, deciders, one_in):
    expected = filled > 0 and deciders >= Fraction(filled, one_in)
    assert counting.enough_deciders(deciders, filled, one_in) == expected
    if filled:
        assert (deciders >= counting.deciders_needed(filled, one_in)) == expected


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "expected"),
    [
        (1, 0, 0, "adopted_majority"),
        (11, 3, 1, "adopted_majority"),
        (1, 0, 14, "adopted_majority"),
        (0, 1, 0, "not_adopted"),
        (3, 4, 9, "not_adopted"),
        (1, 1, 0, "tied"),
        (7, 7, 1, "tied"),
        (0, 0, 5, "not_adopted"),
        (0, 0, 0, "not_adopted"),
    ],
)
def test_simple_majority(yes, no, abstain, expected):
    assert counting.result(Tally(yes, no, abstain)) == expected


@given(CHOICES)
def test_tally_and_result_agree_with_a_naive_count(choices):
    counted = counting.tally(choices)
    yes, no = choices.count("in_favour"), choices.count("against")
    assert counted == Tally(yes, no, choices.count("abstain"))
    if yes > no:
        expected = "adopted_majority"
    elif yes < no:
        expected = "not_adopted"
    else:
        expected = "tied" if yes else "not_adopted"
    assert counting.result(counted) == expected


def test_a_word_that_is_no_choice_is_not_counted():
    with pytest.raises(ValueError, match="not a choice"):
        counting.tally(["in_favour", "maybe"])


@given(SEATS)
def test_a_conflicted_seat_counts_as_present_and_does_not_decide(seats):
    house = House.of(seats)
    assert house.filled == len(seats)
    assert house.present == sum(1 for seat in seats if seat.present)
    assert house.deciders == sum(1 for seat in seats if seat.present and not seat.conflicted)
    assert house.elements == len({seat.element for seat in seats if seat.present})
