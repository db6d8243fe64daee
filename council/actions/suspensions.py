"""Suspending a session and resuming it."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council.lifecycle.session import SessionState
from council.models import Session, Suspension
from council.permissions import roles as rooms
from council.permissions import suspensions as rules
from council.permissions.motions import is_quorate
from council.room import Room
from portal.kit import clock
from portal.kit.locking import change_state, lock
from portal.kit.verdict import require
from portal.kit.wording import jam

from .acts import act
from .sessions import need_reason


def suspend_session(*, session: Session, minutes: int, reason: str, actor: Any) -> Suspension:
    """Suspend `session` for at most `minutes`; a motion under deliberation waits meanwhile.

    Raises Refused (who, an open ballot, too often without a quorum), ValidationError without a reason or
    for more minutes than the council's rules allow.
    """
    with transaction.atomic():
        session = lock(session)
        room = Room.of(session)
        require(rules.can_suspend_session(actor, session, room))
        need_reason(reason)
        most = room.rules.suspension_minutes
        if not 0 < minutes <= most:
            raise ValidationError(
                {
                    "minutes": _("A suspension lasts %(most)d minutes at most. %(cite)s")
                    % {"most": most, "cite": room.rules.cite("suspension")}
                }
            )
        role = rooms.leading_role(actor, room)
        now = clock.now()
        change_state(session, to=SessionState.SUSPENDED)
        suspension = Suspension.objects.create(
            session=session,
            number=(session.suspensions.aggregate(last=Max("number"))["last"] or 0) + 1,
            began_at=now,
            until=now + timedelta(minutes=minutes),
            reason=reason.strip(),
            lacked_quorum=not is_quorate(room),
        )
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="suspend",
            from_state=SessionState.OPEN,
            to_state=session.state,
            reason=suspension.reason,
            actor=actor,
            actor_role=role,
            note={
                "number": suspension.number,
                "until": jam(suspension.until),
                "present": room.house.present,
                "filled": room.house.filled,
            },
        )
    return suspension


def resume_session(*, session: Session, actor: Any) -> Session:
    """Resume a suspended session. Raises Refused when it is not suspended or the actor does not lead."""
    with transaction.atomic():
        session = lock(session)
        room = Room.of(session)
        require(rules.can_resume_session(actor, session, room))
        role = rooms.leading_role(actor, room)
        change_state(session, to=SessionState.OPEN)
        session.suspensions.filter(ended_at=None).update(ended_at=clock.now())
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="resume",
            from_state=SessionState.SUSPENDED,
            to_state=session.state,
            actor=actor,
            actor_role=role,
            note={"present": room.house.present, "filled": room.house.filled},
        )
    return session
