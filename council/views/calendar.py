"""The public calendar, month by month."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from council.public_calendar import Month, days_of, kind_labels
from portal.kit import clock

# Any Monday: the names of the days are written from a week.
MONDAY = date(2026, 11, 2)


@require_safe
def this_month(request: HttpRequest) -> HttpResponse:
    """Show the present month."""
    return _page(request, Month.of(clock.today()))


@require_safe
def month(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Show the month of the address; for one that does not exist say so, with the way on."""
    asked = Month(year, number)
    if not asked.is_known:
        context = {"present": Month.of(clock.today())}
        return render(request, "council/calendar_unknown.html", context, status=404)
    return _page(request, asked)


def _page(request: HttpRequest, asked: Month) -> HttpResponse:
    days = days_of(asked)
    around = (asked.shifted(-1), asked.shifted(1))
    context = {
        "month": asked,
        "days": days,
        "week": [MONDAY + timedelta(days=n) for n in range(7)],
        "count": sum(len(day.entries) for day in days),
        "kinds": kind_labels(),
        "earlier": around[0] if around[0].is_known else None,
        "later": around[1] if around[1].is_known else None,
        "present": Month.of(clock.today()),
    }
    return render(request, "council/calendar.html", context)
