"""The council's arithmetic: quorum, who can decide, and what a ballot says. Pure: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from council.lifecycle.motion import MotionState

IN_FAVOUR, AGAINST, ABSTAIN = "in_favour", "against", "abstain"


class Threshold(TextChoices):
    """What a ballot must reach for the motion to be adopted."""

    SIMPLE = "simple", _("More in favour than against")
    ABSOLUTE = "absolute", _("More than half of the filled seats in favour")
    TWO_THIRDS = "two_thirds", _("At least two thirds of those present who decide in favour")


def quorum(filled: int, percent: int = 50) -> int:
    """Return how many members must be present: more than `percent` of the `filled` seats, at least one."""
    return filled * percent // 100 + 1


def has_quorum(present: int, filled: int, percent: int = 50) -> bool:
    """Return whether `present` members reach the quorum; without filled seats there is none."""
    return filled > 0 and present >= quorum(filled, percent)


def deciders_needed(filled: int, one_in: int = 3) -> int:
    """Return how many seats must be able to decide: one in `one_in` of the filled seats, rounded up."""
    return -(-filled // one_in)


def enough_deciders(deciders: int, filled: int, one_in: int = 3) -> bool:
    """Return whether not fewer than one in `one_in` of the filled seats could take part in deciding."""
    return filled > 0 and deciders * one_in >= filled


@dataclass(frozen=True)
class Tally:
    """The figures of a closed ballot."""

    yes: int = 0
    no: int = 0
    abstain: int = 0


def tally(choices: Iterable[str]) -> Tally:
    """Count `choices`; raise ValueError for anything that is no choice."""
    counts = {IN_FAVOUR: 0, AGAINST: 0, ABSTAIN: 0}
    for choice in choices:
        if choice not in counts:
            raise ValueError("not a choice of a ballot")
        counts[choice] += 1
    return Tally(counts[IN_FAVOUR], counts[AGAINST], counts[ABSTAIN])


def votes_needed(threshold: Threshold, *, filled: int, deciders: int) -> int | None:
    """Return how many must be in favour; None for a simple majority, which depends on those against.

    `filled` are the filled seats, `deciders` those present without a conflict of interest.
    """
    if threshold == Threshold.ABSOLUTE:
        return filled // 2 + 1
    if threshold == Threshold.TWO_THIRDS:
        return max(-(-2 * deciders // 3), 1)
    return None


def result(
    counted: Tally,
    threshold: Threshold = Threshold.SIMPLE,
    *,
    filled: int = 0,
    deciders: int = 0,
    repeated: bool = False,
) -> MotionState:
    """Return what a ballot says of its motion.

    Simple majority: more yes than no adopts, fewer does not, equal is tied, save that 0 : 0 (all abstain)
    and a second tie (`repeated`) do not adopt. The other two thresholds know no tie.
    """
    needed = votes_needed(threshold, filled=filled, deciders=deciders)
    if needed is not None:
        return MotionState.ADOPTED_MAJORITY if counted.yes >= needed else MotionState.NOT_ADOPTED
    if counted.yes > counted.no:
        return MotionState.ADOPTED_MAJORITY
    if counted.yes == counted.no and counted.yes and not repeated:
        return MotionState.TIED
    return MotionState.NOT_ADOPTED


@dataclass(frozen=True)
class SeatFacts:
    """What bears on whether one filled seat counts and decides."""

    present: bool
    conflicted: bool
    element: str


@dataclass(frozen=True)
class House:
    """The filled seats at one moment, counted."""

    filled: int
    present: int
    deciders: int
    elements: int

    @classmethod
    def of(cls, seats: Iterable[SeatFacts]) -> "House":
        """Count `seats`, which are the filled ones: who is present, who could decide, how many elements."""
        known = list(seats)
        here = [seat for seat in known if seat.present]
        return cls(
            filled=len(known),
            present=len(here),
            deciders=sum(not seat.conflicted for seat in here),
            elements=len({seat.element for seat in here}),
        )
