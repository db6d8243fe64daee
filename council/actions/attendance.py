"""Writing down who is present, and who leads when neither the chair nor a vice chair can."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.lifecycle.roles import OPERATOR, SECRETARIAT
from council.models import PRESENT, Attendance, Presence, Reply, Session
from council.permissions import sessions as rules
from council.room import Room
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.members import roles as member_roles
from portal.members.models import Seat

from .acts import act


def record_attendance(*, session: Session, presences: Mapping[int, str], actor: Any) -> Room:
    """Record the presence of the seats in `presences` (seat id to a value of Presence); others stay.

    Returns the room as it is then. Raises Refused when the actor may not, ValidationError for a seat that
    is not filled on the session's day, an unknown presence, an alternate that a seat does not have or whose
    letter is missing, or a person who would sit for two seats.
    """
    with transaction.atomic():
        session = lock(session)
        require(rules.can_record_attendance(actor, session))
        room = Room.of(session)
        places = {place.seat.pk: place for place in room.places}
        lettered = _lettered(session) if Presence.REPRESENTED in presences.values() else None
        now = clock.now()
        for seat_id, presence in presences.items():
            if seat_id not in places or presence not in Presence.values:
                raise ValidationError(_("The attendance list has changed. Load the page again."))
            seat = places[seat_id].seat
            Attendance.objects.update_or_create(
                session=session,
                seat=seat,
                defaults={
                    "presence": presence,
                    "person": _who_sits(seat, presence, lettered),
                    "recorded_by": actor,
                    "recorded_at": now,
                },
            )
        _nobody_twice(session)
        room = Room.of(session)
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="record_attendance",
            from_state=session.state,
            to_state=session.state,
            actor=actor,
            actor_role=_role(actor),
            note={"present": room.house.present, "filled": room.house.filled},
            public=False,
        )
    return room


def _lettered(session: Session) -> set[int] | None:
    """Return the seats whose letter of representation the secretariat has; None where none is asked for.

    Of a session held on paper the letters stand with the scan, and a rehearsal keeps nothing.
    """
    if session.is_rehearsal or session.is_recorded:
        return None
    replies = session.replies.filter(reply=Reply.REPRESENTED).exclude(letter="")
    return set(replies.values_list("seat_id", flat=True))


def _who_sits(seat: Seat, presence: str, lettered: set[int] | None) -> Any:
    """Return who sits for `seat`; raise ValidationError when it has no alternate with a letter for it."""
    if presence != Presence.REPRESENTED:
        return seat.person
    if seat.alternate is None:
        raise ValidationError(
            {f"seat_{seat.pk}": _("This seat has no alternate. Enter one with the appointment first.")}
        )
    if lettered is not None and seat.pk not in lettered:
        raise ValidationError(
            {
                f"seat_{seat.pk}": _(
                    "The letter of representation is missing, and without it the alternate does not count. "
                    "Keep the letter first."
                )
            }
        )
    return seat.alternate


def _nobody_twice(session: Session) -> None:
    """Raise ValidationError when one person sits for two seats."""
    seen: dict[int, int] = {}
    for entry in (
        session.attendances.filter(presence__in=PRESENT).select_related("seat").order_by("seat__number")
    ):
        if entry.person_id in seen:
            raise ValidationError(
                {
                    f"seat_{entry.seat_id}": _("The same person sits for number %(number)d already.")
                    % {"number": seen[entry.person_id]}
                }
            )
        if entry.person_id is not None:
            seen[entry.person_id] = entry.seat.number


def name_leader(*, session: Session, seat: Seat, actor: Any) -> Session:
    """Record that those present named the person of `seat` to lead; raises Refused when the chair can."""
    with transaction.atomic():
        session = lock(session)
        room = Room.of(session)
        place = next((place for place in room.places if place.seat.pk == seat.pk), None)
        require(rules.can_name_leader(actor, session, place, room))
        session.named_leader = seat
        session.save(update_fields=["named_leader"])
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="name_leader",
            from_state=session.state,
            to_state=session.state,
            actor=actor,
            actor_role=_role(actor),
            note={"seat": seat.number},
        )
    return session


def _role(actor: Any) -> str:
    """Return in which role the attendance list was written."""
    return OPERATOR if member_roles.is_operator(actor) else SECRETARIAT
