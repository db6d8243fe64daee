"""A session held on paper: entered afterwards by one, confirmed by another, marked for everybody."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.actions import attendance, ballots, drafts, motions, recorded, sessions
from council.models import Presence, SessionScan
from portal.kit import clock as portal_clock
from portal.kit.verdict import Refused
from portal.members import roles
from tests.factories import council as make
from tests.factories.members import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def refused(rule, action, **kwargs):
    with pytest.raises(Refused) as refusal:
        action(**kwargs)
    assert refusal.value.verdict.rule == rule


def record(house, **values):
    now = portal_clock.now()
    given = {
        "starts_at": now - timedelta(days=3),
        "ended_at": now - timedelta(days=3, hours=-2),
        "place": "Aula Contoh",
        "invitation_number": "005/kertas/DKC",
        "actor": house.clerk,
        **values,
    }
    return recorded.record_session(**given)


def entered(house):
    """Return a session whose ballot of three for, one against was entered by the clerk from its paper."""
    session = record(house)
    presences = {seat.pk: Presence.ROOM for seat in house.seats}
    attendance.record_attendance(session=session, presences=presences, actor=house.clerk)
    motion = make.prepared(house, make.item(house, session))
    motions.put_motion(motion=motion, actor=house.clerk)
    ballot = ballots.open_ballot(motion=motion, reason="Seperti di berita acara.", actor=house.clerk)
    for number, choice in ((1, "in_favour"), (2, "in_favour"), (3, "in_favour"), (4, "against")):
        seat = ballot.seats.get(seat_number=number)
        ballots.cast_ballot(ballot=ballot, choice=choice, actor=house.clerk, seat=seat)
    motion = ballots.close_ballot(ballot=ballot, actor=house.clerk)
    return sessions.end_session(session=session, actor=house.clerk), motion


def scan(session):
    file = SimpleUploadedFile("berita-acara.pdf", b"%PDF-1.7")
    return SessionScan.objects.create(
        session=session, kind="report", file=file, size=8, sha256="0" * 64, uploaded_at=portal_clock.now()
    )


@pytest.mark.parametrize(
    ("start", "end"), [(-3, -4), (-1, 1), (1, 2)], ids=["backwards", "not over", "not begun"]
)
def test_only_what_is_over_is_entered_from_paper(house, start, end):
    now = portal_clock.now()
    with pytest.raises(ValidationError) as error:
        record(house, starts_at=now + timedelta(days=start), ended_at=now + timedelta(days=end))
    assert set(error.value.error_dict) == {"ended_at"}


@pytest.mark.parametrize("who", ["operator", "chair", "member"])
def test_only_the_secretariat_enters_a_session_from_paper(house, who):
    refused("session.record.who", record, house=house, actor=getattr(house, who))


def test_the_secretariat_enters_everything_as_the_paper_says(house, client_for):
    session, motion = entered(house)
    assert (session.state, session.ended_at) == ("ended", session.recorded_until)
    assert session.day == portal_clock.today() - timedelta(days=3)
    assert (motion.state, motion.yes, motion.no) == ("adopted_majority", 3, 1)
    assert not motion.ballots.get().seats.filter(is_oral=True).exists()
    html = client_for(None).get(session.get_absolute_url()).content.decode()
    assert "di atas kertas" in html
    assert "Belum ada orang lain" in html


def test_a_second_person_confirms_with_the_scan_before_a_decision_rests_on_it(house, client_for):
    session, motion = entered(house)
    second = staff(roles.MINUTE_TAKER)
    paper = {"kind": "REK", "title": "X", "motions": [motion], "actor": house.clerk}
    refused("recording.scan", recorded.confirm_recording, session=session, actor=second)
    scan(session)
    refused("recording.own", recorded.confirm_recording, session=session, actor=house.clerk)
    refused("recording.who", recorded.confirm_recording, session=session, actor=house.operator)
    refused("decision_draft.motions.unconfirmed", drafts.create_draft, **paper)
    client = client_for(second)
    address = reverse("council:confirm_recording", args=[session.pk])
    assert address in client.get(session.get_absolute_url()).content.decode()
    assert client.post(address, {"form_key": "k"}).status_code == 303
    session.refresh_from_db()
    assert session.confirmed_by == second
    refused("recording.state", recorded.confirm_recording, session=session, actor=house.head)
    motion.item.session.refresh_from_db()
    assert drafts.create_draft(**paper).state == "draft"
    html = client_for(None).get(session.get_absolute_url() + "?segar").content.decode()
    assert "diperiksa dan dibenarkan" in html


def test_what_is_still_being_entered_is_not_confirmed(house):
    session = record(house)
    scan(session)
    refused(
        "recording.unfinished", recorded.confirm_recording, session=session, actor=staff(roles.MINUTE_TAKER)
    )


def test_in_a_session_of_today_the_secretariat_does_not_lead_or_vote_for_anybody(house):
    ballot = make.open_ballot(house)
    seat = ballot.seats.get(seat_number=4)
    refused("aloud.who", ballots.cast_ballot, ballot=ballot, choice="against", actor=house.clerk, seat=seat)
    refused("motion.close_ballot.who", ballots.close_ballot, ballot=ballot, actor=house.clerk)


def test_the_form_begins_the_entering(house, client_for):
    client = client_for(house.clerk)
    address = reverse("council:record_session")
    assert client.get(address).status_code == 200
    sent = {
        "kind": "plenary",
        "began_at": "2026-11-18T09:00",
        "ended_at": "2026-11-18T11:00",
        "place": "Aula",
        "invitation_number": "007/kertas",
        "form_key": "k",
    }
    response = client.post(address, sent)
    assert response.status_code == 303
    assert "Catat" in client.get(response["Location"]).content.decode()
