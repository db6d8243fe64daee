"""Who may enter a session that was held on paper, and who may confirm it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from council.lifecycle.session import SessionState
from council.models import Motion, Session
from council.permissions.sessions import only_clerks
from portal.kit.verdict import YES, Verdict, no
from portal.record.models import Act


def can_record_session(user: Any) -> Verdict:
    """Say whether `user` may enter a session that was held on paper."""
    return only_clerks(user, "session.record.who")


def can_confirm_recording(user: Any, session: Session) -> Verdict:
    """Say whether `user` may confirm what was entered: another person of the secretariat, with a scan."""
    verdict = only_clerks(user, "recording.who")
    if not verdict:
        return verdict
    if not session.awaits_confirmation:
        return no("recording.state", _("There is nothing to confirm."))
    if session.state not in (SessionState.ENDED, SessionState.MINUTED):
        return no("recording.unfinished", _("The session is still being entered. End it first."))
    if not session.scans.exists():
        return no("recording.scan", _("The scan of the signed paper is missing. Upload it first."))
    motions = Motion.objects.filter(item__session=session).values("pk")
    own = Act.objects.filter(actor=user.pk).filter(
        Q(subject_kind="session", subject_id=session.pk) | Q(subject_kind="motion", subject_id__in=motions)
    )
    if own.exists():
        return no(
            "recording.own",
            _("You entered part of this session. Somebody else of the secretariat compares and confirms it."),
        )
    return YES
