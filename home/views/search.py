"""The search page: one box, results by kind, working group and year, and ways on when there are none."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.kit import clock
from portal.kit.models import SearchEntry
from portal.kit.stems import parse
from portal.members.models import WorkingGroup

from ..forms import SearchForm
from ..hints import hint_for
from ..search import Asked, counts, load, nearest, results

PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found for ?q=, of the kind, group and year that ?jenis=, ?pokja= and ?tahun= name."""
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    parsed = parse(query)
    context: dict[str, Any] = {"form": form, "query": query, "words": parsed.words}
    if parsed:
        groups = list(WorkingGroup.objects.all())
        years = _years()
        asked = _asked(request, parsed, groups, years)
        found = counts(asked)
        total = sum(found.values())
        paginator = Paginator(results(asked), PER_PAGE)
        # Counted above, kind by kind.
        paginator.count = found[asked.kind] if asked.kind else total
        page = paginator.get_page(request.GET.get("page"))
        context |= {
            "kinds": _kinds(request, found, asked.kind),
            "everything": _address(request, jenis=""),
            "anywhere": _address(request, pokja="", tahun=""),
            "asked": asked,
            "groups": groups,
            "years": years,
            "narrowed": asked.sector is not None or asked.year is not None,
            "page": page,
            "total": total,
            "hits": load(list(page.object_list) if total else [], parsed),
            "hint": hint_for(list(parsed.words)),
            "nearest": [] if total else load(nearest(asked), parsed),
        }
    return render(request, "home/search/search.html", context)


def _asked(request: HttpRequest, parsed: Any, groups: list[WorkingGroup], years: list[int]) -> Asked:
    """Return what the address asks for; what it holds and nobody offers counts as everything."""
    kind, group, year = (request.GET.get(name, "") for name in ("jenis", "pokja", "tahun"))
    return Asked(
        query=parsed,
        user=request.user,
        kind=kind if kind in dict(_labels()) else "",
        sector=next((one.pk for one in groups if one.slug == group), None),
        year=next((one for one in years if str(one) == year), None),
    )


def _years() -> list[int]:
    """Return the years that things to be found are from, the newest first."""
    first = SearchEntry.objects.aggregate(first=Min("day"))["first"]
    this_year = clock.today().year
    return list(range(this_year + 1, (first.year if first else this_year) - 1, -1))


def _labels() -> list[tuple[str, str]]:
    return [
        ("proposal", _("Proposals")),
        ("decision", _("Recommendations and decisions")),
        ("session", _("Sessions")),
        ("page", _("Pages")),
    ]


def _kinds(request: HttpRequest, found: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    """Return the kinds of results with their counts and addresses, for the filter beside the list."""
    return [
        {
            "address": _address(request, jenis=code),
            "label": label,
            "count": found[code],
            "chosen": code == chosen,
        }
        for code, label in _labels()
    ]


def _address(request: HttpRequest, **names: str) -> str:
    """Return the address of this search, from its first page, with `names` changed; empty ones left out."""
    kept = request.GET.copy()
    kept.pop("page", None)
    for name, value in names.items():
        kept[name] = value
    return "?" + urlencode({name: value for name, value in kept.items() if value})
