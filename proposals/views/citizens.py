"""Citizens' inputs as everybody meets them: read apart from the discussion, left, and entered on behalf."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict
from portal.kit.views import Words

from .. import actions, permissions
from ..forms.citizens import GiveInputForm, RecordInputForm
from ..forms.commenting import rules_of
from ..models import CitizenInput, Proposal
from .common import ProposalActionView, visible_proposal

PER_PAGE = 20


def citizen_inputs(request: HttpRequest, pk: int) -> HttpResponse:
    """List the released inputs on a proposal, the oldest first, and how to leave one."""
    proposal = visible_proposal(request, pk)
    found = proposal.citizen_inputs.filter(state=CitizenInput.State.RELEASED)
    own = None
    if request.user.is_authenticated:
        own = proposal.citizen_inputs.filter(author=request.user).select_related("rule").first()
    context = {
        "proposal": proposal,
        "page": page_of(request, found, PER_PAGE),
        "own": own,
        "may_give": permissions.can_give_input(request.user, proposal),
        "may_record": permissions.can_record_input(request.user, proposal),
    }
    return render(request, "proposals/citizens/list.html", context)


class GiveInput(ProposalActionView):
    """Leave an input as a citizen."""

    limited_as = "comment"
    form_class = GiveInputForm
    title = _("Leave an input")
    submit_label = _("Send the input")
    intro = _(
        "For citizens without an organisation here: one input per proposal. A moderator reads it first. "
        "It is shown with your name, apart from the discussion, and is not counted as heard."
    )

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_give_input(user, obj)

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Tell the form its limits."""
        return {"rules": rules_of(obj)}

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Leave it."""
        actions.give_input(proposal=obj, actor=user, body=form.cleaned_data["body"])
        return inputs_address(obj)

    def success_message(self) -> Words:
        """Say what happens next."""
        return _("Received. A moderator reads it; you get a mail when it is published.")


class RecordInput(ProposalActionView):
    """Enter a citizen's letter, visit or call."""

    form_class = RecordInputForm
    title = _("Enter a citizen's input")
    submit_label = _("Enter the input")
    intro = _("It is public at once, marked as entered by the secretariat, and is not counted as heard.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_record_input(user, obj)

    def get_initial(self, obj: Proposal | None) -> dict[str, Any]:
        """Begin with today."""
        return {"received_on": clock.today().isoformat()}

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Tell the form its limits."""
        return {"rules": rules_of(obj)}

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Enter it."""
        values = form.cleaned_data
        actions.record_input(
            proposal=obj,
            actor=user,
            channel=values["channel"],
            received_on=values["received_on"],
            body=values["body"],
            name=values["name"],
            consented=values["consented"],
        )
        return inputs_address(obj)

    def success_message(self) -> Words:
        """Say that it can be read."""
        return _("The input is public.")


def inputs_address(proposal: Proposal) -> str:
    """Return where the inputs on `proposal` are read."""
    return reverse("proposals:citizen_inputs", args=[proposal.pk])
