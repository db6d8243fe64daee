"""Every cell that the tables allow, done by its action: by the chair, by the operator, by the secretariat."""

from datetime import timedelta

import pytest

from council.actions import agenda, ballots, motions, sessions, suspensions
from portal.kit import clock as portal_clock
from portal.record.models import Act
from proposals.models import Proposal
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def leader(house, role):
    return {"chair": house.chair, "operator": house.operator}[role]


def last_act(kind):
    return Act.objects.filter(subject_kind=kind).order_by("pk").last()


LEADING = pytest.mark.parametrize("role", ["chair", "operator"])


@LEADING
def test_whoever_leads_opens_a_planned_session(house, role):
    session = make.present(house, make.planned(house))
    session = sessions.open_session(session=session, actor=leader(house, role))
    assert session.state == "open"
    assert session.opened_at == portal_clock.now()
    act = last_act("session")
    assert (act.verb, act.from_state, act.to_state, act.actor_role) == ("open", "planned", "open", role)
    assert act.entry is not None


@LEADING
def test_whoever_leads_suspends_a_session_and_resumes_it(house, role, clock):
    session = make.opened(house)
    suspension = suspensions.suspend_session(
        session=session, minutes=45, reason="Salat Asar.", actor=leader(house, role)
    )
    assert suspension.session.state == "suspended"
    assert suspension.until - suspension.began_at == timedelta(minutes=45)
    act = last_act("session")
    assert (act.verb, act.from_state, act.to_state, act.actor_role) == ("suspend", "open", "suspended", role)
    assert act.reason == "Salat Asar."
    clock.forward(minutes=40)
    session = suspensions.resume_session(session=session, actor=leader(house, role))
    assert session.state == "open"
    suspension.refresh_from_db()
    assert suspension.ended_at == clock.now
    act = last_act("session")
    assert (act.verb, act.from_state, act.to_state, act.actor_role) == ("resume", "suspended", "open", role)


@LEADING
def test_whoever_leads_ends_an_open_session(house, role):
    session = make.opened(house)
    item, other = make.item(house, session), make.item(house, session, title="Penutupan")
    session = sessions.end_session(session=session, actor=leader(house, role))
    assert session.state == "ended"
    item.refresh_from_db()
    other.refresh_from_db()
    assert item.state == "postponed"
    assert other.state == "done"
    assert last_act("session").actor_role == role


def test_the_second_signature_moves_the_minutes(house):
    session = sessions.end_session(session=make.opened(house), actor=house.chair)
    make.corrected(house, session)
    session = sessions.sign_minutes(session=session, actor=house.secretary)
    assert session.state == "ended"
    assert last_act("session").actor_role == "council_secretary"
    session = sessions.sign_minutes(session=session, actor=house.chair)
    assert session.state == "minuted"
    assert last_act("session").actor_role == "chair"


def test_the_secretariat_reschedules_a_planned_session(house):
    session = make.planned(house)
    item = make.item(house, session)
    fresh = sessions.reschedule_session(
        session=session,
        starts_at=portal_clock.now() + timedelta(days=21),
        place="Balai Contoh",
        invitation_number="005/baru/DKC",
        reason="Gedung dipakai.",
        actor=house.clerk,
    )
    session.refresh_from_db()
    assert session.state == "rescheduled"
    assert session.continued_in == fresh
    assert [again.proposal for again in fresh.items.all()] == [item.proposal]
    assert last_act("session").actor_role == "secretariat"


@LEADING
@pytest.mark.parametrize("state", ["open", "suspended"])
def test_whoever_leads_reschedules_a_session_without_quorum(house, role, state):
    session = make.opened(house, absent=(3, 4, 5))
    make.item(house, session)
    if state == "suspended":
        suspensions.suspend_session(session=session, minutes=60, reason="Menunggu kuorum.", actor=house.chair)
    fresh = sessions.reschedule_session(
        session=session,
        starts_at=portal_clock.now() + timedelta(days=21),
        place="Balai Contoh",
        invitation_number="005/baru/DKC",
        reason="Kuorum tidak tercapai.",
        actor=leader(house, role),
    )
    session.refresh_from_db()
    assert session.state == "rescheduled"
    assert fresh.items.count() == 1
    assert last_act("session").actor_role == role


def test_the_secretariat_cancels_a_planned_session(house):
    session = make.planned(house)
    item = make.item(house, session)
    session = sessions.cancel_session(session=session, reason="Digabung.", actor=house.clerk)
    item.refresh_from_db()
    assert session.state == "cancelled"
    assert item.state == "postponed"
    assert item.proposal.state == "awaiting_session"


@LEADING
def test_whoever_leads_puts_a_motion(house, role):
    motion = motions.put_motion(motion=make.prepared(house), actor=leader(house, role))
    assert motion.state == "put"
    assert motion.leader == house.seats[0]
    assert last_act("motion").actor_role == role


@LEADING
def test_whoever_leads_rewords_a_motion(house, role):
    motion = make.put(house, wording="Mulai Maret.")
    motion = motions.reword_motion(motion=motion, wording="Mulai Juni.", actor=leader(house, role))
    assert (motion.state, motion.wording, motion.wording_number) == ("put", "Mulai Juni.", 2)
    assert [(old.number, old.text) for old in motion.earlier_wordings.all()] == [(1, "Mulai Maret.")]
    act = last_act("motion")
    assert (act.verb, act.from_state, act.to_state, act.actor_role) == ("reword", "put", "put", role)


@LEADING
def test_whoever_leads_repeats_a_tied_ballot(house, role):
    motion = make.tied(house)
    first = motion.ballots.get()
    ballot = ballots.repeat_ballot(motion=motion, actor=leader(house, role))
    assert (ballot.number, ballot.repeats) == (2, first)
    motion.refresh_from_db()
    assert (motion.state, motion.yes, motion.closed_at) == ("ballot_open", None, None)
    act = last_act("motion")
    assert (act.verb, act.from_state, act.to_state, act.actor_role) == (
        "repeat_ballot",
        "tied",
        "ballot_open",
        role,
    )
    motion = make.counted(house, ballot, seat_1="in_favour", seat_2="in_favour")
    assert motion.state == "adopted_majority"
    assert motion.ballots.count() == 2


@LEADING
def test_whoever_leads_declares_consensus(house, role):
    motion = motions.declare_consensus(motion=make.put(house), actor=leader(house, role))
    motion.item.refresh_from_db()
    assert motion.state == "adopted_consensus"
    assert motion.item.state == "decided"
    assert (motion.present, motion.filled, motion.quorum) == (5, 5, 3)
    assert (motion.yes, motion.no, motion.abstain) == (None, None, None)


@LEADING
def test_whoever_leads_declares_consensus_with_notes(house, role):
    motion = make.put(house)
    objection = motions.record_objection(motion=motion, reason="Terlalu cepat.", actor=house.member)
    motions.agree_to_note(objection=objection, actor=house.member)
    motion = motions.declare_consensus_with_notes(motion=motion, actor=leader(house, role))
    assert motion.state == "adopted_with_notes"


@LEADING
def test_whoever_leads_opens_and_closes_a_ballot(house, role):
    ballot = ballots.open_ballot(motion=make.put(house), reason="Sudah cukup.", actor=leader(house, role))
    assert ballot.motion.state == "ballot_open"
    make.cast(house, ballot, seat_1="in_favour", seat_2="in_favour", seat_3="against", seat_4="abstain")
    motion = ballots.close_ballot(ballot=ballot, actor=leader(house, role))
    assert motion.state == "adopted_majority"
    assert (motion.yes, motion.no, motion.abstain) == (2, 1, 1)
    act = last_act("motion")
    assert (act.verb, act.actor_role) == ("close_ballot", role)
    assert (act.note["yes"], act.note["no"], act.note["abstain"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("choices", "state", "item_state"),
    [
        ({"seat_1": "in_favour", "seat_2": "against"}, "tied", "waiting"),
        ({"seat_1": "against", "seat_2": "against", "seat_3": "in_favour"}, "not_adopted", "waiting"),
        ({"seat_1": "abstain", "seat_2": "abstain"}, "not_adopted", "waiting"),
        ({}, "not_adopted", "waiting"),
        ({"seat_1": "in_favour"}, "adopted_majority", "decided"),
    ],
)
def test_a_closed_ballot_says_what_becomes_of_the_item(house, choices, state, item_state):
    motion = make.counted(house, **choices)
    motion.item.refresh_from_db()
    assert motion.state == state
    assert motion.item.state == item_state
    assert motion.proposal.state == "awaiting_session"


FINISHING = pytest.mark.parametrize(
    ("verb", "motion_state", "item_state", "proposal_state"),
    [
        ("return_item_to_group", "returned", "returned", "formulation"),
        ("postpone_item", "postponed", "postponed", "awaiting_session"),
        ("withdraw_item", "withdrawn", "withdrawn", "awaiting_session"),
    ],
)


@LEADING
@FINISHING
@pytest.mark.parametrize("state", ["put", "ballot_open"])
def test_whoever_leads_takes_a_motion_off(house, role, verb, motion_state, item_state, proposal_state, state):
    motion = make.put(house)
    if state == "ballot_open":
        ballot = make.open_ballot(house, motion)
        make.cast(house, ballot, seat_1="in_favour")
    further = {"deadline": portal_clock.today() + timedelta(days=14)} if "return" in verb else {}
    item = getattr(agenda, verb)(
        item=motion.item, reason="Perlu data baru.", actor=leader(house, role), **further
    )
    motion.refresh_from_db()
    assert motion.state == motion_state
    assert item.state == item_state
    assert Proposal.objects.get(pk=motion.proposal_id).state == proposal_state
    assert (motion.yes, motion.no, motion.abstain) == (None, None, None)
    act = last_act("motion")
    assert (act.from_state, act.to_state, act.actor_role) == (state, motion_state, role)


@FINISHING
def test_an_item_without_a_motion_before_the_council_is_taken_off_too(
    house, verb, motion_state, item_state, proposal_state
):
    item = make.prepared(house).item
    further = {"deadline": portal_clock.today() + timedelta(days=14)} if "return" in verb else {}
    item = getattr(agenda, verb)(item=item, reason="Perlu data baru.", actor=house.chair, **further)
    assert item.state == item_state
    assert Proposal.objects.get(pk=item.proposal_id).state == proposal_state
    assert item.motions.get().state == "draft"


def test_after_a_motion_that_was_not_adopted_another_is_put_and_adopted(house):
    first = make.counted(house, seat_1="against")
    second = make.adopted(house, first.item, wording="Rumusan kedua.")
    assert first.pk != second.pk
    assert second.state == "adopted_consensus"
