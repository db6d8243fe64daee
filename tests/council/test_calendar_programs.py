"""What calendar programs make of our entries: an invitation, its update and its end are one event to them."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import ics
import pytest
import vobject
from django.core import mail

from council import calendar_entry
from council.actions import invitations, sessions
from council.models import Session
from portal.kit import clock
from tests.factories import council as make

pytestmark = pytest.mark.django_db

WIB = ZoneInfo("Asia/Jakarta")
# Marks that the format gives a meaning, letters of two, three and four bytes, and more than one line holds.
TITLE = "Sidang Pleno; “Kota Cerdas”, Évaluasi → 24 jam, hijau \\ aman 🌳 " + "dan seterusnya " * 6
PLACE = "Balai Patriot, lantai 3; Jalan Jenderal Ahmad Yani nomor 1, Marga Jaya, Bekasi Selatan, Kota Bekasi"


@pytest.fixture
def house(clock):
    return make.council()


@pytest.fixture
def session(house):
    made = make.planned(house, starts_at=clock.now() + timedelta(days=30))
    make.item(house, made, title="Pembukaan")
    return made


def mailed(house):
    """Return the calendars that the member got, oldest first, and the method that each mail named."""
    return [
        (vobject.readOne(content), kind.rpartition("method=")[2])
        for message in mail.outbox
        if message.to == [house.member.email]
        for content, kind in message.alternatives
    ]


def test_invitation_update_and_cancellation_are_one_event_with_rising_numbers(house, session):
    invitations.send_invitation(session=session, actor=house.clerk)
    Session.objects.filter(pk=session.pk).update(place="Balai lain")
    invitations.send_invitation(session=Session.objects.get(pk=session.pk), actor=house.clerk)
    sessions.cancel_session(
        session=Session.objects.get(pk=session.pk), reason="Gedung dipakai.", actor=house.clerk
    )
    sent = mailed(house)
    assert [kind for _calendar, kind in sent] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [calendar.method.value for calendar, _kind in sent] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [calendar.vevent for calendar, _kind in sent]
    assert len({event.uid.value for event in events}) == 1
    assert len({event.organizer.value for event in events}) == 1
    numbers = [int(event.sequence.value) for event in events]
    assert numbers == sorted(set(numbers)), numbers
    assert [event.status.value for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [event.location.value for event in events] == [session.place, "Balai lain", "Balai lain"]
    for event in events:
        assert event.attendee.value == f"mailto:{house.member.email}"


def test_a_session_that_is_rescheduled_ends_one_event_and_begins_another(house, session):
    invitations.send_invitation(session=session, actor=house.clerk)
    sessions.reschedule_session(
        session=session,
        reason="Gedung dipakai.",
        starts_at=session.starts_at + timedelta(days=7),
        place="Balai lain",
        invitation_number="099/UND/DKC",
        actor=house.clerk,
    )
    # The new invitation goes out with the new date, the cancellation beside it in either order.
    (ended, how), (first, _), (second, _) = sorted(
        mailed(house), key=lambda each: (each[1], each[0].vevent.dtstart.value)
    )
    assert how == "CANCEL"
    assert ended.vevent.uid.value == first.vevent.uid.value
    assert int(ended.vevent.sequence.value) > int(first.vevent.sequence.value)
    assert second.vevent.uid.value != first.vevent.uid.value
    assert second.vevent.dtstart.value - first.vevent.dtstart.value == timedelta(days=7)


@pytest.mark.parametrize("parser", ["vobject", "ics"])
def test_long_lines_marks_and_letters_of_many_bytes_come_back_as_they_were(house, parser):
    session = make.planned(house, starts_at=clock.now() + timedelta(days=30), title=TITLE.strip())
    Session.objects.filter(pk=session.pk).update(place=PLACE)
    session.refresh_from_db()
    for title in ("Pembukaan; doa", "Usulan “halte teduh”, tahap 1 " + "yang panjang sekali " * 8):
        make.item(house, session, title=title.strip())
    content = calendar_entry.calendar_of(session)
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert sum(line.startswith(b" ") for line in lines) > 5
    for line in lines:
        line.decode()  # no letter is cut in two
    text = content.decode()
    if parser == "vobject":
        event = vobject.readOne(text).vevent
        name, place, description = event.summary.value, event.location.value, event.description.value
    else:
        (event,) = ics.Calendar(text).events
        name, place, description = event.name, event.location, event.description
    assert (name, place) == (session.title, PLACE)
    assert [f"{item.position}. {item.title}" for item in session.items.all()] == description.split("\n")[:2]


@pytest.mark.parametrize("time", [(0, 30), (9, 0), (23, 45)], ids=str)
def test_the_hour_is_that_of_the_city_and_the_same_moment_everywhere(house, time):
    starts_at = datetime(2027, 1, 4, *time, tzinfo=WIB)
    session = make.planned(house, starts_at=starts_at)
    text = calendar_entry.calendar_of(session).decode()
    assert f"DTSTART;TZID=Asia/Jakarta:20270104T{time[0]:02}{time[1]:02}00" in text
    calendar = vobject.readOne(text)
    offsets = {
        part.tzoffsetto.value for part in calendar.vtimezone.getChildren() if hasattr(part, "tzoffsetto")
    }
    assert offsets == {"+0700"}
    assert calendar.vevent.dtstart.value == starts_at
    assert calendar.vevent.dtend.value > starts_at
    (event,) = ics.Calendar(text).events
    assert event.begin.datetime == starts_at
    # When it was made is told in UTC, as the format demands.
    assert text.split("DTSTAMP:")[1].split("\r\n")[0].endswith("Z")
