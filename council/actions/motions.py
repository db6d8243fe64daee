"""Preparing a motion, putting it to the council, objections to it, and consensus."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.blackouts import require_none
from council.counting import quorum
from council.lifecycle.motion import MotionState
from council.lifecycle.roles import OPERATOR, SEAT, SECRETARIAT
from council.models import (
    AgendaItem,
    ConflictBasis,
    ConflictOfInterest,
    EarlierWording,
    ItemState,
    Motion,
    MotionOutcome,
    Objection,
    OwnAffair,
)
from council.permissions import motions as rules
from council.permissions import roles as rooms
from council.permissions.sessions import can_prepare_motion
from council.room import Room
from portal.kit import clock
from portal.kit.locking import change_state, lock
from portal.kit.verdict import Refused, no, require
from portal.members.models import Seat
from proposals.permissions import can_defer

from .acts import act
from .sessions import need_reason

WORDING_LENGTH = 5000


def prepare_motion(
    *,
    item: AgendaItem,
    outcome: str,
    wording: str,
    actor: Any,
    deferred_until: date | None = None,
    deferred_condition: str = "",
    affair: str = OwnAffair.GENERAL,
) -> Motion:
    """Prepare the motion on `item`, or write the one that is prepared anew.

    It is on the current version of the item's proposal; without a proposal it is on the council's own
    affairs, of the kind `affair`, where only acceptance can be asked for. Raises Refused when the actor
    may not or a motion is before the council, ValidationError for what is missing.
    """
    with transaction.atomic():
        session = lock(item.session)
        item = lock(item)
        item.session = session
        require(can_prepare_motion(actor, item))
        if outcome == MotionOutcome.DEFERRED and item.proposal is not None:
            require(can_defer(item.proposal))
        _check_motion(item, outcome, wording, deferred_until, deferred_condition)
        require_none([item.proposal], {"wording": wording, "deferred_condition": deferred_condition})
        if affair not in OwnAffair.values:
            raise ValidationError({"affair": _("Choose what the motion is about.")})
        deferred = outcome == MotionOutcome.DEFERRED
        proposal = item.proposal
        values = {
            "outcome": outcome,
            "wording": wording.strip(),
            "affair": affair if proposal is None else OwnAffair.GENERAL,
            "deferred_until": deferred_until if deferred else None,
            "deferred_condition": deferred_condition.strip() if deferred else "",
            "proposal": proposal,
            "version": proposal.current_version if proposal else None,
        }
        motion, _made = Motion.objects.update_or_create(
            item=item,
            state=MotionState.DRAFT,
            defaults=values,
            create_defaults={**values, "created_at": clock.now()},
        )
        act(
            session,
            subject_kind="motion",
            subject_id=motion.pk,
            verb="prepare",
            from_state="",
            to_state=motion.state,
            actor=actor,
            actor_role=SECRETARIAT,
            note={"session": session.pk, "item": item.position},
            public=False,
        )
    return motion


def _check_motion(
    item: AgendaItem, outcome: str, wording: str, deferred_until: date | None, deferred_condition: str
) -> None:
    """Raise ValidationError for what a motion lacks."""
    errors: dict[str, str] = {}
    if outcome not in MotionOutcome.values:
        errors["outcome"] = _("Choose the outcome that the motion asks for.")
    elif item.proposal is None and outcome != MotionOutcome.ACCEPTED:
        errors["outcome"] = _("On the council's own affairs a motion asks for acceptance.")
    errors |= _wording_errors(wording)
    if outcome == MotionOutcome.DEFERRED:
        if deferred_until is None and not deferred_condition.strip():
            errors["deferred_until"] = _("A deferral needs a date, or a condition.")
        elif deferred_until is not None and deferred_until <= clock.today():
            errors["deferred_until"] = _("This day has passed.")
    if errors:
        raise ValidationError(errors)


def put_motion(*, motion: Motion, actor: Any) -> Motion:
    """Put a prepared motion to the council and write down the conflicts of interest that are known."""
    with transaction.atomic():
        motion, room = locked(motion)
        require(rules.can_put_motion(actor, motion, room))
        role = rooms.leading_role(actor, room)
        leader = room.leader
        assert leader is not None, "the permission has found a leader"  # noqa: S101
        change_state(motion, to=MotionState.PUT, put_at=clock.now(), leader=leader.seat)
        write_conflicts(motion, room)
        record(motion, "put", actor, role, from_state=MotionState.DRAFT, note=presence(room))
    return motion


def reword_motion(*, motion: Motion, wording: str, actor: Any) -> Motion:
    """Replace the wording under deliberation by `wording`; the earlier one is kept and stays public.

    Objections stand with the wording that they were made to until their members lift them; who agreed to
    a note agreed beside that wording, and is asked again. Raises Refused (also for the same wording),
    ValidationError for one that is empty or too long.
    """
    with transaction.atomic():
        motion, room = locked(motion)
        require(rules.can_reword_motion(actor, motion, room))
        role = rooms.leading_role(actor, room)
        wording = wording.strip()
        if errors := _wording_errors(wording):
            raise ValidationError(errors)
        require_none([motion.proposal], {"wording": wording})
        if wording == motion.wording:
            raise Refused(
                no("motion.reword.same", _("This is the wording that is under deliberation already."))
            )
        EarlierWording.objects.create(
            motion=motion, number=motion.wording_number, text=motion.wording, replaced_at=clock.now()
        )
        motion.wording = wording
        motion.wording_number += 1
        motion.save(update_fields=["wording", "wording_number"])
        motion.objections.filter(lifted_at=None).update(as_note=False)
        record(motion, "reword", actor, role, note={"wording": motion.wording_number})
    return motion


def _wording_errors(wording: str) -> dict[str, str]:
    """Return what is wrong with a wording, by the field's name."""
    if not wording.strip():
        return {"wording": _("The wording is not filled in yet.")}
    if len(wording) > WORDING_LENGTH:
        return {
            "wording": _("The wording has %(length)d characters; the limit is %(limit)d.")
            % {"length": len(wording), "limit": WORDING_LENGTH}
        }
    return {}


def write_conflicts(motion: Motion, room: Room) -> None:
    """Write down the conflicts of interest that the system found and that stand nowhere yet."""
    ConflictOfInterest.objects.bulk_create(
        (
            ConflictOfInterest(motion=motion, seat=place.seat, basis=place.conflict, recorded_at=clock.now())
            for place in room.places
            if place.conflict
        ),
        ignore_conflicts=True,
    )


def record_objection(*, motion: Motion, reason: str, actor: Any, seat: Seat | None = None) -> Objection:
    """Record the objection of the actor's seat, or of `seat`, said aloud, with its reason.

    Raises Refused, ValidationError without a reason.
    """
    with transaction.atomic():
        motion, room = locked(motion)
        require(rules.can_record_objection(actor, motion, room, seat))
        need_reason(reason)
        place = rooms.speaking(actor, seat, room)
        assert place is not None, "the permission has found the seat"  # noqa: S101
        objection = Objection.objects.create(
            motion=motion,
            seat=place.seat,
            person=place.person,
            reason=reason.strip(),
            wording_number=motion.wording_number,
            is_oral=seat is not None and not motion.item.session.is_recorded,
            recorded_at=clock.now(),
        )
        _record_words(motion, "record_objection", actor, place.seat, aloud=seat is not None)
    return objection


def lift_objection(*, objection: Objection, actor: Any) -> Objection:
    """Lift the actor's own objection, or as the operator that of a seat that says so. Raises Refused."""
    with transaction.atomic():
        motion, room = locked(objection.motion)
        objection = lock(objection)
        objection.motion = motion
        require(rules.can_answer_for_objection(actor, objection, room))
        objection.lifted_at = clock.now()
        objection.save(update_fields=["lifted_at"])
        _record_words(
            motion, "lift_objection", actor, objection.seat, aloud=_is_aloud(actor, objection, room)
        )
    return objection


def agree_to_note(*, objection: Objection, actor: Any) -> Objection:
    """Agree that an objection is recorded as a note beside a consensus: the seat's own word, or aloud.

    Raises Refused.
    """
    with transaction.atomic():
        motion, room = locked(objection.motion)
        objection = lock(objection)
        objection.motion = motion
        require(rules.can_agree_to_note(actor, objection, room))
        objection.as_note = True
        objection.save(update_fields=["as_note"])
        aloud = _is_aloud(actor, objection, room)
        _record_words(motion, "agree_to_note", actor, objection.seat, aloud=aloud)
    return objection


def _is_aloud(actor: Any, objection: Objection, room: Room) -> bool:
    """Return whether somebody else than the seat of `objection` enters what becomes of it."""
    place = room.place_of(actor)
    return place is None or place.seat.pk != objection.seat_id


def _record_words(motion: Motion, verb: str, actor: Any, seat: Seat, *, aloud: bool) -> None:
    """Write the act of what a seat said, by itself or aloud, entered by the operator."""
    note = {"seat": seat.number, "aloud": True} if aloud else {}
    record(motion, verb, actor, OPERATOR if aloud else SEAT, note=note)


def declare_conflict(
    *, motion: Motion, reason: str, actor: Any, seat: Seat | None = None
) -> ConflictOfInterest:
    """Declare a conflict of interest of the actor's seat, or of `seat`, said aloud.

    A standing objection of the seat falls away with it. Raises Refused when a ballot is
    open or the seat has a conflict already, ValidationError without reason.
    """
    with transaction.atomic():
        motion, room = locked(motion)
        require(rules.can_declare_conflict(actor, motion, room, seat))
        need_reason(reason)
        place = rooms.speaking(actor, seat, room)
        assert place is not None, "the permission has found the seat"  # noqa: S101
        conflict = ConflictOfInterest.objects.create(
            motion=motion,
            seat=place.seat,
            basis=ConflictBasis.DECLARED,
            reason=reason.strip(),
            is_oral=seat is not None and not motion.item.session.is_recorded,
            recorded_at=clock.now(),
        )
        motion.objections.filter(seat=place.seat, lifted_at=None).update(lifted_at=clock.now())
        _record_words(motion, "declare_conflict", actor, place.seat, aloud=seat is not None)
    return conflict


def declare_consensus(*, motion: Motion, actor: Any) -> Motion:
    """Declare that the council adopts the motion by consensus. Raises Refused while an objection stands."""
    with transaction.atomic():
        motion, room = locked(motion)
        require(rules.can_declare_consensus(actor, motion, room))
        return _adopt(motion, room, MotionState.ADOPTED_CONSENSUS, "declare_consensus", actor)


def declare_consensus_with_notes(*, motion: Motion, actor: Any) -> Motion:
    """Declare consensus with the notes of those who object and agreed to be recorded. Raises Refused."""
    with transaction.atomic():
        motion, room = locked(motion)
        require(rules.can_declare_consensus_with_notes(actor, motion, room))
        return _adopt(motion, room, MotionState.ADOPTED_WITH_NOTES, "declare_consensus_with_notes", actor)


def _adopt(motion: Motion, room: Room, state: str, verb: str, actor: Any) -> Motion:
    """Move a motion that the council adopts by consensus, and its item with it."""
    role = rooms.leading_role(actor, room)
    write_conflicts(motion, room)
    change_state(motion, to=state, closed_at=clock.now(), **figures(room))
    change_state(motion.item, to=ItemState.DECIDED, finished_at=clock.now())
    record(motion, verb, actor, role, from_state=MotionState.PUT, note=presence(room))
    return motion


def locked(motion: Motion) -> tuple[Motion, Room]:
    """Lock the session and then `motion`; return it with its item and the room in its matter.

    The session's row is what all verbs of one session wait for each other at. Raises Refused when the
    motion is gone (a prepared one that was replaced).
    """
    session = lock(motion.item.session)
    try:
        motion = lock(motion)
    except Motion.DoesNotExist as gone:
        raise Refused(no("motion.gone", _("This motion no longer exists. Load the page again."))) from gone
    item = AgendaItem.objects.select_related("proposal__organisation").get(pk=motion.item_id)
    item.session = session
    motion.item = item
    return motion, Room.of(session).for_item(item)


def presence(room: Room) -> dict[str, Any]:
    """Return the figures of the room that an act notes."""
    return {"present": room.house.present, "filled": room.house.filled}


def figures(room: Room) -> dict[str, int]:
    """Return the figures of the room as a motion keeps them."""
    house = room.house
    return {
        "present": house.present,
        "filled": house.filled,
        "quorum": quorum(house.filled, room.rules.quorum_percent),
    }


def record(
    motion: Motion,
    verb: str,
    actor: Any,
    role: str,
    *,
    from_state: str = "",
    reason: str = "",
    note: dict[str, Any] | None = None,
) -> None:
    """Write the act on a motion; what a closed session talks about stays out of the public record."""
    talk = not from_state
    act(
        motion.item.session,
        subject_kind="motion",
        subject_id=motion.pk,
        verb=verb,
        from_state=from_state or motion.state,
        to_state=motion.state,
        reason=reason,
        actor=actor,
        actor_role=role,
        note={"session": motion.item.session_id, "item": motion.item.position, **(note or {})},
        public=not (talk and motion.item.session.is_closed),
    )
