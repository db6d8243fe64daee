"""Changing the text in discussion: each change is a new version, public at once."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import Words

from .. import actions, permissions
from ..forms import EditForm
from ..forms.writing import initial_of
from ..models import Proposal, ProposalRules
from .conflicts import chosen, with_labels
from .previewing import PreviewsProposal
from .shared_text import SharedText, Standing


class EditProposal(SharedText, PreviewsProposal):
    """Change the text in discussion."""

    form_class = EditForm
    template_name = "proposals/edit.html"
    title = _("Change the text")
    submit_label = _("Publish the new version")
    stale_rule = "version.stale"
    started_from = "base_version"
    intro = _("The new version is public at once, and can be compared with every earlier one.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_edit(user, obj)

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Begin with the current version."""
        if obj is None or obj.current_version is None:
            return {}
        return {**initial_of(obj.current_version), "base_version": obj.current_version.number}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show what was set aside when somebody else made a version meanwhile."""
        context = super().get_context(obj)
        if obj is not None and permissions.can_edit(self.request.user, obj):
            context["texts_set_aside"] = with_labels(obj.texts_set_aside.all())
        return context

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Make the version."""
        values = form.cleaned_data
        arguments = {
            "proposal": obj,
            "actor": user,
            "base_version": values["base_version"],
            "text": form.text(),  # type: ignore[attr-defined]
            "change_note": values["change_note"],
            "wording_only": values["wording_only"],
        }
        if keep := chosen(self.request):
            actions.reconcile_version(**arguments, keep=keep)
        else:
            actions.edit_proposal(**arguments)
        return reverse("proposals:redirect", args=[obj.pk])

    def success_message(self) -> Words:
        """Say that it is public."""
        return _("The new version is public.")

    def missing(self, obj: Any) -> ProposalRules | None:
        """Report all faults of the text at once."""
        return super().missing(obj) if obj is not None else None

    def standing(self, obj: Any) -> Standing | None:
        """Return the version that another window made."""
        current = Proposal.objects.select_related("current_version").get(pk=obj.pk).public_version
        return Standing(current, current.number, current.created_at)
