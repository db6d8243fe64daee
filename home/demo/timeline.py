"""What happens when: moments are collected first and played in their order, each with the clock set to it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from portal.kit import clock
from portal.kit.workdays import add_workdays, is_workday

Happening = Callable[[], object]


class Timeline:
    """Days are counted from `today`; the same day always plays in the same order."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._moments: list[tuple[datetime, int, Happening]] = []

    def day(self, offset: int) -> date:
        """Return the day `offset` days from today."""
        return self.today + timedelta(days=offset)

    def workday(self, day: date, *, after: date | None = None) -> date:
        """Return the last working day up to `day`, but never before the first one after `after`.

        Offices work on working days only, whatever day the demo is loaded on; moving back keeps the past
        in the past and everything in its order.
        """
        while not is_workday(day):
            day -= timedelta(days=1)
        return day if after is None else max(day, add_workdays(after, 1))

    def nearest_workday(self, day: date) -> date:
        """Return the working day nearest to `day`, the earlier of two."""
        earlier, later = self.workday(day), add_workdays(day, 0)
        return earlier if day - earlier <= later - day else later

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return this time of `day` in the city's time zone."""
        return timezone.make_aware(datetime.combine(day, time(hour, minute)), timezone.get_default_timezone())

    def at(self, day: date, hour: int, happening: Happening, minute: int = 0) -> None:
        """Let `happening` be played on `day` at this time.

        Raises ValueError for a moment that has not come: the demo must not know the future.
        """
        when = self.moment(day, hour, minute)
        if when.date() >= self.today:
            raise ValueError(f"{when} has not passed on {self.today}")
        self._moments.append((when, len(self._moments), happening))

    def play(self) -> int:
        """Play everything in order and return how much it was."""
        for when, _place, happening in sorted(self._moments, key=lambda entry: entry[:2]):
            with clock.at(when):
                happening()
        return len(self._moments)
