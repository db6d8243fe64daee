"""Remembers in the process, for some seconds, what all readers share and what changes rarely."""

from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from typing import TypeVar

from django.conf import settings

from . import clock, visitor_pages

Shared = TypeVar("Shared")
_remembered: dict[Hashable, tuple[datetime, object]] = {}


def briefly(key: Hashable, make: Callable[[], Shared]) -> Shared:
    """Return what `make` returned for `key` at most VISITOR_PAGE_SECONDS ago; make it anew after that.

    `key` must come from a small set (languages, hosts that the site answers to), never from what anybody
    may send.
    """
    if not settings.VISITOR_PAGE_SECONDS:
        return make()
    now = clock.now()
    until, value = _remembered.get(key, (now, None))
    if now >= until:
        value = make()
        _remembered[key] = (now + timedelta(seconds=settings.VISITOR_PAGE_SECONDS), value)
    return value  # type: ignore[return-value]


def until_renewed(key: Hashable, make: Callable[[], Shared]) -> Shared:
    """Return what `make` returned for `key` while nothing public was done since, as `briefly` otherwise.

    For what reads many rows and follows from what is public. It takes the query of the sign.
    """
    if not settings.VISITOR_PAGE_SECONDS:
        return make()
    # Read before it is made: what happens meanwhile makes it anew.
    signs = visitor_pages.signs()
    made_under, value = briefly(key, lambda: (signs, make()))
    if made_under != signs:
        _remembered.pop(key, None)
        _made_under, value = briefly(key, lambda: (signs, make()))
    return value
