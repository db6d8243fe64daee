"""Merging: asking the author, their answer, taking the question back, carrying out, undoing."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import Words
from portal.kit.wording import tanggal

from .. import actions, permissions
from ..forms import AnswerMergeForm, MergeForm, ProposeMergeForm, ReasonForm
from ..forms.merging import AGREES
from ..lifecycle import MERGE_TARGETS
from ..lineage import live_request
from ..models import Proposal
from .common import ProposalActionView

CANDIDATES = 8


class _MergeView(ProposalActionView):
    """What the verbs of merging share: the open question above the form."""

    template_name = "proposals/merge.html"

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show what was asked, and with which proposal."""
        context = super().get_context(obj)
        if obj is not None:
            context["merge_request"] = live_request(obj)
        return context


class ProposeMerge(_MergeView):
    """Ask the author to have their proposal merged into another one."""

    form_class = ProposeMergeForm
    title = _("Propose merging to the author")
    submit_label = _("Ask the author")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_propose_merge(user, obj)

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Say how it goes on, and list what it could be merged into in its own working group."""
        context = super().get_context(obj)
        if obj is not None:
            context["intro"] = gettext(
                "The author agrees or declines, and has %(days)d working days. Without an answer the "
                "proposal can be merged after that, with a reason."
            ) % {"days": obj.rules.merge_silence_workdays}
            context["candidates"] = (
                Proposal.objects.public()
                .in_phase(MERGE_TARGETS)
                .filter(leading_group=obj.leading_group_id)
                .exclude(pk=obj.pk)
                .order_by("-submitted_at", "-pk")[:CANDIDATES]
            )
        return context

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Ask."""
        values = form.cleaned_data
        self.asked = actions.propose_merge(
            proposal=obj, target=values["target"], actor=user, reason=values["reason"]
        )
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say until when the author may answer."""
        return gettext("The author has been asked by mail and can answer until %(date)s.") % {
            "date": tanggal(self.asked.due_on)
        }


class AnswerMerge(_MergeView):
    """Agree or decline, as the author."""

    form_class = AnswerMergeForm
    title = _("Answer the proposed merging")
    submit_label = _("Send the answer")
    intro = _(
        "When merged, your text, its comments and its address stay readable; comments and supporters count "
        "on the other proposal. The secretariat can undo it."
    )

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_answer_merge(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Answer."""
        values = form.cleaned_data
        actions.answer_merge(
            proposal=obj,
            actor=user,
            agrees=values["answer"] == AGREES,
            reason=values["reason"],
            wants_co_authorship=values["wants_co_authorship"],
        )
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say that it is known."""
        return _("Your answer stands on the proposal's page.")


class CancelMerge(_MergeView):
    """Take the question back."""

    form_class = ReasonForm
    title = _("Take the question about merging back")
    submit_label = _("Take it back")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_cancel_merge(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Take it back."""
        actions.cancel_merge(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happened."""
        return _("Taken back. The author has been told by mail.")


class Merge(_MergeView):
    """Carry the merging out."""

    form_class = MergeForm
    title = _("Merge the proposal")
    submit_label = _("Merge the proposal")
    danger = True
    warning = _("Only the secretariat can undo it. Text, comments and address stay readable.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_merge(user, obj)

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Ask for a reason only where the author was silent."""
        request = live_request(obj) if obj is not None else None
        return {"agreed": request is not None and request.agreed}

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Merge it."""
        actions.merge_proposal(proposal=obj, actor=user, reason=form.cleaned_data.get("reason", ""))
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happened."""
        return _("Merged. Both authors have been told by mail.")


class Unmerge(ProposalActionView):
    """Undo a merging."""

    form_class = ReasonForm
    title = _("Undo the merging")
    submit_label = _("Undo the merging")
    intro = _(
        "The proposal returns to where it was, with its comments and supporters. "
        "A discussion stays open for at least another seven days."
    )

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_unmerge(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Undo it."""
        actions.unmerge_proposal(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happened."""
        return _("Undone. Both authors have been told by mail.")
