"""Who may write, correct and sign the minutes of a session, and approve those of the session before."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from council.lifecycle.roles import CHAIR, OPERATOR
from council.lifecycle.session import SESSION, SessionState
from council.models import CouncilRules, MinutesCorrection, Session, SigningRole
from council.room import Room
from portal.kit import clock
from portal.kit.verdict import YES, Verdict, no
from portal.kit.wording import tanggal
from portal.kit.workdays import add_workdays

from .roles import is_led, roles_in
from .sessions import only_clerks


def can_write_minutes(user: Any, session: Session) -> Verdict:
    """Say whether `user` may write the minutes of `session`: once it ended, until the first signature."""
    verdict = only_clerks(user, "minutes.who")
    if not verdict:
        return verdict
    if session.state != SessionState.ENDED:
        return no(
            "minutes.state", _("Minutes are written after the session ended and before they are signed.")
        )
    if session.signatures.exists():
        return no("minutes.signed", _("The minutes bear a signature already and can no longer be changed."))
    return YES


def corrections_until(session: Session, rules: CouncilRules) -> date | None:
    """Return the last day for corrections, or None while there is no draft (the domain: 3 working days)."""
    if session.minutes_drafted_at is None:
        return None
    return add_workdays(clock.day_of(session.minutes_drafted_at), rules.corrections_workdays)


def takes_corrections(session: Session, rules: CouncilRules) -> bool:
    """Return whether the minutes are a draft whose days for corrections are not over."""
    last = corrections_until(session, rules)
    # With no days set there are none to wait for, not even the day of the draft.
    return last is not None and rules.corrections_workdays > 0 and clock.today() <= last


def can_ask_correction(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user`, a council member, may still ask for a correction of the minutes."""
    room = room or Room.of(session)
    if room.place_of(user) is None:
        return no("minutes.correct.who", _("Corrections are asked for by members of the council."))
    last = corrections_until(session, room.rules)
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


def can_sign_minutes(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` may sign the minutes, as leader of the session or as secretary of the council."""
    room = room or Room.of(session)
    verdict = SESSION.verdict("sign_minutes", session.state, roles_in(user, room))
    if not verdict:
        return verdict
    if not session.minutes.strip():
        return no("minutes.empty", _("There are no minutes to sign yet. The minute taker writes them first."))
    if takes_corrections(session, room.rules):
        return no(
            "minutes.corrections.days",
            _(
                "Members of the council can ask for corrections until %(day)s (%(days)d working days). "
                "The minutes are signed after that day. %(cite)s"
            )
            % {
                "day": tanggal(corrections_until(session, room.rules)),
                "days": room.rules.corrections_workdays,
                "cite": room.rules.cite("minutes"),
            },
        )
    waiting = session.corrections.filter(answered_at=None).count()
    if waiting:
        return no(
            "minutes.corrections",
            _("Corrections without an answer: %(count)d. The secretariat answers them before anybody signs.")
            % {"count": waiting},
        )
    if signing_role(user, session, room) is None:
        return no(
            "minutes.signed_by_you", _("You have signed these minutes. The other signature is missing.")
        )
    return YES


def signing_role(user: Any, session: Session, room: Room) -> SigningRole | None:
    """Return in which office `user` signs: leader or secretary; None when that was done or is neither."""
    place = room.place_of(user)
    if place is None:
        return None
    signed = list(session.signatures.all())
    if any(signature.seat_id == place.seat.pk for signature in signed):
        return None
    held = roles_in(user, room)
    for role, name in ((SigningRole.CHAIR, "chair"), (SigningRole.SECRETARY, "council_secretary")):
        if name in held and all(signature.role != role for signature in signed):
            return role
    return None


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
