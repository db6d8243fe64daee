"""Signs of life of the processes beside the web server, kept in the cache that all processes share."""

from datetime import datetime, timedelta

from django.core.cache import cache

from . import clock

_KEPT = timedelta(days=1)


def beat(name: str) -> None:
    """Note that the process called `name` ("worker", "schedule") is alive now."""
    cache.set(f"heartbeat:{name}", clock.now().isoformat(), timeout=int(_KEPT.total_seconds()))


def age(name: str) -> timedelta | None:
    """Return how long ago `name` was alive, or None when it has not been for a day."""
    moment = cache.get(f"heartbeat:{name}")
    return clock.now() - datetime.fromisoformat(moment) if moment else None
