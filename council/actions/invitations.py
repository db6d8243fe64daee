"""Inviting to a session: mail with its calendar entry, replies, order of the agenda, papers with it."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from council.lifecycle.roles import OPERATOR, SEAT, SECRETARIAT
from council.models import AgendaItem, InvitationReply, ItemDocument, Reply, Session, SessionScan
from council.permissions import invitations as rules
from council.room import Room
from portal import notices
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.uploads import sha256_of
from portal.kit.verdict import require
from portal.members import evidence, roles
from portal.members.models import Seat

from .acts import act
from .fields import need_texts
from .originals import check_pdf

INVITED = "session.invited"
CANCELLED = "session.cancelled"


def send_invitation(*, session: Session, actor: Any) -> int:
    """Mail the invitation with its calendar entry to every filled seat and return to how many persons.

    Sent again it is an update: calendars replace the entry that they have. Raises Refused.
    """
    with transaction.atomic():
        session = lock(session)
        require(rules.can_send_invitation(actor, session))
        return invite(session, actor, SECRETARIAT)


def invite(session: Session, actor: Any, role: str) -> int:
    """Mail the invitation to the locked `session` once more than before; return to how many persons."""
    session.invitation_sequence += 1
    session.save(update_fields=["invitation_sequence"])
    people = _invited(session)
    notices.notify(
        event=event_of(session, "invited"),
        kind=INVITED,
        people=people,
        template="council/mail/invited",
        context={
            "session": session,
            "items": list(session.items.all()),
            "again": session.invitation_sequence > 1,
        },
        url=session.get_absolute_url(),
    )
    _record(session, "send_invitation", actor, role, {"times": session.invitation_sequence})
    return len(people)


def tell_cancelled(session: Session) -> None:
    """Tell those who were invited by mail that the session is not held; the caller is in a transaction."""
    if not session.invitation_sequence:
        return
    Session.objects.filter(pk=session.pk).update(invitation_sequence=F("invitation_sequence") + 1)
    session.refresh_from_db(fields=["invitation_sequence"])
    notices.notify(
        event=event_of(session, "cancelled"),
        kind=CANCELLED,
        people=_invited(session),
        template="council/mail/session_cancelled",
        context={"session": session},
        url=session.get_absolute_url(),
    )


def event_of(session: Session, what: str) -> str:
    """Return the name of the event in the outbox, from which the calendar entry of a mail is found."""
    return f"session:{session.pk}:{what}:{session.invitation_sequence}"


def _invited(session: Session) -> list[Any]:
    return [place.seat.person for place in Room.of(session).places if place.seat.person is not None]


def reply_to_invitation(
    *, session: Session, reply: str, actor: Any, note: str = "", letter: Any = None
) -> InvitationReply:
    """Record what the seat of `actor` answers; a later reply replaces it, until the session opens.

    Being represented needs an alternate and a `letter` (PDF, JPEG or PNG), which stays when none is sent
    again. Raises Refused when the actor has no seat of their own, ValidationError for what is missing.
    """
    with transaction.atomic():
        session = lock(session)
        room = Room.of(session)
        require(rules.can_reply(actor, session, room))
        seat = rules.own_place(actor, room).seat
        need_texts({}, {"note": note})
        former = InvitationReply.objects.filter(session=session, seat=seat).first()
        values: dict[str, Any] = {
            "reply": Reply(reply),
            "note": note.strip()[:300],
            "replied_by": actor,
            "replied_at": clock.now(),
        }
        if reply == Reply.REPRESENTED:
            values |= _letter(seat, letter, former)
        made, _new = InvitationReply.objects.update_or_create(session=session, seat=seat, defaults=values)
        _record(session, "reply", actor, SEAT, {"seat": seat.number, "reply": reply}, public=False)
    return made


def keep_letter(*, session: Session, seat: Seat, letter: Any, actor: Any) -> InvitationReply:
    """Keep the letter of representation that was handed over for `seat`, as PDF, JPEG or PNG.

    It stands for the seat's own reply from then on. Raises Refused when the actor may not, ValidationError
    for a seat that is not filled or has no alternate, and for another kind of file.
    """
    with transaction.atomic():
        session = lock(session)
        require(rules.can_keep_letter(actor, session))
        place = next((found for found in Room.of(session).places if found.seat.pk == seat.pk), None)
        if place is None or place.seat.alternate_id is None:
            raise ValidationError({"seat": _("This seat has no alternate.")})
        values = {
            "reply": Reply.REPRESENTED,
            "letter": letter,
            "letter_type": evidence.check(letter),
            "replied_by": actor,
            "replied_at": clock.now(),
        }
        made, _new = InvitationReply.objects.update_or_create(session=session, seat=seat, defaults=values)
        role = SECRETARIAT if roles.is_secretariat(actor) else OPERATOR
        _record(session, "keep_letter", actor, role, {"seat": seat.number}, public=False)
    return made


def _letter(seat: Any, letter: Any, former: InvitationReply | None) -> dict[str, Any]:
    """Return the fields of a letter of representation; raise ValidationError for what is missing."""
    if seat.alternate_id is None:
        raise ValidationError(
            {"reply": _("Your seat has no alternate. Ask the secretariat to enter one with the appointment.")}
        )
    if letter:
        return {"letter": letter, "letter_type": evidence.check(letter)}
    if former is None or not former.letter:
        raise ValidationError({"letter": _("Add the letter that says who represents you.")})
    return {}


def order_agenda(*, session: Session, order: Sequence[int], actor: Any) -> Session:
    """Put the agenda of `session` in the order of the item ids in `order`.

    Raises Refused, and ValidationError when items were added or taken off since the page was loaded.
    """
    with transaction.atomic():
        session = lock(session)
        require(rules.can_order_agenda(actor, session))
        items = {item.pk: item for item in session.items.all()}
        if sorted(items) != sorted(order):
            raise ValidationError(_("The agenda has changed since you opened it. Look at it once more."))
        if [item.pk for item in sorted(items.values(), key=lambda item: item.position)] == list(order):
            return session
        # Out of the way first: each place is taken once.
        beyond = max(item.position for item in items.values())
        session.items.update(position=F("position") + beyond)
        for place, pk in enumerate(order, start=1):
            AgendaItem.objects.filter(pk=pk).update(position=place)
        _record(session, "order_agenda", actor, SECRETARIAT, {"items": len(items)})
    return session


def add_document(*, item: AgendaItem, title: str, file: Any, actor: Any) -> ItemDocument:
    """Attach a PDF to `item`. Raises Refused, ValidationError for no PDF, no title or the same file again."""
    check_pdf(file)
    with transaction.atomic():
        session = lock(item.session)
        require(rules.can_add_document(actor, session))
        need_texts({"title": 150}, {"title": title})
        digest = sha256_of(file)
        if item.documents.filter(sha256=digest).exists():
            raise ValidationError({"file": _("This very file has been uploaded already.")})
        made = ItemDocument.objects.create(
            item=item,
            title=title.strip(),
            file=file,
            size=file.size,
            sha256=digest,
            added_by=actor,
            added_at=clock.now(),
        )
        _record(session, "add_document", actor, SECRETARIAT, {"item": item.position, "sha256": digest})
    return made


def upload_scan(*, session: Session, kind: str, file: Any, actor: Any) -> SessionScan:
    """Keep a signed paper of `session` as PDF. Raises Refused, ValidationError as `add_document` does."""
    check_pdf(file)
    with transaction.atomic():
        session = lock(session)
        require(rules.can_upload_scan(actor, session))
        digest = sha256_of(file)
        if session.scans.filter(sha256=digest).exists():
            raise ValidationError({"file": _("This very file has been uploaded already.")})
        made = SessionScan.objects.create(
            session=session,
            kind=kind,
            file=file,
            size=file.size,
            sha256=digest,
            uploaded_by=actor,
            uploaded_at=clock.now(),
        )
        _record(session, "upload_scan", actor, SECRETARIAT, {"paper": kind, "sha256": digest})
    return made


def _record(
    session: Session, verb: str, actor: Any, role: str, note: dict[str, Any], *, public: bool = True
) -> None:
    act(
        session,
        subject_kind="session",
        subject_id=session.pk,
        verb=verb,
        from_state=session.state,
        to_state=session.state,
        actor=actor,
        actor_role=role,
        note=note,
        public=public,
    )
