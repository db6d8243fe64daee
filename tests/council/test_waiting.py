"""What waits for a council member on the desk, and which session comes next."""

import pytest
from django.contrib.auth.models import AnonymousUser

from council.actions import ballots, motions, sessions
from council.querysets import next_session, waiting_for
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
