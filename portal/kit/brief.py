"""Remembers in the process, for some seconds, what all readers share and what changes rarely."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

from django.conf import settings

from . import clock, visitor_pages

# Whoever asks for ever new things has the process forget what was asked for least recently.
MOST = 200
Shared = TypeVar("Shared")
_remembered: OrderedDict[Hashable, tuple[datetime, object]] = OrderedDict()
_lock = Lock()


def briefly(
    key: Hashable, make: Callable[[], Shared], *, until: Callable[[Shared], datetime | None] | None = None
) -> Shared:
    """Return what `make` returned for `key` at most VISITOR_PAGE_SECONDS ago; make it anew after that.

    `until` tells of what was made the moment from which it is wrong, where there is one. What is made must be
    small, some tens of kilobytes at most: MOST of them are held.
    """
    if not settings.VISITOR_PAGE_SECONDS:
        return make()
    now = clock.now()
    end, value = _recall(key) or (now, None)
    if now >= end:
        value = make()
        ends = (now + timedelta(seconds=settings.VISITOR_PAGE_SECONDS), until(value) if until else None)
        _remember(key, min(end for end in ends if end), value)
    return value  # type: ignore[return-value]


def until_renewed(
    key: Hashable, make: Callable[[], Shared], *, until: Callable[[Shared], datetime | None] | None = None
) -> Shared:
    """Return what `make` returned for `key` while nothing public was done since, as `briefly` otherwise.

    For what reads many rows and follows from what is public. It takes the query of the sign.
    """
    if not settings.VISITOR_PAGE_SECONDS:
        return make()
    # Read before it is made: what happens meanwhile makes it anew.
    return briefly((key, visitor_pages.signs()), make, until=until)


def _recall(key: Hashable) -> tuple[datetime, object] | None:
    with _lock:
        if key in _remembered:
            _remembered.move_to_end(key)
        return _remembered.get(key)


def _remember(key: Hashable, end: datetime, value: object) -> None:
    with _lock:
        _remembered[key] = end, value
        _remembered.move_to_end(key)
        while len(_remembered) > MOST:
            _remembered.popitem(last=False)
