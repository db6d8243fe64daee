"""The calendar of sessions that programs subscribe to; its entries are those of the invitations."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from functools import cached_property

from django.conf import settings
from icalendar import Calendar

from council.calendar_entry import event_of, zone
from council.models import Session
from portal.kit import clock
from portal.record.models import Act

# Older sessions stay where they were taken into a calendar; the portal's own list has all of them.
PAST_DAYS = 400


class SessionFeed:
    """The sessions of the last year and all that are planned, cancelled and rescheduled ones included."""

    @cached_property
    def sessions(self) -> list[Session]:
        """Return the sessions with their agenda, in two queries."""
        since = clock.now() - timedelta(days=PAST_DAYS)
        return list(
            Session.objects.public().filter(starts_at__gte=since).for_rows().order_by("starts_at", "pk")
        )

    @cached_property
    def last_modified(self) -> datetime | None:
        """Return when something was last done to any session; None before the first one."""
        newest = Act.objects.filter(subject_kind="session").order_by("-pk").values_list("at", flat=True)
        return newest.first()

    @property
    def etag(self) -> str:
        """Return what names this state of the calendar, in quotation marks: all that an entry says."""
        state = [
            (
                *(s.pk, s.state, s.title, s.place, s.starts_at.isoformat(), s.invitation_sequence),
                *(item.title for item in s.items.all()),
            )
            for s in self.sessions
        ]
        return f'"{hashlib.sha256(repr(state).encode()).hexdigest()[:32]}"'

    def write(self, council: str) -> bytes:
        """Return the calendar of `council` (its name) with one entry for each session."""
        calendar = Calendar()
        calendar.add("prodid", "-//Dewan Kota Cerdas//Portal//ID")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", council)
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("x-published-ttl", "PT6H")
        calendar.add_component(zone())
        for session in self.sessions:
            calendar.add_component(event_of(session))
        return calendar.to_ical()
