"""Suspending a session and resuming it."""

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.actions import suspensions
from council.forms.sessions import SuspendForm
from council.models import CouncilRules, Session
from council.permissions import suspensions as rules
from portal.kit.forms import ActionForm

from .sessions import SessionAction


class SuspendSession(SessionAction):
    """Suspend the session."""

    form_class = SuspendForm
    title = _("Suspend the session")
    submit_label = _("Suspend")
    rule = staticmethod(rules.can_suspend_session)

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Tell the form how long is allowed."""
        return {"most": CouncilRules.load().suspension_minutes}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Suspend it and go to its page."""
        values = {name: form.cleaned_data[name] for name in ("minutes", "reason")}
        return suspensions.suspend_session(session=obj, actor=user, **values).session.get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The session is suspended.")


class ResumeSession(SessionAction):
    """Resume the session."""

    title = _("Resume the session")
    submit_label = _("Resume the session")
    rule = staticmethod(rules.can_resume_session)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Resume it and go to its page."""
        return suspensions.resume_session(session=obj, actor=user).get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The session goes on.")
