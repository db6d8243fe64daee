"""Entering a session that was held on paper, and confirming it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.actions import recorded
from council.forms.sessions import RecordForm
from council.models import Session
from council.permissions import recorded as rules
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView

from .sessions import SessionAction


class RecordSession(ActionView):
    """Begin to enter a session that was held on paper."""

    form_class = RecordForm
    title = _("Enter a session held on paper")
    intro = _("Attendance, agenda, motions and votes are entered on its page, as the paper says.")
    submit_label = _("Begin to enter it")
    warning = _("It is marked publicly as entered afterwards; a second person confirms it.")

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask who may."""
        return rules.can_record_session(user)

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Begin and go to its page."""
        values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        began_at = values.pop("began_at")
        return recorded.record_session(actor=user, starts_at=began_at, **values).get_absolute_url()

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("Enter the attendance list first, then the agenda. Upload the scan of the signed paper.")

    def back_url(self, obj: Any) -> str:
        """Go back to the list."""
        return reverse("council:sessions")


class ConfirmRecording(SessionAction):
    """Confirm what was entered."""

    title = _("Confirm what was entered")
    intro = _("Compare attendance, wordings and votes with the scan of the signed paper.")
    submit_label = _("It agrees with the paper")
    warning = _("Decisions rest on it from then on.")
    rule = staticmethod(rules.can_confirm_recording)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Confirm it and go to its page."""
        return recorded.confirm_recording(session=obj, actor=user).get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The entries are confirmed.")
