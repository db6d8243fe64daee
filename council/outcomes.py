"""What an adopted motion says, as plain facts: outcome, how it was decided, figures, roll call, objections.

The preview of a draft and the enactment read the same facts, so that the paper and the record agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from council.lifecycle.motion import MotionState
from council.models import Ballot, BallotSeat, Method, Motion, Objection, RollCallChoice
from council.models.motion import METHODS
from portal.members.models.user import display_name

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class CalledSeat:
    """One line of a roll call, with the names of that day."""

    seat_number: int
    name: str
    office: str
    organisation_name: str
    element: str
    choice: str
    is_oral: bool


@dataclass(frozen=True)
class ObjectionNote:
    """An objection that was still standing when the motion was adopted."""

    name: str
    organisation_name: str
    element: str
    text: str


@dataclass(frozen=True)
class OutcomeFacts:
    """All that a decision copies from one adopted motion."""

    motion: Motion
    method: Method
    filled: int
    present: int
    quorum: int
    conflicted: int
    ballot_closed_at: datetime | None
    roll_call: tuple[CalledSeat, ...]
    notes: tuple[ObjectionNote, ...]

    @property
    def method_label(self) -> str:
        """Return in words how it was decided."""
        return str(self.method.label)


def choice_of(seat: BallotSeat) -> RollCallChoice:
    """Return what a seat did in a closed ballot; `vote` is joined."""
    if not seat.present:
        return RollCallChoice.ABSENT
    if seat.conflicted:
        return RollCallChoice.CONFLICTED
    vote = getattr(seat, "vote", None)
    return RollCallChoice(vote.choice) if vote else RollCallChoice.NOT_CAST


def with_facts(motions: models.QuerySet[Motion]) -> models.QuerySet[Motion]:
    """Return the adopted `motions` with what `facts_of` reads of each, in a fixed number of queries.

    Votes are read of ballots that were closed, and of no others.
    """
    seats = BallotSeat.objects.select_related("vote", "seat")
    closed = Ballot.objects.filter(closed_at__isnull=False)
    objections = Objection.objects.select_related("seat__organisation__kind", "person")
    return motions.prefetch_related(
        models.Prefetch("ballots", closed.prefetch_related(models.Prefetch("seats", seats))),
        models.Prefetch("objections", objections),
        "conflicts",
    )


def facts_of(motion: Motion) -> OutcomeFacts:
    """Return the facts of an adopted motion that was read `with_facts`.

    Raises KeyError for a motion that was not adopted.
    """
    method = METHODS[MotionState(motion.state)]
    counted = [b for b in motion.ballots.all() if b.closed_at is not None and not b.is_abandoned]
    ballot = max(counted, key=lambda ballot: ballot.number, default=None)
    seats: Iterable[BallotSeat] = ()
    if method == Method.MAJORITY and ballot is not None and not ballot.on_paper:
        seats = sorted(ballot.seats.all(), key=lambda seat: seat.seat_number)
    return OutcomeFacts(
        motion=motion,
        method=method,
        # Counted by the action that adopted it; a motion without these figures was never adopted.
        filled=motion.filled or 0,
        present=motion.present or 0,
        quorum=motion.quorum or 0,
        conflicted=len(motion.conflicts.all()),
        ballot_closed_at=ballot.closed_at if ballot is not None and method == Method.MAJORITY else None,
        roll_call=tuple(
            CalledSeat(
                seat_number=seat.seat_number,
                name=seat.person_name,
                office=seat.seat.office,
                organisation_name=seat.organisation_name,
                element=seat.element,
                choice=choice_of(seat),
                is_oral=seat.is_oral,
            )
            for seat in seats
        ),
        notes=tuple(
            ObjectionNote(
                name=display_name(objection.person),
                organisation_name=objection.seat.organisation.name,
                element=objection.seat.element,
                text=objection.reason,
            )
            for objection in motion.objections.all()
            if objection.lifted_at is None
        ),
    )
