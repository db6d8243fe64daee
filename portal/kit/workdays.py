"""Working days: Monday to Friday without the holidays of the table; every promise counts in them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from .models import Holiday

SATURDAY = 5


# The whole table while a list is being made, whose rows would otherwise each ask for it.
_at_hand: ContextVar[set[date] | None] = ContextVar("holidays_at_hand", default=None)


@contextmanager
def holidays_at_hand() -> Iterator[None]:
    """Read the holiday table once for everything that is counted within the block: for lists of rows."""
    token = _at_hand.set(set(Holiday.objects.values_list("date", flat=True)))
    try:
        yield
    finally:
        _at_hand.reset(token)


def _holidays(start: date, end: date) -> set[date]:
    """Return the holidays from `start` to `end`, both included, with one query."""
    at_hand = _at_hand.get()
    if at_hand is not None:
        return at_hand
    return set(Holiday.objects.filter(date__range=(start, end)).values_list("date", flat=True))


def is_workday(day: date) -> bool:
    """Return whether `day` is neither at the weekend nor a holiday."""
    return day.weekday() < SATURDAY and not Holiday.objects.filter(date=day).exists()


def add_workdays(start: date, count: int) -> date:
    """Return the `count`-th working day after `start` (not counting `start` itself).

    Raises ValueError when `count` is negative. With 0, `start` is returned or, when it is no working
    day, the next one.
    """
    if count < 0:
        raise ValueError("working days are counted forward")
    # Two weeks of slack for every week of work, and a month for the long holidays of Idul Fitri.
    horizon = start + timedelta(days=count * 3 + 40)
    holidays = _holidays(start, horizon)

    def free(day: date) -> bool:
        return day.weekday() >= SATURDAY or day in holidays

    day = start
    if count == 0:
        while free(day):
            day += timedelta(days=1)
        return day
    while count:
        day += timedelta(days=1)
        if not free(day):
            count -= 1
    return day


def workdays_between(start: date, end: date) -> int:
    """Return how many working days lie after `start` up to and including `end`; 0 when `end` is not later."""
    return counter(start, end)(start, end) if end > start else 0


def counter(start: date, end: date) -> Callable[[date, date], int]:
    """Return `workdays_between` for any days from `start` to `end`, for lists: the holidays are read once."""
    holidays = _holidays(start, end)

    def between(first: date, last: date) -> int:
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(day.weekday() < SATURDAY and day not in holidays for day in days)

    return between


def closing_moment(day: date) -> datetime:
    """Return 23.59.59 in the city's time zone on `day`, moved on to the next working day."""
    moment = datetime.combine(add_workdays(day, 0), time(23, 59, 59))
    return timezone.make_aware(moment, timezone.get_default_timezone())
