"""Pages of a list, from an address that anybody may have typed."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest


def page_of(
    request: HttpRequest, items: "QuerySet | list", per_page: int = 20, parameter: str = "page"
) -> Page:
    """Return the page that the query string asks for; the first for nonsense, the last for too far."""
    return Paginator(items, per_page).get_page(request.GET.get(parameter))
