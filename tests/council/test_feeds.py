"""The feeds: read by parsers that are not ours, only what is announced, and 304 for who has it already."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import feedparser
import ics
import pytest
import vobject
from defusedxml import ElementTree
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.actions import sessions
from portal.kit import clock as kit_clock
from portal.members.models import WorkingGroup
from tests.factories import council as make_session
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db

ALL = "/umpan/keputusan.atom"
CALENDAR = "/umpan/sidang.ics"


@pytest.fixture
def house(clock):
    return make.council()


def read(client, address=ALL):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    parsed = feedparser.parse(answer.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def group_of(decision):
    return decision.outcomes.get().proposal.leading_group


def test_an_empty_feed_is_a_feed(house, client):
    parsed = read(client)
    assert parsed.entries == []
    assert parsed.feed.title.startswith("Keputusan ")


def test_an_entry_says_number_title_outcome_sector_and_where(house, client):
    decision = make.announced(house, title="Halte & <b>Trotoar</b>")
    (entry,) = read(client).entries
    assert entry.title == f"{decision.number} Halte & <b>Trotoar</b>"
    assert entry.link.endswith(decision.get_absolute_url())
    assert entry.link.startswith("http")
    assert "Disetujui" in entry.summary
    assert group_of(decision).name in {tag.term for tag in entry.tags}
    assert entry.published_parsed[:3] == decision.announcement.announced_at.astimezone(UTC).timetuple()[:3]


def test_only_what_is_announced_is_told_even_to_the_secretariat(house, client_for):
    hidden = make.enacted(house, title="Belum Diumumkan")
    for client in (client_for(), client_for(house.editor)):
        body = client.get(ALL).content.decode()
        assert hidden.number not in body
        assert "Belum Diumumkan" not in body


def test_a_sector_has_its_own_feed(house, client):
    decision = make.announced(house)
    other = WorkingGroup.objects.exclude(pk=group_of(decision).pk).first()
    assert len(read(client, f"/umpan/keputusan/{group_of(decision).slug}.atom").entries) == 1
    assert read(client, f"/umpan/keputusan/{other.slug}.atom").entries == []
    assert client.get("/umpan/keputusan/tidak-ada.atom").status_code == 404


def test_the_citys_answer_renews_the_entry_under_the_same_name(house, client, clock):
    referral = make.conveyed(house)
    (before,) = read(client).entries
    clock.forward(days=3)
    make.answer(house, referral)
    (after,) = read(client).entries
    assert after.id == before.id
    assert after.updated_parsed > before.updated_parsed
    assert "Diterima" in after.summary


@pytest.mark.parametrize("address", [ALL, CALENDAR])
def test_who_has_it_already_is_told_so_until_something_changes(house, client, clock, address):
    make.announced(house)
    first = client.get(address)
    by_tag = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (by_tag.status_code, by_tag.content) == (304, b"")
    if "Last-Modified" in first:
        assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    clock.forward(days=1)
    if address == ALL:
        make.announced(house)
    else:
        make_session.planned(make_session.council())
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("address", [ALL, CALENDAR])
def test_ten_times_the_rows_cost_no_more_queries(clock, client, address):
    deciding, sitting = make.council(), make_session.council()

    def queries(count):
        for _ in range(count):
            if address == ALL:
                make.announced(deciding)
            else:
                make_session.item(sitting, make_session.planned(sitting))
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    queries(1)
    assert queries(1) == queries(8)


# The rules of the format (RFC 4287), which a lenient reader does not ask for

ATOM = "{http://www.w3.org/2005/Atom}"
ONCE_IN_A_FEED = ("id", "title", "updated", "author", "subtitle")
ONCE_IN_AN_ENTRY = ("id", "title", "updated", "published", "summary")


def faults(content):
    """Yield what in a feed the format does not allow."""
    root = ElementTree.fromstring(content)
    if root.tag != f"{ATOM}feed":
        yield f"the root is {root.tag}"
    yield from _missing(root, ONCE_IN_A_FEED)
    names = [root.findtext(f"{ATOM}id")]
    for entry in root.findall(f"{ATOM}entry"):
        yield from _missing(entry, ONCE_IN_AN_ENTRY)
        yield from _faults_of_links(entry, {"alternate"})
        names.append(entry.findtext(f"{ATOM}id"))
        if moment(entry, "published") > moment(entry, "updated"):
            yield "renewed before it was published"
        if moment(entry, "updated") > moment(root, "updated"):
            yield "the feed is older than an entry of it"
    if len(names) != len(set(names)):
        yield "two things have one name"
    if not all(urlsplit(name).scheme in ("http", "https", "tag") for name in names):
        yield f"names are no addresses: {names}"
    yield from _faults_of_links(root, {"alternate", "self"})
    foreign = {element.tag for element in root.iter() if not element.tag.startswith(ATOM)}
    yield from (f"{tag} is no part of it" for tag in foreign)


def _missing(parent, names):
    for name in names:
        found = parent.findall(f"{ATOM}{name}")
        if len(found) != 1 or not "".join(found[0].itertext()).strip():
            yield f"{name} stands there {len(found)} times"


def _faults_of_links(parent, wanted):
    links = {link.get("rel", "alternate"): link.get("href") for link in parent.findall(f"{ATOM}link")}
    if links.keys() != wanted:
        yield f"links {set(links)}"
    yield from (f"{href} is not absolute" for href in links.values() if not urlsplit(href).netloc)


def moment(parent, name):
    """Return a moment as the format spells it: date, T, time, and the zone (RFC 3339)."""
    said = parent.findtext(f"{ATOM}{name}")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", said), said
    return datetime.fromisoformat(said)


@pytest.mark.parametrize("entries", [0, 3])
def test_a_feed_keeps_the_rules_of_the_format(house, client, clock, entries):
    for _ in range(entries):
        decision = make.announced(house, title="Halte & <b>Trotoar</b> “teduh” 🌳")
        clock.forward(hours=1)
    feeds = [ALL, f"/umpan/keputusan/{group_of(decision).slug}.atom"] if entries else [ALL]
    for address in feeds:
        content = client.get(address).content
        assert list(faults(content)) == []
        assert content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        assert len(ElementTree.fromstring(content).findall(f"{ATOM}entry")) == entries


# The calendar of sessions


def test_the_calendar_is_read_by_two_parsers_with_its_zone_and_cancelled_sessions(clock, client):
    house = make_session.council()
    starts = kit_clock.now() + timedelta(days=10)
    held = make_session.planned(house, starts_at=starts, title="Sidang; dengan, tanda")
    gone = make_session.planned(house, starts_at=starts)
    sessions.cancel_session(session=gone, reason="Gedung dipakai.", actor=house.clerk)
    answer = client.get(CALENDAR)
    assert answer["Content-Type"].startswith("text/calendar")
    text = answer.content.decode()

    calendar = vobject.readOne(text)
    assert calendar.vtimezone.tzid.value == "Asia/Jakarta"
    events = {event.uid.value: event for event in calendar.vevent_list}
    assert {event.status.value for event in events.values()} == {"CONFIRMED", "CANCELLED"}
    event = next(e for e in events.values() if e.status.value == "CONFIRMED")
    assert event.summary.value == held.title
    assert event.dtstart.value.astimezone(UTC) == starts.replace(microsecond=0)
    assert event.url.value.endswith(held.get_absolute_url())

    assert {e.uid for e in ics.Calendar(text).events} == set(events)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_an_entry_keeps_its_name_when_the_session_is_cancelled(clock, client):
    house = make_session.council()
    session = make_session.planned(house, starts_at=kit_clock.now() + timedelta(days=10))
    before = vobject.readOne(client.get(CALENDAR).content.decode()).vevent.uid.value
    sessions.cancel_session(session=session, reason="Gedung dipakai.", actor=house.clerk)
    event = vobject.readOne(client.get(CALENDAR).content.decode()).vevent
    assert (event.uid.value, event.status.value) == (before, "CANCELLED")


def test_a_calendar_without_sessions_is_a_calendar(client, clock):
    assert vobject.readOne(client.get(CALENDAR).content.decode()).name == "VCALENDAR"


def test_every_page_names_the_feeds_and_the_register_that_of_its_sector(house, client):
    decision = make.announced(house)
    page = client.get(reverse("council:decisions")).content.decode()
    for address, kind in ((ALL, "application/atom+xml"), (CALENDAR, "text/calendar")):
        assert f'rel="alternate" type="{kind}"' in page
        assert f'href="{address}"' in page
    sector = group_of(decision)
    page = client.get(reverse("council:decisions"), {"pokja": sector.slug}).content.decode()
    assert f'href="/umpan/keputusan/{sector.slug}.atom"' in page
