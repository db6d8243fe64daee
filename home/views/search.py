"""The search page: one box, results by kind, and ways on when there are none."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.kit.paging import page_of

from ..forms import SearchForm
from ..hints import hint_for
from ..search import counts, load, results, words_of

PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found for ?q=, of the kind ?jenis= when it names one."""
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    words = words_of(query)
    context: dict[str, Any] = {"form": form, "query": query, "words": words}
    if words:
        found = counts(words, request.user)
        kind = request.GET.get("jenis", "")
        kind = kind if kind in found else ""
        page = page_of(request, results(words, request.user, kind), PER_PAGE)
        context |= {
            "kinds": _kinds(found, kind),
            "kind": kind,
            "page": page,
            "total": sum(found.values()),
            "hits": load(list(page.object_list), words),
            "hint": hint_for(words),
        }
    return render(request, "home/search/search.html", context)


def _kinds(found: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    """Return the kinds of results with their counts, for the filter beside the list."""
    labels = {"proposal": _("Proposals"), "decision": _("Recommendations and decisions"), "page": _("Pages")}
    return [
        {"code": code, "label": labels[code], "count": count, "chosen": code == chosen}
        for code, count in found.items()
    ]
