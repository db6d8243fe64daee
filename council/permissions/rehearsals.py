"""Who may rehearse, and what a rehearsal never does: nothing of it stays."""

from typing import Any

from django.utils.translation import gettext as _

from council.models import Session
from portal.kit.verdict import YES, Verdict, no
from portal.members import roles


def can_plan_rehearsal(user: Any) -> Verdict:
    """Say whether `user` may plan a rehearsal: the secretariat and the session operator may."""
    return _staged_by(user, "rehearsal.plan.who")


def can_discard_rehearsal(user: Any, session: Session) -> Verdict:
    """Say whether `user` may delete `session`, in whatever state it is: a rehearsal, and nothing else."""
    if not session.is_rehearsal:
        return no("rehearsal.discard.state", _("This is no rehearsal: what was done in it stays."))
    return _staged_by(user, "rehearsal.discard.who")


def _staged_by(user: Any, rule: str) -> Verdict:
    if roles.is_secretariat(user) or roles.is_operator(user):
        return YES
    return no(rule, _("Rehearsals are planned and deleted by the secretariat and the session operator."))


def is_held(session: Session, rule: str) -> Verdict:
    """Say whether `session` is a real one, of which something can stay; `rule` names the refusal."""
    if session.is_rehearsal:
        return no(
            f"{rule}.rehearsal.state",
            _("This is a rehearsal: nothing of it is sent, kept or put on paper."),
        )
    return YES
