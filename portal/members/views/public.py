"""What everybody may read of people and bodies: verified organisations, and who sits in the council."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from portal.kit import clock
from portal.kit.paging import page_of

from .. import roles
from ..models import Affiliation, Element, Organisation, Seat
from ..roster import former_seats, other_decrees, roster

FORMER_PER_PAGE = 50


def organisations(request: HttpRequest) -> HttpResponse:
    """List the verified organisations, of one element when the address names one."""
    element = request.GET.get("unsur", "")
    if element not in Element.values:
        element = ""
    verified = Organisation.objects.verified()
    counts = dict(verified.order_by().values_list("kind__element").annotate(Count("pk")))
    listed = verified.filter(kind__element=element) if element else verified
    page = page_of(request, listed.select_related("kind", "parent").order_by("name", "pk"), 30)
    return render(
        request,
        "members/organisations.html",
        {
            "page": page,
            "element": element,
            "elements": [(value, label, counts.get(value, 0)) for value, label in Element.choices],
            "total": sum(counts.values()),
        },
    )


def organisation_by_id(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Lead from the permanent address to the readable one."""
    found = get_object_or_404(Organisation.objects.visible_to(request.user), pk=organisation_id)
    return redirect("members:organisation", found.pk, found.slug)


def organisation(request: HttpRequest, organisation_id: int, slug: str) -> HttpResponse:
    """Show an organisation, who represents it and which seats it has in the council."""
    visible = Organisation.objects.visible_to(request.user).select_related("kind", "parent")
    found = get_object_or_404(visible, pk=organisation_id)
    if slug != found.slug:
        return redirect("members:organisation", found.pk, found.slug, permanent=True)
    people = (
        Affiliation.objects.current()
        .representing()
        .filter(organisation=found)
        .select_related("user")
        .order_by("user__name", "pk")
    )
    seats = Seat.objects.filled().filter(organisation=found).select_related("person").order_by("number")
    return render(
        request,
        "members/organisation.html",
        {
            "organisation": found,
            "people": people,
            "seats": seats,
            "parts": found.children.verified().order_by("name"),
        },
    )


def council(request: HttpRequest) -> HttpResponse:
    """Show who sits in the council: seat, element, organisation, office, decree; and who sat there before."""
    today = roster()
    appointments = today.appointments
    return render(
        request,
        "members/council.html",
        {
            "roster": today,
            "appointments": appointments,
            "other_decrees": other_decrees(appointments),
            "former": page_of(request, former_seats(), FORMER_PER_PAGE),
            "today": clock.today(),
            "own_seat": roles.current_seat(request.user),
        },
    )
