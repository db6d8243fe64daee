"""Corrections of the minutes while they are a draft, and their approval at the next session."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.lifecycle.roles import SEAT, SECRETARIAT
from council.models import MinutesCorrection, Session
from council.paper_sessions import minutes_path
from council.permissions import minutes as rules
from council.permissions import roles as rooms
from council.room import Room
from portal import notices
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require

from .acts import act
from .fields import need_texts

CORRECTION_LIMIT = 2000


def ask_correction(*, session: Session, text: str, actor: Any) -> MinutesCorrection:
    """Ask, as a council member, for a correction of draft minutes. Raises Refused, ValidationError."""
    with transaction.atomic():
        session = lock(session)
        room = Room.of(session)
        require(rules.can_ask_correction(actor, session, room))
        need_texts({"text": CORRECTION_LIMIT}, {"text": text})
        place = room.place_of(actor)
        assert place is not None, "the permission has found it"  # noqa: S101
        made = MinutesCorrection.objects.create(
            session=session, seat=place.seat, person=actor, text=text.strip(), sent_at=clock.now()
        )
        _record(session, "ask_correction", actor, SEAT, {"seat": place.seat.number}, public=False)
    return made


def answer_correction(
    *, correction: MinutesCorrection, is_taken: bool, answer: str, actor: Any
) -> MinutesCorrection:
    """Say whether a correction was taken over into the minutes, and tell who asked for it.

    The letter leaves out what was asked and answered: both are talk of the session, which may be closed.
    Raises Refused, ValidationError.
    """
    with transaction.atomic():
        session = lock(correction.session)
        correction = lock(correction)
        require(rules.can_answer_correction(actor, correction))
        if not is_taken and not answer.strip():
            raise ValidationError({"answer": _("Say why it is not taken over.")})
        correction.is_taken = is_taken
        correction.answer = answer.strip()[:300]
        correction.answered_at = clock.now()
        correction.save(update_fields=["is_taken", "answer", "answered_at"])
        note = {"correction": correction.pk, "taken": is_taken}
        _record(session, "answer_correction", actor, SECRETARIAT, note, public=False)
        notices.notify(
            event=f"minutes_correction:{correction.pk}:answered",
            kind="minutes.correction_answered",
            people=[correction.person],
            template="council/mail/correction_answered",
            context={"correction": correction, "session": session},
            url=minutes_path(session),
        )
    return correction


def approve_minutes(*, session: Session, minutes_of: Session, actor: Any) -> Session:
    """Record that the open `session` approves the signed minutes of the earlier `minutes_of`.

    Raises Refused when the actor does not lead or the minutes are not ready.
    """
    with transaction.atomic():
        session = lock(session)
        former = lock(minutes_of)
        room = Room.of(session)
        require(rules.can_approve_minutes(actor, session, former, room))
        former.minutes_approved_in = session
        former.save(update_fields=["minutes_approved_in"])
        role = rooms.leading_role(actor, room)
        _record(former, "approve_minutes", actor, role, {"session": session.pk})
    return former


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
