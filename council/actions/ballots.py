"""Opening a ballot, casting in it, and closing it: once per seat, secret until closed, never reopened."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from council.counting import Tally, Threshold, result, tally
from council.lifecycle.motion import ADOPTED, MotionState
from council.lifecycle.roles import OPERATOR, SEAT
from council.models import Ballot, BallotSeat, Choice, ItemState, Motion, Vote
from council.permissions import motions as rules
from council.permissions import roles as rooms
from council.room import Room
from portal.kit import clock
from portal.kit.locking import change_state, lock
from portal.kit.verdict import require
from portal.members.models import display_name

from .acts import act
from .motions import figures, locked, presence, record, write_conflicts
from .sessions import need_reason


def open_ballot(*, motion: Motion, reason: str, actor: Any) -> Ballot:
    """Open a ballot on `motion`, freezing seats, presence and conflicts as they are now.

    `reason` says why deliberation is exhausted. Raises Refused (who, quorum, deciders), ValidationError
    without a reason.
    """
    with transaction.atomic():
        motion, room = locked(motion)
        require(rules.can_open_ballot(actor, motion, room))
        need_reason(reason)
        return _open(motion, room, "open_ballot", reason.strip(), actor)


def repeat_ballot(*, motion: Motion, actor: Any) -> Ballot:
    """Open the one ballot that repeats a tied one; whoever is there now takes part in it.

    Raises Refused (who, quorum, deciders, another motion prepared since).
    """
    with transaction.atomic():
        motion, room = locked(motion)
        require(rules.can_repeat_ballot(actor, motion, room))
        return _open(motion, room, "repeat_ballot", "", actor, repeats=motion.ballots.get())


def _open(
    motion: Motion, room: Room, verb: str, reason: str, actor: Any, *, repeats: Ballot | None = None
) -> Ballot:
    """Open a ballot with the seats of `room`, and the threshold that holds for the matter now."""
    role, old = rooms.leading_role(actor, room), motion.state
    write_conflicts(motion, room)
    # The figures of a tied ballot stay with its own rows.
    blank = {"yes": None, "no": None, "abstain": None, "closed_at": None}
    change_state(motion, to=MotionState.BALLOT_OPEN, **blank, **figures(room))
    ballot = Ballot.objects.create(
        motion=motion,
        number=repeats.number + 1 if repeats else 1,
        opened_at=clock.now(),
        reason=reason,
        threshold=room.rules.threshold_for(motion),
        repeats=repeats,
        on_paper=motion.is_on_persons,
    )
    BallotSeat.objects.bulk_create(
        BallotSeat(
            ballot=ballot,
            seat=place.seat,
            person=place.person,
            seat_number=place.seat.number,
            person_name=display_name(place.person),
            organisation_name=place.seat.organisation.name,
            element=place.seat.element,
            present=place.is_present,
            conflicted=bool(place.conflict),
        )
        for place in room.places
    )
    record(
        motion,
        verb,
        actor,
        role,
        from_state=old,
        reason="" if motion.item.session.is_closed else reason,
        note={**presence(room), "ballot": ballot.number, "threshold": ballot.threshold},
    )
    return ballot


@sensitive_variables()
def cast_ballot(*, ballot: Ballot, choice: str, actor: Any, seat: BallotSeat | None = None) -> BallotSeat:
    """Cast `choice` for the actor's seat, or change what it has cast; the last one counts, no other is kept.

    With `seat` the operator enters what that seat says aloud. The choice is written into its own row and
    nowhere else: not into the act, not into a log. Raises Refused when the ballot is closed or the seat
    takes no part, ValidationError for an unknown choice.
    """
    with transaction.atomic():
        # Whoever casts and whoever closes wait for each other here: none is counted after the close.
        ballot = lock(ballot)
        require(rules.can_cast_ballot(actor, ballot, seat))
        if choice not in Choice.values:
            raise ValidationError({"choice": _("Choose one of the three.")})
        aloud = seat is not None
        seat = seat or ballot.seats.get(person=actor)
        Vote.objects.update_or_create(ballot_seat=seat, defaults={"choice": choice})
        seat.cast_at, seat.is_oral = clock.now(), aloud and not ballot.motion.item.session.is_recorded
        seat.save(update_fields=["cast_at", "is_oral"])
        act(
            ballot.motion.item.session,
            subject_kind="motion",
            subject_id=ballot.motion_id,
            verb="cast_ballot",
            from_state=MotionState.BALLOT_OPEN,
            to_state=MotionState.BALLOT_OPEN,
            actor=actor,
            actor_role=OPERATOR if aloud else SEAT,
            note={"ballot": ballot.number, "seat": seat.seat_number, **({"aloud": True} if aloud else {})},
            public=False,
        )
    return seat


def close_ballot(*, ballot: Ballot, actor: Any, paper: Tally | None = None) -> Motion:
    """Close `ballot`, count it by its threshold and move its motion to what it says.

    `paper` is the tally of one that was held on paper, and of no other. An adopted motion decides its
    item; after one that is not adopted or tied the item goes on waiting, and another motion may be put.
    Raises Refused when the actor does not lead or it is closed already, ValidationError for a tally that
    is missing or cannot be.
    """
    with transaction.atomic():
        motion, room = locked(ballot.motion)
        ballot = lock(ballot)
        require(rules.can_close_ballot(actor, motion, room))
        role = rooms.leading_role(actor, room)
        filled = ballot.seats.count()
        deciders = ballot.seats.filter(present=True, conflicted=False).count()
        counted = _paper_tally(paper, deciders) if ballot.on_paper else _count(ballot)
        now = clock.now()
        Ballot.objects.filter(pk=ballot.pk, closed_at=None).update(closed_at=now)
        change_state(
            motion,
            to=result(
                counted,
                Threshold(ballot.threshold),
                filled=filled,
                deciders=deciders,
                repeated=ballot.repeats_id is not None,
            ),
            closed_at=now,
            yes=counted.yes,
            no=counted.no,
            abstain=counted.abstain,
        )
        if motion.state in ADOPTED:
            change_state(motion.item, to=ItemState.DECIDED, finished_at=now)
        record(
            motion,
            "close_ballot",
            actor,
            role,
            from_state=MotionState.BALLOT_OPEN,
            note={
                "yes": counted.yes,
                "no": counted.no,
                "abstain": counted.abstain,
                "ballot": ballot.number,
            },
        )
    return motion


def _paper_tally(paper: Tally | None, deciders: int) -> Tally:
    """Return the tally of a ballot held on paper. Raises ValidationError when more voted than could."""
    if paper is None:
        raise ValidationError({"yes": _("Enter the tally of the votes on paper.")})
    cast = paper.yes + paper.no + paper.abstain
    if min(paper.yes, paper.no, paper.abstain) < 0 or cast > deciders:
        raise ValidationError(
            {
                "yes": _("%(cast)d votes are entered; %(deciders)d members could take part.")
                % {"cast": cast, "deciders": deciders}
            }
        )
    return paper


@sensitive_variables()
def _count(ballot: Ballot) -> Tally:
    """Return what the seats of `ballot` have cast, counted from the rows."""
    return tally(Vote.objects.filter(ballot_seat__ballot=ballot).values_list("choice", flat=True))
