"""Citizens' inputs that wait for a moderator, the oldest first, each row one click from its decision."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict
from portal.members.admin.base import AdminActionView, frame

from .. import actions, permissions
from ..forms.citizens import RefuseInputForm
from ..models import CitizenInput
from .moderation import ICON, PER_PAGE, queue_readers_only

SECTION = ("proposals_admin:citizens", _("Citizens' inputs"))


@queue_readers_only
def index(request: HttpRequest) -> HttpResponse:
    """List what waits."""
    found = CitizenInput.objects.filter(state=CitizenInput.State.HELD).select_related("proposal")
    page = page_of(request, found.order_by("created_at", "pk"), PER_PAGE)
    return render(request, "proposals/admin/citizens.html", {**frame(SECTION[1], ICON), "page": page})


class _Decision(AdminActionView):
    """What a moderator does to one input."""

    section = SECTION
    icon = ICON

    def get_object(self) -> CitizenInput:
        """Return the input of the address."""
        found = CitizenInput.objects.select_related(
            "proposal__organisation__kind", "proposal__organisation__parent", "author"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def verdict(self, user: Any, obj: CitizenInput) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_decide_input(user, obj)

    def facts(self, obj: CitizenInput) -> list[tuple[Any, Any]]:
        """Repeat what was written: it is decided on what is read here."""
        return [
            (_("Proposal"), obj.proposal.title),
            (_("Writer"), obj.shown_name),
            (_("Text"), obj.body),
        ]


class Release(_Decision):
    """Publish an input."""

    title = _("Publish the input")
    submit_label = _("Publish")

    def perform(self, form: ActionForm, obj: CitizenInput, user: Any) -> str:
        """Publish it."""
        actions.release_input(citizen_input=obj, actor=user)
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that the person is told."""
        return _("Published. The person is told by mail.")


class Refuse(_Decision):
    """Do not publish an input."""

    form_class = RefuseInputForm
    title = _("Do not publish the input")
    submit_label = _("Do not publish")
    danger = True

    def perform(self, form: ActionForm, obj: CitizenInput, user: Any) -> str:
        """Refuse it."""
        values = form.cleaned_data
        actions.refuse_input(citizen_input=obj, actor=user, rule=values["rule"], reason=values["reason"])
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that the person is told."""
        return _("Not published. The person is told the reason by mail.")
