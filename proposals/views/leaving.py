"""Withdrawing a proposal, and putting it back."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import Words

from .. import actions, permissions
from ..forms import ReasonForm
from ..models import Proposal
from .common import ProposalActionView


class Withdraw(ProposalActionView):
    """Withdraw one's proposal."""

    form_class = ReasonForm
    title = _("Withdraw the proposal")
    submit_label = _("Withdraw the proposal")
    danger = True
    warning = _("Only the secretariat can put it back. Text, comments and address stay readable.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_withdraw(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Withdraw it."""
        actions.withdraw_proposal(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what stays."""
        return _("Withdrawn. The page stays readable with your reason.")


class Restore(ProposalActionView):
    """Put a withdrawn proposal back where it was."""

    form_class = ReasonForm
    title = _("Restore the proposal")
    submit_label = _("Restore the proposal")
    intro = _("It returns to where it was. A discussion stays open for at least another seven days.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_restore(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Restore it."""
        actions.restore_proposal(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happened."""
        return _("Restored.")
