"""Who may suspend a session and resume it, how often, and for how long."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.lifecycle.motion import MotionState
from council.lifecycle.session import SESSION
from council.models import Motion, Session
from council.permissions.motions import is_quorate
from council.permissions.roles import is_led, roles_in
from council.room import Room
from portal.kit.verdict import YES, Verdict, no


def can_suspend_session(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` may suspend `session`: no ballot is open, and not too often without a quorum."""
    room = room or Room.of(session)
    verdict = SESSION.verdict("suspend", session.state, roles_in(user, room)) and is_led(room)
    return verdict and no_ballot_open(session) and _not_too_often(session, room)


def no_ballot_open(session: Session) -> Verdict:
    """Say whether no ballot is open: what is being voted on is not interrupted."""
    motions = Motion.objects.filter(item__session=session, state=MotionState.BALLOT_OPEN)
    position = motions.values_list("item__position", flat=True).first()
    if position is None:
        return YES
    return no(
        "session.ballot",
        _("The ballot on item %(position)d is still open. Close it first.") % {"position": position},
    )


def _not_too_often(session: Session, room: Room) -> Verdict:
    """Say whether a session without a quorum may be suspended once more."""
    if is_quorate(room):
        return YES
    allowed = room.rules.suspensions
    if session.suspensions.filter(lacked_quorum=True).count() < allowed:
        return YES
    return no(
        "session.suspend.often",
        ngettext(
            "The session was suspended %(times)d time for lack of a quorum already. "
            "Reschedule it now. %(cite)s",
            "The session was suspended %(times)d times for lack of a quorum already. "
            "Reschedule it now. %(cite)s",
            allowed,
        )
        % {"times": allowed, "cite": room.rules.cite("suspension")},
    )


def can_resume_session(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` may resume `session`; whether it may decide then is asked of each motion."""
    room = room or Room.of(session)
    return SESSION.verdict("resume", session.state, roles_in(user, room)) and is_led(room)
