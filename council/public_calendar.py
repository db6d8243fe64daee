"""What happens in one month: sessions, closings of discussions, holidays, the city's planning cycle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from council.lifecycle.session import SessionState
from council.models import PlanningDate, Session
from portal.kit import clock
from portal.kit.models import Holiday
from portal.kit.wording import jam
from proposals.lifecycle import State
from proposals.models import Proposal

FIRST_YEAR, LAST_YEAR = 2000, 2100
MONTHS = 12
SESSION, CLOSING, HOLIDAY, PLANNING = "session", "closing", "holiday", "planning"
ICONS = {SESSION: "group", CLOSING: "clock", HOLIDAY: "info", PLANNING: "file"}
GONE = frozenset({SessionState.CANCELLED, SessionState.RESCHEDULED})


def kind_labels() -> dict[str, str]:
    """Return what each kind of entry is called, in the order of the legend."""
    return {
        SESSION: _("Session or meeting"),
        CLOSING: _("Discussion closes"),
        HOLIDAY: _("Holiday"),
        PLANNING: _("City planning cycle"),
    }


@dataclass(frozen=True)
class Entry:
    """One line of a day. `title` of a proposal or session was written by somebody and is not translated."""

    kind: str
    title: str
    url: str = ""
    when: str = ""
    note: str = ""
    gone: bool = False

    @property
    def label(self) -> str:
        """Return what kind it is, in words."""
        return kind_labels()[self.kind]

    @property
    def icon(self) -> str:
        """Return the icon of its kind."""
        return ICONS[self.kind]


@dataclass
class Day:
    """A day of the month with what happens on it."""

    date: date
    entries: list[Entry] = field(default_factory=list)

    @property
    def is_today(self) -> bool:
        """Return whether it is today in the city."""
        return self.date == clock.today()

    @property
    def is_free(self) -> bool:
        """Return whether nobody's promise runs on it: weekend or holiday."""
        return self.date.isoweekday() > 5 or any(entry.kind == HOLIDAY for entry in self.entries)

    @property
    def column(self) -> int:
        """Return its column in a week that begins on Monday, from 1."""
        return self.date.isoweekday()


@dataclass(frozen=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month in which `day` lies."""
        return cls(day.year, day.month)

    @property
    def is_known(self) -> bool:
        """Return whether there is such a month within the calendar's years."""
        return FIRST_YEAR <= self.year <= LAST_YEAR and 1 <= self.number <= MONTHS

    @property
    def first(self) -> date:
        """Return its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Return its last day."""
        return self.shifted(1).first - timedelta(days=1)

    def shifted(self, months: int) -> Month:
        """Return the month so many months later, or earlier when negative."""
        place = self.year * MONTHS + self.number - 1 + months
        return Month(place // MONTHS, place % MONTHS + 1)


def days_of(month: Month) -> list[Day]:
    """Return every day of `month` with its entries, in four queries whatever happens in it."""
    days = [Day(month.first + timedelta(days=n)) for n in range(month.last.day)]
    for day, entry in (*_holidays(month), *_planning(month), *_sessions(month), *_closings(month)):
        days[day.day - 1].entries.append(entry)
    return days


def _moments(month: Month) -> tuple[datetime, datetime]:
    """Return the moments in the city between which the month lies; the second no longer belongs to it."""
    zone = timezone.get_default_timezone()
    return (
        timezone.make_aware(datetime.combine(month.first, time()), zone),
        timezone.make_aware(datetime.combine(month.shifted(1).first, time()), zone),
    )


def _sessions(month: Month) -> Iterator[tuple[date, Entry]]:
    begin, end = _moments(month)
    found = Session.objects.public().filter(starts_at__gte=begin, starts_at__lt=end)
    for session in found.order_by("starts_at", "pk"):
        gone = session.state in GONE
        yield (
            clock.day_of(session.starts_at),
            Entry(
                SESSION,
                session.title,
                session.get_absolute_url(),
                when=jam(session.starts_at),
                note=str(session.get_state_display()) if gone else session.place,
                gone=gone,
            ),
        )


def _closings(month: Month) -> Iterator[tuple[date, Entry]]:
    begin, end = _moments(month)
    # What was withdrawn, merged or sent back meanwhile closes no more.
    closing = Proposal.objects.public().filter(closes_at__gte=begin, closes_at__lt=end)
    closing = closing.exclude(state__in=[State.DRAFT, State.SUBMITTED, State.WITHDRAWN, State.MERGED])
    for proposal in closing.order_by("closes_at", "pk"):
        if proposal.closes_at is None:
            raise AssertionError("the query asked for a closing moment")
        yield (
            clock.day_of(proposal.closes_at),
            Entry(CLOSING, proposal.title, proposal.get_absolute_url(), when=jam(proposal.closes_at)),
        )


def _holidays(month: Month) -> Iterator[tuple[date, Entry]]:
    for holiday in Holiday.objects.filter(date__range=(month.first, month.last)):
        yield holiday.date, Entry(HOLIDAY, holiday.name)


def _planning(month: Month) -> Iterator[tuple[date, Entry]]:
    """Yield each step on every day that it lasts within the month."""
    within = Q(ends_on=None, starts_on__gte=month.first) | Q(ends_on__gte=month.first)
    for step in PlanningDate.objects.filter(within, starts_on__lte=month.last):
        day = max(step.starts_on, month.first)
        while day <= min(step.ends_on or step.starts_on, month.last):
            yield day, Entry(PLANNING, step.name, note=step.note)
            day += timedelta(days=1)
