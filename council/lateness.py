"""How late a follow-up is, and which quarter's monitoring note is owed: pure functions of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

MONTHS_OF_A_QUARTER = 3
# The coordinator is reminded of the quarter's note this many days before the quarter ends.
NOTE_REMINDER_DAYS = 14


@dataclass(frozen=True)
class Stage:
    """A point on the way past the due date, by calendar days after it (negative: before)."""

    name: str
    days: int

    @property
    def is_late(self) -> bool:
        """Return whether the due date has passed at this stage, so that the secretariat is told too."""
        return self.days > 0


# In the order in which they come; the design names lateness, the steps are ours.
STAGES = (Stage("soon", -7), Stage("late", 1), Stage("late_30", 30), Stage("late_90", 90))


def stage_of(due_on: date, today: date) -> Stage | None:
    """Return the last stage that has come, or None while the due date is more than a week away."""
    days = (today - due_on).days
    come = [stage for stage in STAGES if days >= stage.days]
    return come[-1] if come else None


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter in which `day` lies."""
        return cls(day.year, (day.month - 1) // MONTHS_OF_A_QUARTER + 1)

    @property
    def first_day(self) -> date:
        """Return its first day."""
        return date(self.year, (self.number - 1) * MONTHS_OF_A_QUARTER + 1, 1)

    @property
    def last_day(self) -> date:
        """Return its last day."""
        return self.next.first_day - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """Return the quarter after it."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    def __str__(self) -> str:
        """Return it in words: triwulan IV 2026."""
        roman = ("I", "II", "III", "IV")[self.number - 1]
        return _("quarter %(number)s of %(year)s") % {"number": roman, "year": self.year}


def quarters_without_note(started: date, ended: date | None, notes: list[date], today: date) -> list[Quarter]:
    """Return the quarters that ended without a monitoring note, oldest first, after that of `started`.

    The group writes one in each quarter in which work goes on; the quarter in which the work began or ended
    asks for none of its own.
    """
    written = {Quarter.of(day) for day in notes}
    present = Quarter.of(min(ended, today) if ended else today)
    missing = []
    quarter = Quarter.of(started).next
    while quarter < present:
        if quarter not in written:
            missing.append(quarter)
        quarter = quarter.next
    return missing


def note_is_missing(started: date, notes: list[date], today: date) -> bool:
    """Return whether this quarter, which the work began before, has no monitoring note yet."""
    quarter = Quarter.of(today)
    return Quarter.of(started) < quarter and quarter not in {Quarter.of(day) for day in notes}


def note_is_due(started: date, notes: list[date], today: date) -> bool:
    """Return whether this quarter's note is missing and the quarter ends within two weeks."""
    days_left = (Quarter.of(today).last_day - today).days
    return note_is_missing(started, notes, today) and days_left < NOTE_REMINDER_DAYS
