"""The panel of a session's page with its papers, replies, documents and signed scans."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from council import paper_sessions
from council.models import ItemDocument, Session
from council.permissions import invitations as rules
from council.permissions import minutes as minutes_rules
from council.permissions.sessions import only_clerks
from council.views.session_controls import Control

register = template.Library()


@register.inclusion_tag("council/_session_papers.html")
def session_papers(page: Any) -> dict[str, Any]:
    """Return what the panel shows to the person of `page`, a `SessionPage`; a fixed number of queries."""
    session, user, room = page.session, page.user, page.room
    is_clerk = bool(only_clerks(user, "session.papers"))
    place = rules.own_place(user, room)
    replies = list(session.replies.select_related("seat__person")) if is_clerk or place else []
    documents = ItemDocument.objects.filter(item__session=session).select_related("item")
    return {
        "session": session,
        "papers": [
            kind
            for kind in paper_sessions.KINDS.values()
            if paper_sessions.can_read(kind, session, hears=page.hears, in_room=page.in_room)
        ],
        "is_clerk": is_clerk,
        "replies": replies if is_clerk else [],
        "unanswered": len(room.places) - len(replies),
        "my_reply": next((reply for reply in replies if place and reply.seat_id == place.seat.pk), None),
        "documents": list(documents.order_by("item__position", "pk")) if page.hears else [],
        "matters": page.matters if is_clerk and rules.can_add_document(user, session) else [],
        "scans": list(session.scans.all()),
        "corrections": [c for c in session.corrections.all() if c.answered_at is None] if is_clerk else [],
        "controls": _controls(session, user, room),
    }


def _controls(session: Session, user: Any, room: Any) -> list[Control]:
    """Return the verbs that are possible now for `user`."""
    verbs = [
        (_("Answer the invitation"), "reply_to_invitation", rules.can_reply(user, session, room)),
        (_("Send the invitation"), "send_invitation", rules.can_send_invitation(user, session)),
        (_("Keep a letter of representation"), "keep_letter", rules.can_keep_letter(user, session)),
        (_("Order of the agenda"), "order_agenda", rules.can_order_agenda(user, session)),
        (_("Upload a signed paper"), "upload_scan", rules.can_upload_scan(user, session)),
        (
            _("Ask for a correction of the minutes"),
            "ask_correction",
            minutes_rules.can_ask_correction(user, session, room),
        ),
    ]
    if session.state == "minuted" and session.minutes_approved_in_id is None and user.is_authenticated:
        now_open = Session.objects.filter(kind=session.kind, state="open").first()
        if now_open is not None:
            verdict = minutes_rules.can_approve_minutes(user, now_open, session)
            verbs.append((_("Approve the minutes"), "approve_minutes", verdict))
    return [
        Control(label, reverse(f"council:{name}", args=[session.pk]), verdict)
        for label, name, verdict in verbs
        if verdict
    ]
