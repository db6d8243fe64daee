"""One row of the desk."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise

from portal.kit import clock

Words = str | Promise


@dataclass(frozen=True)
class Row:
    """Something that waits for a person: what it is, what to do, and until when.

    `due` is a promise or a closing; without one `since` says how long it has waited. An urgent row (a
    ballot that is open) stands above everything else.
    """

    icon: str
    kind: Words
    title: str
    url: str
    verb: Words
    text: Words = ""
    due: "date | datetime | None" = None
    since: "date | datetime | None" = None
    urgent: bool = False
    # Titles that members wrote are in Indonesian whatever the reader's language.
    written: bool = False

    @property
    def sort_key(self) -> tuple[bool, bool, date]:
        """Urgent first, then what has a date by that date, then the longest wait."""
        moment = self.due or self.since
        return not self.urgent, self.due is None, _day(moment) if moment else date.max


def _day(moment: "date | datetime") -> date:
    """Return the day of a moment in the city's time."""
    if isinstance(moment, datetime):
        return clock.day_of(moment)
    return moment
