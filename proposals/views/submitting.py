"""Submitting a draft: what keeps it from being public, and the page that asks once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal import record
from portal.kit import clock
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import Words
from portal.kit.wording import hari
from portal.kit.workdays import add_workdays

from .. import actions, permissions
from ..completeness import faults
from ..forms import SubmitForm
from ..forms.writing import initial_of
from ..models import Draft, Proposal
from ..recording import KIND
from .common import ProposalActionView
from .shared_text import SharedText, Standing
from .similar import similar_for

# With this in its address the draft's page says what is missing.
CHECK = "periksa"


class SubmitDraft(SharedText, ProposalActionView):
    """Submit a saved draft: the second step, which says what becomes public and asks once."""

    form_class = SubmitForm
    template_name = "proposals/submit.html"
    title = _("Submit the proposal?")
    submit_label = _("Submit the proposal")
    stale_rule = "draft.stale"
    started_from = "revision"
    holds_text = False

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return may_submit(user, obj)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask; a draft that may not be submitted yet leads back to its page, which says what is missing."""
        if request.user.is_authenticated:
            obj = self.get_object()
            if permissions.can_edit_draft(request.user, obj) and not (
                may_submit(request.user, obj) and not faults_of(obj)
            ):
                return redirect(check_address(obj))
        return super().get(request, *args, **kwargs)

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Remember which text the author read."""
        return {"revision": obj.draft.revision} if obj else {}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show what becomes public, and until when it is checked."""
        context = super().get_context(obj)
        if obj is None or not permissions.can_edit_draft(self.request.user, obj):
            return context
        return {
            **context,
            "draft": obj.draft,
            "similar": similar_for(self.request.user, obj.draft.title, but=obj.pk),
            "rules": obj.rules,
            "checked_by": add_workdays(clock.today(), obj.rules.check_workdays),
        }

    def back_url(self, obj: Any) -> str:
        """Lead back to the draft."""
        return reverse("proposals:draft", args=[obj.pk]) if obj else "/"

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Submit it, and go to its public page."""
        try:
            submitted = actions.submit_proposal(
                proposal=obj, actor=user, revision=form.cleaned_data["revision"]
            )
        except ValidationError:
            # Changed meanwhile in another window: the page of the draft says what is missing.
            self.incomplete = True
            return check_address(obj)
        return submitted.get_absolute_url()

    incomplete = False

    def success_message(self) -> Words:
        """Say until when it is checked."""
        if self.incomplete:
            return ""
        days = self.get_object().rules.check_workdays
        return gettext(
            "The proposal is submitted. The coordinator checks by %(date)s (%(days)d working days) "
            "whether it is complete. The next news comes by mail."
        ) % {"date": hari(add_workdays(clock.today(), days)), "days": days}

    def standing(self, obj: Any) -> Standing | None:
        """Show the text that another window saved: sending it once more is then a choice."""
        obj.draft = Draft.objects.get(proposal=obj)
        return Standing(obj.draft, obj.draft.revision, obj.draft.saved_at)


def may_submit(user: Any, proposal: Proposal) -> Verdict:
    """Return whether `user` may submit the draft to the working group that it names."""
    verdict = permissions.can_submit(user, proposal)
    return permissions.can_lead(user, proposal.draft.leading_group) if verdict else verdict


def faults_of(proposal: Proposal) -> dict[str, str]:
    """Return what keeps the saved draft from being submitted, in words by field."""
    draft = proposal.draft
    return faults(initial_of(draft), proposal.rules, leading_group=draft.leading_group)


def check_address(proposal: Proposal) -> str:
    """Return the address of the draft's page that says what is missing."""
    return f"{reverse('proposals:draft', args=[proposal.pk])}?{CHECK}=1"


def last_reason(proposal: Proposal, verb: str) -> Any:
    """Return the last act of `verb` on the proposal, which holds its reason, or None."""
    return record.acts_of(KIND, [proposal.pk]).filter(verb=verb).order_by("-pk").first()
