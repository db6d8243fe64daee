"""Who may invite, reply, order the agenda, and add documents and signed papers."""

from typing import Any

from django.utils.translation import gettext as _

from council.lifecycle.session import SessionState
from council.models import Session
from council.room import Room
from portal.kit.verdict import YES, Verdict, no
from portal.members.roles import filled_seats

from .rehearsals import is_held
from .sessions import can_record_attendance, only_clerks

RUNNING = (SessionState.PLANNED, SessionState.OPEN)


def can_send_invitation(user: Any, session: Session) -> Verdict:
    """Say whether `user` may mail the invitation, for the first time or as an update."""
    verdict = only_clerks(user, "invitation.send.who") and is_held(session, "invitation.send")
    if not verdict:
        return verdict
    if session.state != SessionState.PLANNED:
        return no(
            "invitation.send.state",
            _("Only a planned session is invited to. This one is not planned any more."),
        )
    if not session.items.exists():
        return no("invitation.send.agenda", _("The agenda is empty. Put the items on it first."))
    return YES


def can_reply(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` holds a seat and may answer the invitation: until the session opens."""
    place = own_place(user, room or Room.of(session))
    if place is None:
        return no("invitation.reply.who", _("Only a member of the council answers its invitation."))
    if not (verdict := is_held(session, "invitation.reply")):
        return verdict
    if session.state != SessionState.PLANNED:
        return no(
            "invitation.reply.state",
            _("Replies are taken until the session opens. Tell the secretariat now."),
        )
    return YES


def can_keep_letter(user: Any, session: Session) -> Verdict:
    """Say whether `user` may keep a letter of representation that was handed over: who keeps the list may."""
    verdict = can_record_attendance(user, session) and is_held(session, "letter")
    if verdict and not filled_seats(session.day).exclude(alternate=None).exists():
        return no("letter.alternates.state", _("No seat has an alternate who could represent it."))
    return verdict


def own_place(user: Any, room: Room) -> Any:
    """Return the place whose seat is the user's own, not one that they sit in for; else None."""
    if not user.is_authenticated:
        return None
    return next((place for place in room.places if place.seat.person_id == user.pk), None)


def can_order_agenda(user: Any, session: Session) -> Verdict:
    """Say whether `user` may put the agenda in another order."""
    verdict = only_clerks(user, "agenda.order.who")
    if verdict and session.state not in RUNNING:
        return no("agenda.order.state", _("The agenda of this session is finished."))
    return verdict


def can_add_document(user: Any, session: Session) -> Verdict:
    """Say whether `user` may attach a document to an item of `session`."""
    verdict = only_clerks(user, "item.document.who") and is_held(session, "item.document")
    if verdict and session.state not in RUNNING:
        return no("item.document.state", _("The agenda of this session is finished."))
    return verdict


def can_upload_scan(user: Any, session: Session) -> Verdict:
    """Say whether `user` may upload a signed paper of `session`."""
    verdict = only_clerks(user, "session.scan.who") and is_held(session, "session.scan")
    if verdict and session.state in (SessionState.PLANNED, SessionState.CANCELLED, SessionState.RESCHEDULED):
        return no("session.scan.state", _("There is nothing signed yet: the session has not been held."))
    return verdict
