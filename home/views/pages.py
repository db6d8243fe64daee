"""Serves the pages; one without a translation is shown in Indonesian instead of not at all."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, override
from wagtail.models import Page, Site
from wagtail.views import serve as wagtail_serve


def serve_page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Serve the page at `path` in the reader's language, else the Indonesian one within the reader's frame.

    The page itself knows that it is not in the reader's language (`PortalPage.get_context`) and says so.
    """
    try:
        return wagtail_serve(request, path)
    except Http404:
        if get_language() == settings.LANGUAGE_CODE or not _route_in_default_language(request, path):
            raise
    return wagtail_serve(request, path)


def _route_in_default_language(request: HttpRequest, path: str) -> bool:
    """Let Wagtail find the page among the Indonesian ones; return whether there is one."""
    site = Site.find_for_request(request)
    if site is None:
        return False
    with override(settings.LANGUAGE_CODE):
        home = site.root_page.localized.specific
        try:
            route = home.route(request, [part for part in path.split("/") if part])
        except Http404:
            return False
    # Wagtail keeps what it found for a request here, also that it found nothing.
    request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    return isinstance(route[0], Page)
