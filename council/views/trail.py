"""The trail of a proposal, from its first version to what was done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from council.permissions import follow_ups as rules
from council.trail import trail_of
from council.trail.chart import chart_of
from portal.kit import clock
from proposals.models import Proposal

from .session_controls import Control


@require_safe
def trail_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the trail of a proposal that was submitted once, as a drawing and as a list."""
    known = Proposal.objects.public().select_related("leading_group", "organisation", "author")
    proposal = get_object_or_404(known, pk=pk)
    trail = trail_of(proposal, request.user)
    newest_first = request.GET.get("urutan") == "terbaru"
    context = {
        "proposal": proposal,
        "trail": trail,
        "entries": trail.entries[::-1] if newest_first else trail.entries,
        "newest_first": newest_first,
        "chart": chart_of(trail, clock.today()),
        "controls": _controls(request, proposal),
    }
    return render(request, "council/trail.html", context)


def _controls(request: HttpRequest, proposal: Proposal) -> list[Control]:
    """Return the verbs on the proposal as a whole that concern this person now."""
    if not request.user.is_authenticated:
        return []
    found = [
        Control(
            _("Write a monitoring note"),
            reverse("council:proposal_note", args=[proposal.pk]),
            rules.can_write_note(request.user, proposal),
        ),
        Control(
            _("Finish the proposal"),
            reverse("council:finish_proposal", args=[proposal.pk]),
            rules.can_finish_proposal(request.user, proposal),
            primary=True,
        ),
    ]
    return [control for control in found if control.is_shown]
