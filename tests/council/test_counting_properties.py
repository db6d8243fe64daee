"""Quorum, thresholds, conflicts, ties and alternates against an oracle that goes from seat to seat.

The oracle knows no formula of the council's arithmetic: it pairs seats off against each other and looks at
what is left over, as one would do with slips of paper on a table.
"""

from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.counting import (
    House,
    SeatFacts,
    Tally,
    Threshold,
    enough_deciders,
    has_quorum,
    result,
    tally,
    votes_needed,
)
from council.models import Attendance, CouncilRules, Presence, Session
from council.permissions.motions import has_deciders, has_elements, is_quorate
from council.room import Place, Room
from portal.members.models import Seat, User

ELEMENTS = ("academia", "business", "society", "government")
PRESENCES = (*Presence.values, "unrecorded")


@dataclass(frozen=True)
class Slip:
    """One seat as it lies on the oracle's table; `empty` is a seat of the decree that nobody fills."""

    empty: bool
    presence: str
    conflicted: bool
    element: str
    choice: str  # what it would cast, or "silent"

    @property
    def here(self):
        return self.presence in ("room", "online", "represented")

    @property
    def decides(self):
        return self.here and not self.conflicted


SLIPS = st.lists(
    st.builds(
        Slip,
        empty=st.sampled_from([False, False, False, True]),
        presence=st.sampled_from(PRESENCES),
        conflicted=st.booleans(),
        element=st.sampled_from(ELEMENTS),
        choice=st.sampled_from(["in_favour", "against", "abstain", "silent"]),
    ),
    max_size=24,
)


def left_over(ours, theirs, *, each=1):
    """Take `each` of ours away with every one of theirs; return how many of ours stay, or None if short."""
    pile = list(ours)
    for _other in theirs:
        for _slip in range(each):
            if not pile:
                return None
            pile.pop()
    return len(pile)


def filled(slips):
    return [slip for slip in slips if not slip.empty]


def oracle_quorum(slips):
    """More than half: after pairing each who is there with one who is not, somebody there is left."""
    seats = filled(slips)
    here = [seat for seat in seats if seat.here]
    return bool(left_over(here, [seat for seat in seats if not seat.here]))


def oracle_deciders(slips):
    """A third: two others can be laid beside each who decides, and nobody is left without one."""
    seats = filled(slips)
    deciding = [seat for seat in seats if seat.decides]
    others = [seat for seat in seats if not seat.decides]
    for _seat in deciding:
        others = others[2:]
    return bool(seats) and bool(deciding) and not others


def cast(slips, choice):
    return [slip for slip in filled(slips) if slip.decides and slip.choice == choice]


def oracle_result(slips, threshold, *, repeated):
    yes, against = cast(slips, "in_favour"), cast(slips, "against")
    if threshold == "simple":
        if left_over(yes, against):
            return "adopted_majority"
        tied = yes and left_over(yes, against) == 0
        return "tied" if tied and not repeated else "not_adopted"
    if threshold == "absolute":
        # Everybody else who fills a seat weighs against it, the absent and the conflicted too.
        others = [slip for slip in filled(slips) if not (slip.decides and slip.choice == "in_favour")]
        return "adopted_majority" if left_over(yes, others) else "not_adopted"
    others = [slip for slip in filled(slips) if slip.decides and slip.choice != "in_favour"]
    enough = bool(yes) and left_over(yes, others, each=2) is not None
    return "adopted_majority" if enough else "not_adopted"


def house_of(slips):
    return House.of(SeatFacts(slip.here, slip.conflicted, slip.element) for slip in filled(slips))


def counted(slips):
    return tally(slip.choice for slip in filled(slips) if slip.decides and slip.choice != "silent")


@given(SLIPS)
def test_quorum_is_what_is_left_after_pairing_present_with_absent(slips):
    house = house_of(slips)
    assert has_quorum(house.present, house.filled) == oracle_quorum(slips)


@given(SLIPS)
def test_a_third_can_decide_when_two_others_fit_beside_each_who_does(slips):
    house = house_of(slips)
    assert enough_deciders(house.deciders, house.filled) == oracle_deciders(slips)


@given(SLIPS, st.sampled_from(list(Threshold)), st.booleans())
def test_every_threshold_says_what_the_slips_on_the_table_say(slips, threshold, repeated):
    house = house_of(slips)
    said = result(counted(slips), threshold, filled=house.filled, deciders=house.deciders, repeated=repeated)
    assert said == oracle_result(slips, threshold.value, repeated=repeated)


@given(SLIPS, st.sampled_from([Threshold.ABSOLUTE, Threshold.TWO_THIRDS]))
def test_the_figure_shown_is_the_smallest_that_adopts(slips, threshold):
    house = house_of(slips)
    figures = {"filled": house.filled, "deciders": house.deciders}
    needed = votes_needed(threshold, **figures)
    assert needed is not None
    assert result(Tally(needed, 0, 0), threshold, **figures) == "adopted_majority"
    assert result(Tally(needed - 1, 0, 0), threshold, **figures) == "not_adopted"


def test_every_house_of_up_to_four_seats_agrees_with_the_table():
    """All of them, not a sample: presence, conflict and choice of each seat."""
    kinds = [
        Slip(False, presence, conflicted, "academia", choice)
        for presence, conflicted, choice in (
            ("room", False, "in_favour"),
            ("room", False, "against"),
            ("room", False, "abstain"),
            ("room", False, "silent"),
            ("represented", True, "in_favour"),
            ("absent", False, "in_favour"),
        )
    ]
    kinds.append(Slip(True, "room", False, "academia", "in_favour"))
    for size in range(5):
        for slips in product(kinds, repeat=size):
            house = house_of(slips)
            assert has_quorum(house.present, house.filled) == oracle_quorum(slips), slips
            assert enough_deciders(house.deciders, house.filled) == oracle_deciders(slips), slips
            for threshold, repeated in product(Threshold, (False, True)):
                said = result(
                    counted(slips),
                    threshold,
                    filled=house.filled,
                    deciders=house.deciders,
                    repeated=repeated,
                )
                assert said == oracle_result(slips, threshold.value, repeated=repeated), slips


@pytest.mark.parametrize("size", [1, 2, 3, 16, 17, 50])
def test_a_full_house_and_an_empty_one(size):
    full = [Slip(False, "room", False, ELEMENTS[n % 4], "in_favour") for n in range(size)]
    nobody = [Slip(False, "absent", False, ELEMENTS[n % 4], "in_favour") for n in range(size)]
    unfilled = [Slip(True, "room", False, ELEMENTS[n % 4], "in_favour") for n in range(size)]
    for threshold in Threshold:
        figures = {"filled": size, "deciders": size}
        assert result(counted(full), threshold, **figures) == "adopted_majority"
        assert result(Tally(), threshold, filled=size, deciders=0) == "not_adopted"
    assert oracle_quorum(full)
    assert has_quorum(house_of(full).present, size)
    for house in (house_of(nobody), house_of(unfilled)):
        assert not has_quorum(house.present, house.filled)
        assert not enough_deciders(house.deciders, house.filled)


# The same through the room, where alternates and the unrecorded stand


def room_of(slips):
    """Return a room of seats that are in no database; seat n has the person n, its alternate 100 + n."""
    places = []
    for number, slip in enumerate(filled(slips), start=1):
        seat = Seat(pk=number, number=number, element=slip.element)
        seat.person = User(pk=number)
        attendance = None
        if slip.presence != "unrecorded":
            sits = User(pk=100 + number) if slip.presence == "represented" else seat.person
            attendance = Attendance(seat=seat, presence=slip.presence, person=sits)
        places.append(Place(seat, attendance, "declared" if slip.conflicted else ""))
    return Room(Session(state="open"), places, CouncilRules())


@given(SLIPS)
def test_the_rules_of_the_room_agree_with_the_table(slips):
    room = room_of(slips)
    assert bool(is_quorate(room)) == oracle_quorum(slips)
    assert bool(has_deciders(room)) == oracle_deciders(slips)
    elements = {slip.element for slip in filled(slips) if slip.here}
    assert bool(has_elements(room)) == (len(elements) >= 3)


@given(SLIPS)
def test_an_alternate_sits_and_counts_instead_of_the_person_never_beside(slips):
    room = room_of(slips)
    assert room.house.filled == len(filled(slips))
    for place, slip in zip(room.places, filled(slips), strict=True):
        sits = place.seat.pk + 100 if slip.presence == "represented" else place.seat.pk
        person = User(pk=sits)
        assert room.place_of(person) is place
        other = User(pk=place.seat.pk if sits > 100 else place.seat.pk + 100)
        assert room.place_of(other) is None
        assert place.is_present == slip.here


@given(SLIPS, st.permutations(["chair", "vice_chair_1", "vice_chair_2"]))
def test_the_first_officer_who_is_there_in_person_without_a_conflict_leads(slips, offices):
    room = room_of(slips)
    for place, office in zip(room.places, offices, strict=False):
        place.seat.office = office
    able = {
        place.seat.office: place
        for place, slip in zip(room.places, filled(slips), strict=True)
        if slip.presence in ("room", "online") and not slip.conflicted
    }
    expected = able.get("chair") or able.get("vice_chair_1") or able.get("vice_chair_2")
    assert room.leader is expected
