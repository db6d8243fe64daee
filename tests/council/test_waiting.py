"""What waits for a council member on the desk, and which session comes next."""

import pytest
from django.contrib.auth.models import AnonymousUser

from council.actions import ballots, minutes, motions, sessions
from council.querysets import next_session, waiting_for
from home.desk import council as council_desk
from portal.members import roles
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def test_a_motion_waits_for_those_who_are_present_while_it_is_deliberated(house, django_assert_num_queries):
    motion = make.put(house, make.item(house, make.opened(house, absent=(5,))))
    (found,) = waiting_for(house.member)
    assert (found.motion, found.ballot) == (motion, None)
    assert found.url == motion.item.session.get_absolute_url()
    for other in (house.person(5), house.clerk, make.stranger()):
        assert waiting_for(other) == []
    member = house.member
    with django_assert_num_queries(2):
        waiting_for(member)


def test_a_ballot_waits_until_the_seat_has_cast(house):
    motion = make.put(house)
    motions.declare_conflict(motion=motion, reason="Ikut mengusulkan.", actor=house.secretary)
    ballot = make.open_ballot(house, motion)
    (found,) = waiting_for(house.member)
    assert found.ballot == ballot
    assert found.url == ballot.get_absolute_url()
    assert waiting_for(house.secretary) == []
    ballots.cast_ballot(ballot=ballot, choice="abstain", actor=house.member)
    assert waiting_for(house.member) == []
    assert len(waiting_for(house.chair)) == 1
    ballots.close_ballot(ballot=ballot, actor=house.chair)
    assert waiting_for(house.chair) == []


def desk_titles(user, kind):
    roles.forget(user)
    return [row.title for row in council_desk.rows(user) if str(row.kind) == kind]


def test_a_draft_of_the_minutes_waits_for_every_seat_while_it_can_be_corrected(house, clock):
    session = make.drafted(house, sessions.end_session(session=make.opened(house), actor=house.chair))
    wanted = [session.title]
    assert desk_titles(house.member, "Risalah sementara") == wanted
    assert desk_titles(house.clerk, "Risalah sementara") == []
    made = minutes.ask_correction(session=session, text="Pukul sembilan.", actor=house.member)
    minutes.answer_correction(correction=made, is_taken=True, answer="", actor=house.clerk)
    assert desk_titles(house.member, "Risalah sementara") == []
    assert desk_titles(house.chair, "Risalah sementara") == wanted
    clock.forward(days=8)
    assert desk_titles(house.chair, "Risalah sementara") == []


def test_minutes_wait_for_a_signature_only_after_the_days_for_corrections(house, clock):
    session = make.drafted(house, sessions.end_session(session=make.opened(house), actor=house.chair))
    for person in (house.chair, house.secretary):
        assert desk_titles(person, "Tanda tangan") == []
    clock.forward(days=8)
    for person in (house.chair, house.secretary):
        assert desk_titles(person, "Tanda tangan") == [f"Risalah: {session.title}"]


def test_nothing_waits_for_a_visitor():
    assert waiting_for(AnonymousUser()) == []


def test_the_next_session_is_the_one_that_is_on_or_the_nearest_planned(house, clock):
    assert next_session() is None
    later = make.planned(house, starts_at=clock.now.replace(month=12))
    assert next_session() == later
    now_on = make.opened(house)
    assert next_session() == now_on
    sessions.end_session(session=now_on, actor=house.chair)
    assert next_session() == later
