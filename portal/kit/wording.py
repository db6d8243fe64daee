"""Dates, times, amounts and time left as people here write them, in the reader's language."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from . import clock

NBSP = "\u00a0"


def _local(value: date | datetime) -> date | datetime:
    """Return a moment in the city's time; a date as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value, timezone.get_default_timezone())
    return value


def _formatted(value: date | datetime | None, pattern: str) -> str:
    """Write the day of a date or moment by `pattern`, which names no time."""
    return _written(_as_day(value), pattern, get_language()) if value else ""


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, _language: str | None) -> str:
    """Write a day in the language at hand; pages name few days, but each many times."""
    return date_format(day, pattern).replace(" ", NBSP)


def tanggal(value: date | datetime | None) -> str:
    """Write a date in full: 21 November 2026. It never breaks over a line."""
    return _formatted(value, "j F Y")


def tanggal_bulan(value: date | datetime | None) -> str:
    """Write a date without its year: 21 November."""
    return _formatted(value, "j F")


def hari(value: date | datetime | None) -> str:
    """Write a date with its weekday: Sabtu, 21 November 2026."""
    if not value:
        return ""
    return f"{date_format(_local(value), 'l')}, {tanggal(value)}"


def jam(value: datetime | None) -> str:
    """Write the time of a moment: 14.05 WIB; in English 14:05 WIB."""
    if not value:
        return ""
    between = "." if get_language() == "id" else ":"
    return f"{_local(value):%H{between}%M}{NBSP}WIB"


def wib(value: datetime | None) -> str:
    """Write a moment: 21 November 2026, 14.05 WIB."""
    return f"{tanggal(value)}, {jam(value)}" if value else ""


def day(value: date | datetime | None) -> str:
    """Write the day of the month alone, for the large figure of a dated row."""
    return _formatted(value, "j")


def month(value: date | datetime | None) -> str:
    """Write the month in short: Nov."""
    return _formatted(value, "M")


def iso(value: date | datetime | None) -> str:
    """Write a date or moment for the `datetime` of a time element."""
    return _local(value).isoformat() if value else ""


def rupiah(amount: int | None) -> str:
    """Write whole rupiah: Rp1.250.000.000."""
    if amount is None:
        return ""
    return f"Rp{number_format(amount, decimal_pos=0, force_grouping=True)}"


def _as_day(value: date | datetime) -> date:
    local = _local(value)
    return local.date() if isinstance(local, datetime) else local


def days_until(value: date | datetime | None) -> int | None:
    """Count the calendar days from today to a date; negative when it has passed."""
    return (_as_day(value) - clock.today()).days if value else None


def days_left(value: date | datetime | None) -> str:
    """Say how far away a date is: 13 hari lagi, hari ini, lewat 3 hari."""
    days = days_until(value)
    if days is None:
        return ""
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(days)s day past", "%(days)s days past", -days) % {"days": -days}
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def ago_days(value: date | datetime | None) -> str:
    """Say how long ago a date was: hari ini, 3 hari lalu."""
    days = days_until(value)
    if days is None:
        return ""
    if days >= 0:
        return _("today")
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": -days}
