"""Ten times the seats, items, motions, ballots, objections and papers: as many queries as before."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.actions import ballots, invitations, motions, sessions
from council.models import InvitationReply, Motion, Reply, Session
from portal.kit import clock as portal_clock
from tests.factories import council as make
from tests.factories.members import OrganisationFactory, SeatFactory

pytestmark = pytest.mark.django_db

SEATS, TIMES = 5, 10
# What can be opened while a motion is put, while a ballot is open, and when the session has ended.
WHILE_PUT = (
    "session",
    "record_attendance",
    "order_agenda",
    "suspend_session",
    "session_calendar",
    "add_item",
)
ON_THE_MOTION = (
    *("reword_motion", "record_objection", "declare_conflict"),
    *("open_ballot", "hear_member"),
)
ON_THE_BALLOT = ("cast_ballot", "cast_aloud", "close_ballot")
AFTERWARDS = ("session", "write_minutes", "upload_scan", "session_calendar")
PAPERS = ("undangan", "daftar-hadir", "berita-acara", "risalah")
PEOPLE = ("visitor", "chair", "operator", "clerk")


@pytest.fixture
def house(clock):
    return make.council(SEATS)


def grown(house: make.Council, times: int) -> make.Council:
    """Fill seats until there are `times` as many as at first."""
    for number in range(len(house.seats) + 1, SEATS * times + 1):
        element = house.seats[number % 4].element
        organisation = OrganisationFactory(element=element)
        appointment = house.seats[0].appointment
        house.seats.append(SeatFactory(appointment=appointment, number=number, organisation=organisation))
    return house


def busy(house: make.Council, times: int) -> tuple[Session, Motion]:
    """Return an open session with `times` as much of everything, and the motion that is put."""
    session = make.opened(house)
    for _ in range(times):
        item = make.item(house, session)
        paper = SimpleUploadedFile("naskah.pdf", b"%PDF-1.7 naskah", content_type="application/pdf")
        invitations.add_document(item=item, title="Naskah", file=paper, actor=house.clerk)
        ballot = make.open_ballot(house, make.put(house, item))
        make.counted(house, ballot, seat_1="in_favour", seat_2="against", seat_3="in_favour")
    motion = make.put(house, make.item(house, session))
    for number in range(4, 4 + times):
        actor = house.person(number)
        motions.record_objection(motion=motion, reason="Biaya belum dihitung.", actor=actor)
    InvitationReply.objects.bulk_create(
        InvitationReply(session=session, seat=seat, reply=Reply.PRESENT, replied_at=portal_clock.now())
        for seat in house.seats
    )
    return session, motion


class Reading:
    """Counts the queries of pages, for everybody who may open them."""

    def __init__(self, house: make.Council, client_for, *, warm: bool) -> None:
        self.warm = warm
        users = {name: getattr(house, name, None) for name in PEOPLE}
        self.clients = {name: client_for(user) for name, user in users.items()}
        self.counts: dict[tuple[str, str], int] = {}

    def read(self, name: str, address: str) -> None:
        for person, client in self.clients.items():
            # What is read once in a process is not counted.
            if not self.warm:
                client.get(address)
            with CaptureQueriesContext(connection) as found:
                status = client.get(address).status_code
            if status == 200:
                self.counts[name, person] = len(found)


def counts(house: make.Council, client_for, times: int) -> dict[tuple[str, str], int]:
    """Return how many queries each page takes for each person, all along a session."""
    session, motion = busy(house, times)
    reading = Reading(house, client_for, warm=times > 1)
    for name in WHILE_PUT:
        reading.read(name, reverse(f"council:{name}", args=[session.pk]))
    for name in ON_THE_MOTION:
        reading.read(name, reverse(f"council:{name}", args=[motion.pk]))
    ballot = make.open_ballot(house, motion)
    reading.read("session with a ballot", session.get_absolute_url())
    for name in ON_THE_BALLOT:
        reading.read(name, reverse(f"council:{name}", args=[motion.pk]))
    ballots.close_ballot(ballot=ballot, actor=house.operator)
    sessions.end_session(session=Session.objects.get(pk=session.pk), actor=house.operator)
    for name in AFTERWARDS:
        reading.read(f"{name} afterwards", reverse(f"council:{name}", args=[session.pk]))
    for kind in PAPERS:
        reading.read(kind, reverse("council:session_paper", args=[session.pk, kind]))
    reading.read("drafts", reverse("council:create_draft"))
    return reading.counts


def test_every_page_of_a_session_asks_as_often_for_ten_times_of_everything(house, client_for):
    few = counts(house, client_for, 1)
    many = counts(grown(house, TIMES), client_for, TIMES)
    assert many.keys() == few.keys()
    assert {page: many[page] for page in many if many[page] != few[page]} == {}
    # Nothing was left out because nobody could open it.
    pages = {name for name, _person in few}
    assert len(pages) == len(WHILE_PUT + ON_THE_MOTION + ON_THE_BALLOT + AFTERWARDS + PAPERS) + 2
    assert max(few.values()) <= 45, max(few.items(), key=lambda page: page[1])
