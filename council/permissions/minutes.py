"""Who may ask for corrections of minutes, answer them, and approve the minutes of the session before."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from council.lifecycle.roles import CHAIR, OPERATOR
from council.lifecycle.session import SessionState
from council.models import MinutesCorrection, Session
from council.room import Room
from portal.kit import clock
from portal.kit.verdict import YES, Verdict, no
from portal.kit.wording import tanggal
from portal.kit.workdays import add_workdays

from .roles import is_led, roles_in
from .sessions import only_clerks


def corrections_until(session: Session, workdays: int) -> date | None:
    """Return the last day for corrections, or None while there is no draft."""
    if session.minutes_drafted_at is None:
        return None
    day = clock.day_of(session.minutes_drafted_at)
    return add_workdays(day, workdays)


def can_ask_correction(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user`, a council member, may still ask for a correction of the minutes."""
    room = room or Room.of(session)
    if room.place_of(user) is None:
        return no("minutes.correct.who", _("Corrections are asked for by members of the council."))
    last = corrections_until(session, room.rules.corrections_workdays)
    if last is None or session.state != SessionState.ENDED or session.signatures.exists():
        return no("minutes.correct.state", _("There is no draft of the minutes to correct."))
    if clock.today() > last:
        return no(
            "minutes.correct.late",
            _("Corrections were taken until %(day)s. Say it when the next session approves the minutes.")
            % {"day": tanggal(last)},
        )
    return YES


def can_answer_correction(user: Any, correction: MinutesCorrection) -> Verdict:
    """Say whether `user` may say what became of a correction."""
    verdict = only_clerks(user, "minutes.answer_correction.who")
    if verdict and correction.answered_at is not None:
        return no("minutes.answer_correction.done", _("This correction has been answered."))
    return verdict


def can_approve_minutes(user: Any, session: Session, former: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` leads the open `session` and the minutes of `former` are ready to be approved."""
    room = room or Room.of(session)
    if roles_in(user, room).isdisjoint({CHAIR, OPERATOR}):
        return no("minutes.approve.who", _("The session approves minutes; whoever leads it records that."))
    if session.state != SessionState.OPEN or session.kind != former.kind or former.pk == session.pk:
        return no(
            "minutes.approve.session", _("Minutes are approved at the next open session of the same kind.")
        )
    if former.state != SessionState.MINUTED:
        return no("minutes.approve.unsigned", _("These minutes have not been signed yet."))
    if former.minutes_approved_in_id is not None:
        return no("minutes.approve.done", _("These minutes have been approved already."))
    return is_led(room)
