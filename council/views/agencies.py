"""The card of each agency: its follow-ups on time, late, without evidence and unanswered."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from council.agency_card import AgencyCard, cards, conditions, labels, lines_of
from portal.kit import clock
from portal.kit.paging import page_of
from portal.members.models import Organisation

PER_PAGE = 30


@require_safe
def agency_cards(request: HttpRequest) -> HttpResponse:
    """Show all agencies that have follow-ups, those with most late ones on top."""
    return render(request, "council/agencies.html", {"cards": cards(), "labels": labels()})


@require_safe
def agency_card(request: HttpRequest, organisation_id: int, slug: str) -> HttpResponse:
    """Show one agency's card and its follow-ups, of one count when the address names it."""
    agency = get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation_id)
    if slug != agency.slug:
        return redirect("council:agency", agency.pk, agency.slug, permanent=True)
    part = request.GET.get("keadaan", "")
    part = part if part in labels() else ""
    found = cards([agency.pk])
    card = found[0] if found else AgencyCard(agency, dict.fromkeys(conditions(clock.today()), 0))
    context = {
        "agency": agency,
        "card": card,
        "part": part,
        "part_label": labels().get(part, ""),
        "page": page_of(request, lines_of(agency, part).prefetch_related("milestones", "reports"), PER_PAGE),
    }
    return render(request, "council/agency.html", context)
