"""The secretariat's page on decisions: what waits for this person, and for others, one click away."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from council.models import FollowUp, Referral
from council.papers_waiting import papers_waiting_for
from council.permissions.decisions import can_create_draft
from council.querysets_decisions import motions_to_put_on_paper
from portal.kit import clock
from portal.members.admin.base import frame, may_read, readers_only

ICON = "doc-full-inverse"
TITLE = _("Decisions")
# Enough to see what is late; the register and the drafts hold the rest.
MOST = 50


@readers_only
def index(request: HttpRequest) -> HttpResponse:
    """List the queues of decisions: own work first, then motions without a draft, silence, late duties."""
    today = clock.today()
    context: dict[str, Any] = {
        **frame(TITLE, ICON),
        "waiting": papers_waiting_for(request.user),
        "motions": motions_to_put_on_paper()[:MOST],
        "can_create": can_create_draft(request.user),
        "unanswered": Referral.objects.filter(state="conveyed")
        .select_related("decision")
        .order_by("promised_on", "pk")[:MOST],
        "late": FollowUp.objects.late(today).select_related("agency", "decision")[:MOST],
        "today": today,
    }
    return render(request, "council/admin/decisions.html", context)


urlpatterns: list[URLPattern] = [path("keputusan/", index, name="council_decisions")]


class DecisionsMenuItem(MenuItem):
    """Leads the secretariat and the inspector to the queues of decisions."""

    def __init__(self) -> None:
        super().__init__(TITLE, reverse_lazy("council_decisions"), icon_name=ICON, order=350)

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may read the page behind it."""
        return may_read(request.user)
