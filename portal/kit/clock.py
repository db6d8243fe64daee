"""The one clock: whatever the portal dates reads it, so that tests and the demo loader can set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

_set: ContextVar[datetime | None] = ContextVar("portal_clock", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC; the moment set by `at` inside such a block."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """Return the present date in the city's time zone (settings.TIME_ZONE, WIB in Bekasi)."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """Return the date of an aware moment in the city's time zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the clock to `moment` (aware) within the block; blocks may be nested."""
    if timezone.is_naive(moment):
        raise ValueError("the clock takes an aware moment")
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
