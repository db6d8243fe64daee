"""What other programs read: Atom feeds of decisions and the calendar of sessions, with their validators."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from council.feeds import DecisionFeed
from council.session_feed import SessionFeed
from portal.kit import context
from portal.members.models import WorkingGroup

# Readers ask every few minutes; what was announced is known to all of them that much later.
KEPT_SECONDS = 300


@require_safe
def decisions(request: HttpRequest) -> HttpResponseBase:
    """Send the feed of all announced decisions."""
    return _atom(request, DecisionFeed())


@require_safe
def decisions_of(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Send the feed of the decisions of one sector."""
    return _atom(request, DecisionFeed(get_object_or_404(WorkingGroup, slug=slug)))


@require_safe
def sessions(request: HttpRequest) -> HttpResponseBase:
    """Send the calendar of the sessions, cancelled ones too."""
    feed = SessionFeed()
    with translation.override("id"):
        return _conditional(
            request, feed.etag, feed.last_modified, lambda: feed.write(_name(request)), "text/calendar"
        )


def _atom(request: HttpRequest, feed: DecisionFeed) -> HttpResponseBase:
    with translation.override("id"):
        return _conditional(
            request, feed.etag, feed.last_modified, lambda: feed.write(_name(request)), "application/atom+xml"
        )


def _name(request: HttpRequest) -> str:
    facts = context.site(request)["portal"]
    return f"{facts['name']} {facts['city']}".strip()


def _conditional(
    request: HttpRequest, etag: str, last_modified: datetime | None, write: object, content_type: str
) -> HttpResponseBase:
    """Return what `write` makes with its validators, or 304 to a reader who has it already."""
    assert callable(write)  # noqa: S101
    seconds = int(last_modified.timestamp()) if last_modified else None
    response = get_conditional_response(request, etag=etag, last_modified=seconds)
    if response is None:
        response = HttpResponse(write(), content_type=f"{content_type}; charset=utf-8")
    response["ETag"] = etag
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
