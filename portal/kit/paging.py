"""Pages of a list, from an address that anybody may have typed."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page_of(
    request: HttpRequest,
    items: "QuerySet | list",
    per_page: int = 20,
    parameter: str = "page",
    *,
    count: int | None = None,
) -> Page:
    """Return the page that the query string asks for; the first for nonsense, the last for too far.

    `count` saves counting the items where their number is kept.
    """
    paginator = Paginator(items, per_page)
    if count is not None:
        # A cached property of Django's, which it fills by counting.
        paginator.count = count
    return paginator.get_page(request.GET.get(parameter))
