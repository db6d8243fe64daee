"""What the council shows on pages of apps before it: a proposal's session, links, a rehearsal's banner."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.kit import slots

from .lifecycle.motion import ADOPTED


def next_session(request: HttpRequest, proposal: Any) -> SafeString:
    """Draw when and where `proposal` is on the agenda, or what was decided there and is not enacted yet."""
    from .models import AgendaItem

    motion = None
    item = AgendaItem.objects.next_for(proposal)
    if item is None:
        item = AgendaItem.objects.decided_for(proposal)
        if item is None:
            return SafeString("")
        motion = item.motions.filter(state__in=ADOPTED).order_by("-pk").first()
    context = {"item": item, "motion": motion}
    # A template of ours has escaped what it was given.
    return mark_safe(render_to_string("council/_proposal_session.html", context, request))  # noqa: S308


def feeds(request: HttpRequest, portal: Any) -> SafeString:
    """Name the feeds in the head of every page, where programs look for them."""
    # A template of ours has escaped what it was given.
    return mark_safe(render_to_string("council/_feeds.html", {}, request))  # noqa: S308


def footer_links(request: HttpRequest, portal: Any) -> SafeString:
    """Draw the ways to the calendar, the council and the agencies' follow-ups at the foot of every page."""
    # A template of ours has escaped what it was given.
    return mark_safe(render_to_string("council/_footer_links.html", {}, request))  # noqa: S308


def rehearsal_banner(request: HttpRequest, thing: Any) -> SafeString:
    """Say on the page of an action that what it is done to is rehearsed only."""
    session = _session_of(thing)
    if session is None or not session.is_rehearsal:
        return SafeString("")
    # A template of ours has escaped what it was given.
    return mark_safe(render_to_string("council/_rehearsal.html", {}, request))  # noqa: S308


def _session_of(thing: Any) -> Any:
    """Return the session that something of the council belongs to, or None."""
    from .models import AgendaItem, Ballot, Motion, Objection, Session

    if isinstance(thing, (Ballot, Objection)):
        thing = thing.motion
    if isinstance(thing, Motion):
        thing = thing.item
    if isinstance(thing, AgendaItem):
        thing = thing.session
    return thing if isinstance(thing, Session) else None


def register() -> None:
    """Fill the slots of the proposals' pages; called once, when the app is ready."""
    slots.register("proposal.session", next_session)
    slots.register("action.banner", rehearsal_banner)
    slots.register("site.head", feeds)
    slots.register("site.footer_check", footer_links)
