"""Suspending a session: for how long, how often, and what waits meanwhile."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from council.actions import attendance, ballots, motions, sessions, suspensions
from council.models import CouncilRules, Presence
from portal.kit.verdict import Refused
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def suspend(house, session, minutes=60, actor=None):
    return suspensions.suspend_session(
        session=session, minutes=minutes, reason="Menunggu kuorum.", actor=actor or house.chair
    )


def refused(rule, action, **kwargs):
    with pytest.raises(Refused) as refusal:
        action(**kwargs)
    assert refusal.value.verdict.rule == rule
    return str(refusal.value.verdict.message)


def without_quorum(house):
    return make.opened(house, absent=(3, 4, 5))


@pytest.mark.parametrize("minutes", [0, -5, 61])
def test_a_suspension_lasts_an_hour_at_most(house, minutes):
    with pytest.raises(ValidationError) as error:
        suspend(house, make.opened(house), minutes)
    assert set(error.value.error_dict) == {"minutes"}


def test_the_rules_of_procedure_may_set_another_limit(house):
    rules = CouncilRules.load()
    rules.suspension_minutes = 30
    rules.save()
    with pytest.raises(ValidationError):
        suspend(house, make.opened(house), 31)


def test_a_suspension_needs_a_reason(house):
    with pytest.raises(ValidationError):
        suspensions.suspend_session(session=make.opened(house), minutes=5, reason=" ", actor=house.chair)


def test_without_a_quorum_a_session_is_suspended_twice_and_then_rescheduled(house):
    session = without_quorum(house)
    for _time in range(2):
        suspend(house, session)
        session = suspensions.resume_session(session=session, actor=house.chair)
    words = refused(
        "session.suspend.often",
        suspensions.suspend_session,
        session=session,
        minutes=10,
        reason="Lagi.",
        actor=house.chair,
    )
    assert "2 kali" in words
    assert "Jadwalkan ulang" in words


def test_breaks_of_a_quorate_council_are_not_counted(house):
    session = make.opened(house)
    for _time in range(3):
        suspend(house, session)
        session = suspensions.resume_session(session=session, actor=house.chair)
    attendance.record_attendance(
        session=session,
        presences={seat.pk: Presence.ABSENT for seat in house.seats[2:]},
        actor=house.operator,
    )
    assert suspend(house, session).lacked_quorum


def test_a_ballot_is_closed_before_a_suspension(house):
    ballot = make.open_ballot(house)
    session = ballot.motion.item.session
    refused(
        "session.ballot",
        suspensions.suspend_session,
        session=session,
        minutes=5,
        reason="Istirahat.",
        actor=house.chair,
    )


def test_a_motion_waits_while_the_session_is_suspended(house):
    motion = make.put(house)
    session = suspend(house, motion.item.session).session
    refused("motion.suspended", motions.declare_consensus, motion=motion, actor=house.chair)
    refused("motion.suspended", motions.reword_motion, motion=motion, wording="Lain.", actor=house.chair)
    refused("motion.suspended", ballots.open_ballot, motion=motion, reason="Cukup.", actor=house.chair)
    refused("session.end.state", sessions.end_session, session=session, actor=house.chair)
    suspensions.resume_session(session=session, actor=house.chair)
    assert motions.declare_consensus(motion=motion, actor=house.chair).state == "adopted_consensus"


def test_who_arrives_during_a_suspension_is_recorded(house):
    session = suspend(house, without_quorum(house)).session
    room = attendance.record_attendance(
        session=session, presences={house.seats[2].pk: Presence.ROOM}, actor=house.operator
    )
    assert room.house.present == 3


@pytest.mark.parametrize("who", ["member", "clerk", "vice_chair"])
def test_only_whoever_leads_suspends_and_resumes(house, who):
    session = make.opened(house)
    actor = getattr(house, who)
    refused("session.suspend.who", suspend, house=house, session=session, actor=actor)
    suspend(house, session)
    refused("session.resume.who", suspensions.resume_session, session=session, actor=actor)


def test_what_is_not_suspended_is_not_resumed(house):
    refused("session.resume.state", suspensions.resume_session, session=make.opened(house), actor=house.chair)


def test_the_page_says_until_when_and_offers_to_go_on(house, client_for, clock):
    session = make.opened(house)
    address = reverse("council:suspend_session", args=[session.pk])
    client = client_for(house.chair)
    assert address in client.get(session.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    sent = {"minutes": "30", "reason": "Salat Asar.", "form_key": "a"}
    assert client.post(address, sent).status_code == 303
    html = client.get(session.get_absolute_url()).content.decode()
    assert "Diskors paling lambat sampai 14.35" in html
    assert "Salat Asar." in html
    resume = reverse("council:resume_session", args=[session.pk])
    assert resume in html
    assert client.post(resume, {"form_key": "b"}).status_code == 303
    session.refresh_from_db()
    assert session.state == "open"
