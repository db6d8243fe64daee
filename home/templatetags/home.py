"""What templates ask of the public face: its figures, and the addresses of pages in the reader's language."""

from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import translate_url
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Page

from home import front as reads
from home.group_page import BecameRow, GroupView
from home.group_page import group_view as read_group
from home.pages import NewsPage, WorkingGroupPage
from home.readable import readable_pages
from portal.members.models import User, WorkingGroup, display_name
from proposals.lifecycle import State

register = template.Library()

# The root is 1, the home pages of the languages are 2.
HOME_DEPTH = 2


@register.simple_tag
def front() -> reads.Front:
    """Read everything that the home page shows."""
    return reads.front()


@register.simple_tag(takes_context=True)
def page_path(context: Context | dict[str, Any], page: Page) -> str:
    """Return the address of `page` under the reader's language, also when it is written in the other."""
    path = page.get_url(context.get("request")) or ""
    language, written_in = get_language() or settings.LANGUAGE_CODE, page.locale.language_code
    if language == written_in:
        return path
    # An address is understood in its own language only.
    with override(written_in):
        return translate_url(path, language)


@register.simple_tag(takes_context=True)
def group_faces(context: Context) -> dict[int, dict[str, Any]]:
    """Return name, introduction and address of each working group's page, by the group's id."""
    pages = readable_pages(WorkingGroupPage.objects.filter(group__isnull=False))
    return {
        page.group_id: {
            "name": page.title,
            "introduction": page.introduction,
            "path": page_path(context, page),
            "language": page.locale.language_code,
        }
        for page in pages
    }


@register.filter
def of(mapping: dict[Any, Any], key: Any) -> Any:
    """Return what `mapping` holds for `key`, or None."""
    return mapping.get(key)


@register.simple_tag
def page_ancestors(page: Page) -> list[Page]:
    """Return the pages between the home page and `page`, from the top."""
    return list(page.get_ancestors().filter(depth__gt=HOME_DEPTH).select_related("locale"))


@register.simple_tag
def site_page(slug: str) -> Page | None:
    """Return the page right below the home page at `slug` that the reader gets, or None."""
    return readable_pages(Page.objects.filter(depth=HOME_DEPTH + 1, slug=slug)).first()


@register.simple_tag
def newest_news(count: int = 3) -> list[NewsPage]:
    """Return the newest news that the reader gets."""
    return list(readable_pages(NewsPage.objects.all()).order_by("-date", "-pk")[:count])


@register.simple_tag
def group_view(group: WorkingGroup | None) -> GroupView | None:
    """Read what the page of `group` shows; None while a page that is being written has no group."""
    return read_group(group) if group is not None else None


@register.simple_tag
def group_figures() -> dict[int, reads.GroupFigures]:
    """Return how many proposals of each working group wait for which step, by the group's id."""
    return reads.figures_by_group()


@register.simple_tag
def became_label(row: BecameRow) -> str:
    """Say in words which proposals a row of squares stands for."""
    together = {
        State.CONVEYED: _("Waiting for the city"),
        State.ACCEPTED: _("Accepted, about to be conveyed"),
        State.SUBMITTED: _("Still in the working group"),
    }
    return str(together.get(row.states[0], State(row.states[0]).label))


@register.simple_tag
def person_name(user: User | None) -> str:
    """Return how a person is named in public."""
    return display_name(user)
