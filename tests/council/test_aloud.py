"""Members without a device speak aloud: the operator enters it, and it stays marked."""

import pytest
from django.urls import reverse

from council.actions import ballots, motions
from council.models import Vote
from portal.kit.verdict import Refused
from portal.record.models import Act
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def refused(rule, action, **kwargs):
    with pytest.raises(Refused) as refusal:
        action(**kwargs)
    assert refusal.value.verdict.rule == rule


def page(client, session):
    return client.get(session.get_absolute_url()).content.decode()


def seat_in(ballot, number):
    return ballot.seats.get(seat_number=number)


def test_the_operator_enters_a_vote_said_aloud_and_the_roll_call_marks_it(house, client_for):
    ballot = make.open_ballot(house)
    client = client_for(house.operator)
    address = reverse("council:cast_aloud", args=[ballot.motion_id])
    session = ballot.motion.item.session
    assert address in page(client, session)
    assert client.get(address).status_code == 200
    sent = {"seat": seat_in(ballot, 4).pk, "choice": "against", "form_key": "k"}
    assert client.post(address, sent).status_code == 303
    seat = seat_in(ballot, 4)
    assert seat.is_oral
    assert seat.vote.choice == "against"
    act = Act.objects.order_by("pk").last()
    assert (act.verb, act.actor_role, act.entry) == ("cast_ballot", "operator", None)
    assert act.note["seat"] == 4
    assert act.note["aloud"] is True
    ballots.close_ballot(ballot=ballot, actor=house.chair)
    assert "Tidak setuju (lisan)" in page(client_for(None), session)


def test_the_last_word_counts_whether_aloud_or_on_a_device(house):
    ballot = make.open_ballot(house)
    ballots.cast_ballot(ballot=ballot, choice="against", actor=house.operator, seat=seat_in(ballot, 4))
    ballots.cast_ballot(ballot=ballot, choice="in_favour", actor=house.member)
    assert not seat_in(ballot, 4).is_oral
    assert list(Vote.objects.values_list("choice", flat=True)) == ["in_favour"]


@pytest.mark.parametrize("who", ["chair", "member", "clerk", "head"])
def test_nobody_but_the_operator_enters_what_is_said_aloud(house, who):
    ballot = make.open_ballot(house)
    actor = getattr(house, who)
    seat = seat_in(ballot, 5)
    refused("aloud.who", ballots.cast_ballot, ballot=ballot, choice="against", actor=actor, seat=seat)
    motion = make.put(house)
    seat = house.seats[4]
    refused("aloud.who", motions.record_objection, motion=motion, reason="X", actor=actor, seat=seat)
    refused("aloud.who", motions.declare_conflict, motion=motion, reason="X", actor=actor, seat=seat)


def test_only_seats_that_take_part_vote_aloud(house):
    motion = make.put(house, make.item(house, make.opened(house, absent=(5,))))
    motions.declare_conflict(motion=motion, reason="Saudara.", actor=house.operator, seat=house.seats[3])
    ballot = make.open_ballot(house, motion)
    for number in (4, 5):
        refused(
            "ballot.aloud",
            ballots.cast_ballot,
            ballot=ballot,
            choice="against",
            actor=house.operator,
            seat=seat_in(ballot, number),
        )
    other = make.open_ballot(house)
    refused(
        "ballot.aloud",
        ballots.cast_ballot,
        ballot=ballot,
        choice="against",
        actor=house.operator,
        seat=seat_in(other, 1),
    )


def test_objections_and_conflicts_said_aloud_belong_to_the_member(house, client_for):
    motion = make.put(house)
    client = client_for(house.operator)
    address = reverse("council:hear_member", args=[motion.pk])
    assert address in page(client, motion.item.session)
    assert client.get(address).status_code == 200
    for number, what in ((4, "objection"), (5, "conflict")):
        sent = {
            "seat": house.seats[number - 1].pk,
            "what": what,
            "reason": f"Kata nomor {number}.",
            "form_key": what,
        }
        assert client.post(address, sent).status_code == 303
    objection = motion.objections.get()
    assert (objection.person, objection.is_oral) == (house.member, True)
    assert motion.conflicts.get().seat == house.seats[4]
    html = page(client_for(None), motion.item.session)
    assert html.count("(disampaikan lisan)") == 2
    for verb in ("agree_to_note", "lift_objection"):
        asked = client.get(reverse(f"council:{verb}", args=[objection.pk])).content.decode()
        assert "No. 4" in asked
        assert "lisan" in asked
    motions.agree_to_note(objection=objection, actor=house.operator)
    act = Act.objects.order_by("pk").last()
    assert (act.actor_role, act.note["seat"], act.note["aloud"]) == ("operator", 4, True)
    assert (
        motions.declare_consensus_with_notes(motion=motion, actor=house.chair).state == "adopted_with_notes"
    )


def test_what_is_said_aloud_meets_the_same_rules(house):
    motion = make.put(house, make.item(house, make.opened(house, absent=(5,))))

    def objecting(number):
        return {
            "action": motions.record_objection,
            "motion": motion,
            "reason": "X",
            "actor": house.operator,
            "seat": house.seats[number - 1],
        }

    refused("seat.absent", **objecting(5))
    motions.record_objection(motion=motion, reason="X", actor=house.member)
    refused("objection.twice", **objecting(4))
    motions.declare_conflict(motion=motion, reason="Y", actor=house.operator, seat=house.seats[2])
    refused("conflict.declared", **objecting(3))
    refused(
        "conflict.declared",
        motions.declare_conflict,
        motion=motion,
        reason="Z",
        actor=house.operator,
        seat=house.seats[2],
    )


def test_a_seat_of_another_council_says_nothing(house):
    motion = make.put(house)
    foreign = make.SeatFactory(appointment=house.seats[0].appointment, number=99, person=None)
    refused("seat", motions.record_objection, motion=motion, reason="X", actor=house.operator, seat=foreign)
    refused("seat", motions.declare_conflict, motion=motion, reason="X", actor=house.operator, seat=foreign)


def test_aloud_ends_with_deliberation_and_with_the_ballot(house, client_for):
    ballot = make.open_ballot(house)
    client = client_for(house.operator)
    assert client.get(reverse("council:hear_member", args=[ballot.motion_id])).status_code == 403
    ballots.close_ballot(ballot=ballot, actor=house.chair)
    assert client.get(reverse("council:cast_aloud", args=[ballot.motion_id])).status_code == 403


def test_a_vote_said_aloud_is_not_put_back_into_the_form(house, client_for):
    ballot = make.open_ballot(house)
    address = reverse("council:cast_aloud", args=[ballot.motion_id])
    for sent in ({"choice": "against"}, {"choice": "against", "seat": "0", "form_key": "k"}):
        response = client_for(house.operator).post(address, sent)
        assert response.status_code == 422
        assert "checked" not in response.content.decode().split("<main")[1]
    html = client_for(None).post(address, {"choice": "against", "seat": "1"}).content.decode()
    assert "checked" not in html.split("<main")[1]
