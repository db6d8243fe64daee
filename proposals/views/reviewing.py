"""The review of a proposal that was not forwarded: asked for by its author, done by another person."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import Words

from .. import actions, permissions
from ..forms import ReasonForm
from ..models import Proposal
from .common import ProposalActionView


class RequestReview(ProposalActionView):
    """Ask for the review of one's proposal."""

    form_class = ReasonForm
    title = _("Ask for a review")
    submit_label = _("Ask for a review")
    intro = _("Another person of the secretariat looks at it again. You can ask once; your reason is public.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_request_review(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Ask for it."""
        actions.request_review(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happens next."""
        return _("Asked. Another person of the secretariat reviews it, and you get the result by mail.")


class _ReviewView(ProposalActionView):
    """What both ends of a review share: the refusal and the author's reason above the form."""

    form_class = ReasonForm
    template_name = "proposals/review.html"

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show what was decided and why the author disagrees."""
        context = super().get_context(obj)
        if obj is not None:
            context["refusal_made"] = obj.refusals.first()
        return context


class Review(_ReviewView):
    """Admit a proposal after all."""

    title = _("Review: admit the proposal")
    submit_label = _("Admit the proposal")
    intro = _("It goes back to be checked, and the working days promised for that start anew.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_review(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Admit it."""
        actions.review_refusal(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say where it is now."""
        return _("Admitted. The proposal is back to be checked, and the author has been told by mail.")


class UpholdRefusal(_ReviewView):
    """Let the refusal stand."""

    title = _("Review: the refusal stands")
    submit_label = _("Let the refusal stand")
    danger = True
    warning = _("There is no second review. The reason stands on the proposal's page.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_uphold_refusal(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Let it stand."""
        actions.uphold_refusal(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happened."""
        return _("The refusal stands. The author has been told by mail.")
