"""What the public face draws into the frame of every page: the secretariat's address, pages, channels."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from portal.kit import context, slots
from portal.kit.brief import briefly

from .models import PortalSettings, StandardPage
from .readable import readable_pages
from .templatetags.home import page_path

# The pages under "Take part" in the footer; the others that are shown in menus stand below the address.
TAKE_PART = ("cara-ikut-serta", "aturan-diskusi", "bantuan")


def register() -> None:
    """Register with the slots of the frame."""
    context.register(facts)
    slots.register("site.footer_contact", contact)
    slots.register("site.footer_take_part", take_part)
    slots.register("site.footer_channels", channels)


def facts(request: HttpRequest) -> dict[str, Any]:
    """Say what the secretariat has set: name, city, and whether the content is invented."""
    return _frame(request).facts


def contact(request: HttpRequest, thing: Any) -> SafeString:
    """Draw the secretariat's address, hours and telephone, and the pages about this site."""
    return _frame(request).contact


def take_part(request: HttpRequest, thing: Any) -> SafeString:
    """Draw the pages that tell how to take part."""
    return _frame(request).take_part


def channels(request: HttpRequest, thing: Any) -> SafeString:
    """Draw the links to the other channels of the city."""
    return _frame(request).channels


@dataclass(frozen=True)
class _Frame:
    """What every page in one language shows around itself."""

    facts: dict[str, Any]
    contact: SafeString
    take_part: SafeString
    channels: SafeString


def _frame(request: HttpRequest) -> _Frame:
    """Return the frame, read once for a request and kept for some seconds for all."""
    if not hasattr(request, "_frame"):
        key = ("frame", get_language(), _host(request))
        request._frame = briefly(key, lambda: _drawn(request))  # type: ignore[attr-defined]
    return request._frame  # type: ignore[attr-defined]


def _host(request: HttpRequest) -> str:
    """Return the host, which Django checks; nothing for one that the site does not answer to."""
    try:
        return request.get_host()
    except DisallowedHost:
        return ""


def _drawn(request: HttpRequest) -> _Frame:
    found = PortalSettings.load(request_or_site=request)
    pages = list(readable_pages(StandardPage.objects.filter(show_in_menus=True)).order_by("path"))
    to_take_part = [page for page in pages if page.slug in TAKE_PART]
    about = [page for page in pages if page.slug not in TAKE_PART]
    shown = {"facts": found, "links": _links(request, about)}
    return _Frame(
        facts={"name": found.council, "city": found.city, "demo": found.demo_content},
        contact=mark_safe(render_to_string("home/footer_contact.html", shown)),  # noqa: S308 (our own template)
        take_part=format_html_join("", '<li><a href="{}">{}</a></li>', _links(request, to_take_part)),
        channels=format_html_join("", '<li><a href="{}" rel="noopener">{}</a></li>', found.other_channels),
    )


def _links(request: HttpRequest, pages: list[Page]) -> list[tuple[str, str]]:
    """Return address and title of `pages`."""
    return [(page_path({"request": request}, page), page.title) for page in pages]
