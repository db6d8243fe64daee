"""The calendar entry (.ics) of a session, as Google Calendar, Outlook and Thunderbird accept it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vText

from council.lifecycle.session import SessionState
from council.models import Session
from portal.kit import clock

ZONE = "Asia/Jakarta"
# A session has no announced end; calendars want one.
DURATION = timedelta(hours=3)
GONE = (SessionState.CANCELLED, SessionState.RESCHEDULED)
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


def uid_of(session: Session) -> str:
    """Return the name by which calendars know the session for good."""
    return f"sidang-{session.pk}@{urlsplit(settings.SITE_URL).hostname}"


def calendar_of(session: Session, *, method: str = PUBLISH, attendee: Any = None) -> bytes:
    """Return the calendar with the one entry of `session`.

    PUBLISH is for downloads, REQUEST and CANCEL for mail and name the one `attendee` who gets it. A
    session that is not held is marked as cancelled whatever the method.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Dewan Kota Cerdas//Portal//ID")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(zone())
    calendar.add_component(event_of(session, attendee=attendee))
    return calendar.to_ical()


def event_of(session: Session, *, attendee: Any = None) -> Event:
    """Return the entry; it can stand in any calendar that has `zone`."""
    starts = timezone.localtime(session.starts_at, ZoneInfo(ZONE)).replace(microsecond=0)
    event = Event()
    event.add("uid", uid_of(session))
    event.add("sequence", session.invitation_sequence)
    event.add("dtstamp", clock.now().replace(microsecond=0))
    event.add("dtstart", starts)
    event.add("dtend", starts + DURATION)
    event.add("summary", session.title)
    event.add("location", session.place)
    event.add("description", _description(session))
    event.add("url", settings.SITE_URL + session.get_absolute_url())
    event.add("status", "CANCELLED" if session.state in GONE else "CONFIRMED")
    event.add("transp", "OPAQUE")
    organiser = vCalAddress(f"mailto:{_sender()}")
    organiser.params["cn"] = vText("Sekretariat DKC")
    if attendee is not None:
        event["organizer"] = organiser
        person = vCalAddress(f"mailto:{attendee.email}")
        person.params["cn"] = vText(str(attendee))
        person.params["role"] = vText("REQ-PARTICIPANT")
        # Replies are given on the portal, where a letter can be added.
        person.params["rsvp"] = vText("FALSE")
        event.add("attendee", person, encode=False)
    return event


def _sender() -> str:
    """Return the bare address of the sender of our mail."""
    address: str = settings.DEFAULT_FROM_EMAIL
    return address.rpartition("<")[2].rstrip(">").strip()


def _description(session: Session) -> str:
    lines = [f"{item.position}. {item.title}" for item in session.items.all()]
    return "\n".join([*lines, settings.SITE_URL + session.get_absolute_url()])


def zone() -> Timezone:
    """Return the time zone of the city, which knows no summer time; programs without it would guess."""
    made = Timezone()
    made.add("tzid", ZONE)
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 (local, as the format wants it)
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "WIB")
    made.add_component(standard)
    return made


def for_mail(event: str, person: Any) -> tuple[bytes, str] | None:
    """Return the entry and its method for a notice named `event` to `person`; None for any other notice."""
    kind, number, what, *_rest = [*event.split(":"), "", "", ""]
    methods = {"invited": REQUEST, "cancelled": CANCEL}
    if kind != "session" or what not in methods or not number.isdigit():
        return None
    session = Session.objects.public().filter(pk=number).first()
    if session is None:
        return None
    method = methods[what]
    return calendar_of(session, method=method, attendee=person), method
