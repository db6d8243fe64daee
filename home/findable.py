"""What the search finds a page by: its title and the words on it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.models import Page

from portal.kit import clock
from portal.kit.searching import Findable

if TYPE_CHECKING:
    from .pages import PortalPage

KIND = "page"


def findable(page: "PortalPage") -> Findable:
    """Return what is remembered of a page; whether it may be read is asked when it is found."""
    published = page.first_published_at
    return Findable(
        kind=KIND,
        thing=page.pk,
        title=page.title,
        text=page.search_text,
        day=timezone.localdate(published) if published else clock.today(),
        sector=getattr(page, "group_id", None),
    )


def everything() -> Iterator[Findable]:
    """Yield what is remembered of all pages of ours."""
    for page in Page.objects.filter(depth__gt=1).specific():
        if hasattr(page, "search_text"):
            yield findable(page)
