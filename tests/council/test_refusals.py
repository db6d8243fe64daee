"""Every guard beside the tables: quorum, deciders, elements, objections, conflicts, order, and who leads."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from council.actions import agenda, attendance, ballots, motions, sessions
from council.models import (
    Attendance,
    ConflictOfInterest,
    Contribution,
    CouncilRules,
    Motion,
    Presence,
    Session,
)
from council.permissions import motions as rules
from council.permissions.minutes import signing_role
from council.room import Room
from portal.kit import clock as portal_clock
from portal.kit.verdict import Refused
from portal.members.models import Seat
from proposals.actions import return_to_group
from proposals.actions.versions import make_version, text_of
from proposals.models import CoAuthor, Proposal
from tests.factories import council as make
from tests.factories import decisions, proposals
from tests.factories.members import (
    AffiliationFactory,
    GroupMembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def refused(rule, action, **kwargs):
    """Return the words with which `action` is refused by `rule`."""
    with translation.override("en"), pytest.raises(Refused) as refusal:
        action(**kwargs)
    assert refusal.value.verdict.rule == rule
    return str(refusal.value.verdict.message)


def mark(house, session, number, presence):
    seat = house.seats[number - 1]
    attendance.record_attendance(session=session, presences={seat.pk: presence}, actor=house.operator)


# Planning


def test_the_invitation_goes_out_five_working_days_ahead(house):
    plan = {"place": "Balai", "invitation_number": "1/UND", "actor": house.clerk}
    # From Saturday, 21 November 2026 the fifth working day is Friday, 27 November.
    friday = portal_clock.now() + timedelta(days=6)
    words = refused(
        "session.plan.notice", sessions.plan_session, starts_at=friday - timedelta(days=1), **plan
    )
    assert "5 working days" in words
    assert "27" in words
    assert "not yet set by the rules of procedure" in words
    assert sessions.plan_session(starts_at=friday, **plan).state == "planned"


def test_a_refusal_names_the_rules_of_procedure_once_they_are_entered(house):
    rules_ = CouncilRules.load()
    rules_.procedure, rules_.invitation_article = "Tata Tertib DKC 1/2026", "Pasal 7"
    rules_.save()
    words = refused(
        "session.plan.notice",
        sessions.plan_session,
        starts_at=portal_clock.now() + timedelta(days=1),
        place="Balai",
        invitation_number="1/UND",
        actor=house.clerk,
    )
    assert "(Pasal 7, Tata Tertib DKC 1/2026)" in words
    assert rules_.cite("quorum") == "(Tata Tertib DKC 1/2026)"


def test_sessions_are_numbered_within_their_year_and_kind_and_named_in_indonesian(house):
    first, second = make.planned(house), make.planned(house)
    hearing = make.planned(house, kind="hearing")
    assert (first.ordinal, second.ordinal, hearing.ordinal) == (1, 2, 1)
    assert second.title == "Sidang pleno ke-2 tahun 2026"


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("place", {"place": " "}),
        ("invitation_number", {"invitation_number": ""}),
        ("closed_reason", {"is_closed": True, "closed_reason": " "}),
        ("starts_at", {"starts_at": "past"}),
        ("invitation_number", {"invitation_number": "taken"}),
    ],
)
def test_planning_says_which_field_is_wrong(house, field, values):
    taken = make.planned(house).invitation_number
    values = {
        "place": "Balai",
        "invitation_number": "1/UND",
        "starts_at": portal_clock.now() + timedelta(days=30),
        **values,
    }
    if values["starts_at"] == "past":
        values["starts_at"] = portal_clock.now() - timedelta(days=1)
    if values["invitation_number"] == "taken":
        values["invitation_number"] = taken
    with pytest.raises(ValidationError) as error:
        sessions.plan_session(actor=house.clerk, **values)
    assert set(error.value.error_dict) == {field}


@pytest.mark.parametrize("who", ["operator", "chair", "member"])
def test_only_the_secretariat_plans(house, who):
    refused(
        "session.plan.who",
        sessions.plan_session,
        starts_at=portal_clock.now() + timedelta(days=30),
        place="Balai",
        invitation_number="1/UND",
        actor=getattr(house, who),
    )


def test_a_session_is_not_opened_before_its_day(house, clock):
    session = make.planned(house, starts_at=portal_clock.now() + timedelta(days=1))
    refused("session.open.day", sessions.open_session, session=session, actor=house.chair)
    clock.forward(days=1)
    assert sessions.open_session(session=session, actor=house.chair).state == "open"


# The agenda


def test_a_proposal_waits_on_one_agenda_only(house):
    item = make.item(house, make.planned(house))
    refused(
        "item.add.waiting",
        agenda.add_agenda_item,
        session=make.planned(house),
        proposal=item.proposal,
        actor=house.clerk,
    )


def test_an_adopted_proposal_is_not_taken_up_again_before_it_is_enacted(house):
    motion = make.adopted(house)
    refused(
        "item.add.decided",
        agenda.add_agenda_item,
        session=make.planned(house),
        proposal=motion.proposal,
        actor=house.clerk,
    )


def test_a_proposal_that_awaits_no_session_is_not_put_on_an_agenda(house):
    refused(
        "item.add.proposal",
        agenda.add_agenda_item,
        session=make.planned(house),
        proposal=proposals.in_formulation(house.authors),
        actor=house.clerk,
    )


def test_a_deferred_proposal_comes_back_through_an_agenda(house):
    proposal = proposals.decided(house.authors, "deferred")
    item = agenda.add_agenda_item(
        session=make.planned(house), proposal=proposal, reason="Anggaran sudah jelas.", actor=house.clerk
    )
    assert item.proposal.state == "awaiting_session"


def test_a_hearing_decides_nothing(house):
    refused(
        "item.add.kind",
        agenda.add_agenda_item,
        session=make.planned(house, kind="hearing"),
        proposal=proposals.awaiting_session(house.authors),
        actor=house.clerk,
    )
    item = make.item(house, make.planned(house, kind="hearing"), title="Paparan")
    refused(
        "motion.prepare.kind",
        motions.prepare_motion,
        item=item,
        outcome="accepted",
        wording="X",
        actor=house.clerk,
    )


def test_an_item_needs_a_title_or_a_proposal_and_a_session_that_goes_on(house):
    session = make.planned(house)
    with pytest.raises(ValidationError, match=r".+"):
        agenda.add_agenda_item(session=session, title=" ", actor=house.clerk)
    refused("item.add.who", agenda.add_agenda_item, session=session, title="X", actor=house.chair)
    sessions.cancel_session(session=session, reason="Batal.", actor=house.clerk)
    refused("item.add.state", agenda.add_agenda_item, session=session, title="X", actor=house.clerk)


def test_items_without_a_decision_are_marked_as_dealt_with(house):
    session = make.opened(house)
    opening, proposal = make.item(house, session, title="Pembukaan"), make.item(house, session)
    assert agenda.conclude_item(item=opening, actor=house.operator).state == "done"
    refused("item.conclude.proposal", agenda.conclude_item, item=proposal, actor=house.chair)
    closing = make.item(house, session, title="Penutupan")
    refused("item.conclude.who", agenda.conclude_item, item=closing, actor=house.member)
    make.put(house, closing)
    refused("item.conclude.pending", agenda.conclude_item, item=closing, actor=house.chair)


# Preparing


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("outcome", {"outcome": "perhaps"}),
        ("wording", {"wording": " "}),
        ("wording", {"wording": "x" * 5001}),
        ("deferred_until", {"outcome": "deferred"}),
        ("deferred_until", {"outcome": "deferred", "deferred_until": "today"}),
    ],
)
def test_preparing_says_which_field_is_wrong(house, field, values):
    if values.get("deferred_until") == "today":
        values = {**values, "deferred_until": portal_clock.today()}
    item = make.item(house, make.planned(house))
    with pytest.raises(ValidationError) as error:
        make.prepared(house, item, **values)
    assert set(error.value.error_dict) == {field}


def test_a_prepared_motion_is_written_anew_until_it_is_put(house):
    item = make.item(house, make.opened(house))
    first = make.prepared(house, item, wording="Satu.")
    second = make.prepared(house, item, wording="Dua.", outcome="deferred", deferred_condition="Uji lokasi.")
    assert first.pk == second.pk
    assert Motion.objects.get(pk=first.pk).wording == "Dua."
    make.put(house, item)
    refused(
        "motion.prepare.pending",
        motions.prepare_motion,
        item=item,
        outcome="accepted",
        wording="X",
        actor=house.clerk,
    )


def test_on_the_councils_own_affairs_a_motion_only_asks_for_acceptance(house):
    item = make.item(house, make.opened(house), title="Tata tertib")
    with pytest.raises(ValidationError):
        make.prepared(house, item, outcome="not_accepted")
    motion = make.adopted(house, item, wording="Menetapkan tata tertib.")
    assert motion.proposal is None
    assert motion.state == "adopted_consensus"


def test_a_third_deferral_is_refused(house):
    item = make.item(house, make.planned(house))
    Proposal.objects.filter(pk=item.proposal_id).update(deferrals=2)
    with pytest.raises(Refused):
        make.prepared(house, item, outcome="deferred", deferred_condition="Lagi.")


# Quorum


def test_without_quorum_the_council_talks_but_does_not_decide(house):
    session = make.opened(house, absent=(4, 5))
    motion = make.prepared(house, make.item(house, session))
    mark(house, session, 3, Presence.EXCUSED)
    words = refused("quorum", motions.put_motion, motion=motion, actor=house.chair)
    assert "2 of 5 members are present; the quorum is 3" in words
    mark(house, session, 3, Presence.ONLINE)
    assert motions.put_motion(motion=motion, actor=house.chair).state == "put"


@pytest.mark.parametrize("verb", ["declare_consensus", "declare_consensus_with_notes", "open_ballot"])
def test_quorum_is_asked_again_when_consensus_is_declared_and_when_a_ballot_opens(house, verb):
    motion = make.put(house)
    for number in (3, 4, 5):
        mark(house, motion.item.session, number, Presence.ABSENT)
    action, further = (
        (ballots.open_ballot, {"reason": "Cukup."}) if verb == "open_ballot" else (getattr(motions, verb), {})
    )
    refused("quorum", action, motion=motion, actor=house.chair, **further)


def test_who_leaves_during_a_ballot_still_counts_and_can_still_cast(house):
    ballot = make.open_ballot(house)
    for number in (2, 3, 4, 5):
        mark(house, ballot.motion.item.session, number, Presence.ABSENT)
    ballots.cast_ballot(ballot=ballot, choice="in_favour", actor=house.member)
    motion = ballots.close_ballot(ballot=ballot, actor=house.chair)
    assert motion.state == "adopted_majority"
    assert motion.present == 5


def test_an_alternate_counts_and_decides_where_its_letter_was_accepted(house):
    session = make.opened(house, absent=(4, 5))
    alternate = UserFactory()
    with pytest.raises(ValidationError):
        mark(house, session, 3, Presence.REPRESENTED)
    Seat.objects.filter(pk=house.seats[2].pk).update(alternate=alternate)
    make.lettered(house, session, 3)
    mark(house, session, 3, Presence.REPRESENTED)
    motion = make.put(house, make.item(house, session))
    assert rules.can_record_objection(alternate, motion)
    assert rules.can_record_objection(house.secretary, motion).rule == "seat"
    ballot = make.open_ballot(house, motion)
    assert ballots.cast_ballot(ballot=ballot, choice="abstain", actor=alternate).person_name == alternate.name


def test_no_filled_seat_no_quorum(house):
    motion = make.prepared(house)
    Seat.objects.update(person=None)
    Attendance.objects.all().delete()
    verdict = rules.is_quorate(rules.room_of(motion.item, None))
    assert verdict.rule == "quorum.empty"


def test_one_person_does_not_sit_for_two_seats(house):
    session = make.opened(house)
    Seat.objects.filter(pk=house.seats[4].pk).update(alternate=house.member)
    make.lettered(house, session, 5)
    with pytest.raises(ValidationError):
        mark(house, session, 5, Presence.REPRESENTED)


@pytest.mark.parametrize("who", ["chair", "member"])
def test_only_the_secretariat_and_the_operator_keep_the_attendance_list(house, who):
    refused(
        "attendance.who",
        attendance.record_attendance,
        session=make.planned(house),
        presences={},
        actor=getattr(house, who),
    )


def test_the_attendance_list_closes_with_the_session(house):
    session = sessions.end_session(session=make.opened(house), actor=house.chair)
    refused(
        "attendance.state",
        attendance.record_attendance,
        session=session,
        presences={},
        actor=house.operator,
    )


def test_a_seat_that_is_not_filled_that_day_is_not_recorded(house):
    with pytest.raises(ValidationError):
        attendance.record_attendance(
            session=make.planned(house), presences={10**9: "room"}, actor=house.operator
        )


# Consensus


def test_consensus_needs_members_of_three_elements(house):
    motion = make.put(house, make.item(house, make.opened(house, absent=(3, 4))))
    # Seats 1, 2 and 5 are academia, business, academia.
    words = refused("consensus.elements", motions.declare_consensus, motion=motion, actor=house.chair)
    assert "2 elements" in words
    assert ballots.open_ballot(motion=motion, reason="Cukup.", actor=house.chair).is_open


def test_with_an_objection_standing_there_is_no_plain_consensus(house):
    motion = make.put(house)
    objection = motions.record_objection(motion=motion, reason="Terlalu cepat.", actor=house.member)
    refused("consensus.objection", motions.declare_consensus, motion=motion, actor=house.chair)
    refused("notes.not_agreed", motions.declare_consensus_with_notes, motion=motion, actor=house.chair)
    motions.agree_to_note(objection=objection, actor=house.member)
    refused("consensus.objection", motions.declare_consensus, motion=motion, actor=house.chair)
    refused("objection.noted", motions.agree_to_note, objection=objection, actor=house.member)
    motions.lift_objection(objection=objection, actor=house.member)
    refused("notes.none", motions.declare_consensus_with_notes, motion=motion, actor=house.chair)
    assert motions.declare_consensus(motion=motion, actor=house.chair).state == "adopted_consensus"


def test_every_objector_must_agree_to_a_note(house):
    motion = make.put(house)
    first = motions.record_objection(motion=motion, reason="Satu.", actor=house.member)
    motions.record_objection(motion=motion, reason="Dua.", actor=house.secretary)
    motions.agree_to_note(objection=first, actor=house.member)
    words = refused(
        "notes.not_agreed", motions.declare_consensus_with_notes, motion=motion, actor=house.chair
    )
    assert "1 of 2" in words


def test_an_objection_is_the_members_own(house):
    motion = make.put(house)
    refused("seat", motions.record_objection, motion=motion, reason="X", actor=make.stranger())
    objection = motions.record_objection(motion=motion, reason="X", actor=house.member)
    refused("objection.twice", motions.record_objection, motion=motion, reason="Y", actor=house.member)
    for other in (house.chair, house.clerk, house.secretary):
        refused("objection.who", motions.lift_objection, objection=objection, actor=other)
        refused("objection.who", motions.agree_to_note, objection=objection, actor=other)
    motions.lift_objection(objection=objection, actor=house.member)
    refused("objection.lifted", motions.lift_objection, objection=objection, actor=house.member)
    with pytest.raises(ValidationError):
        motions.record_objection(motion=motion, reason="  ", actor=house.member)


def test_objections_belong_to_deliberation(house):
    motion = make.prepared(house)
    refused("objection.state", motions.record_objection, motion=motion, reason="X", actor=house.member)
    motions.put_motion(motion=motion, actor=house.chair)
    objection = motions.record_objection(motion=motion, reason="X", actor=house.member)
    make.open_ballot(house, motion)
    refused("objection.state", motions.lift_objection, objection=objection, actor=house.member)


def test_who_is_absent_takes_no_part(house):
    motion = make.put(house, make.item(house, make.opened(house, absent=(4,))))
    refused("seat.absent", motions.record_objection, motion=motion, reason="X", actor=house.member)
    ballot = make.open_ballot(house, motion)
    refused("ballot.absent", ballots.cast_ballot, ballot=ballot, choice="abstain", actor=house.member)
    refused("seat", ballots.cast_ballot, ballot=ballot, choice="abstain", actor=make.stranger())


# Conflicts of interest


def conflicted_by(house, how):
    """Give the member on seat 4 a conflict of interest in the matter of a new item; return the item."""
    if how == "author":
        house.authors.author = house.member
        AffiliationFactory(user=house.member, organisation=house.authors.organisation)
        GroupMembershipFactory(user=house.member, group=house.authors.group)
    elif how == "organisation":
        AffiliationFactory(user=house.member, organisation=house.authors.organisation, personal=True)
    elif how == "parent":
        parent = OrganisationFactory()
        house.authors.organisation.parent = parent
        house.authors.organisation.save()
        AffiliationFactory(user=house.member, organisation=parent)
    elif how in ("offer", "offer of one's own"):
        item = make.item(house, make.opened(house))
        offering = house.seats[3].organisation
        if how == "offer of one's own":
            offering = OrganisationFactory()
            AffiliationFactory(user=house.member, organisation=offering, personal=True)
        decision = decisions.announced(decisions.council())
        # The decision comes from a council of its own, which does not sit here.
        Seat.objects.exclude(pk__in=[seat.pk for seat in house.seats]).update(person=None)
        Contribution.objects.create(
            decision=decision,
            proposal=item.proposal,
            organisation=offering,
            kind="place",
            what="Aula",
            state="withdrawn",
            offered_by=house.member,
            offered_at=portal_clock.now(),
        )
        return item
    elif how == "seat":
        Seat.objects.filter(pk=house.seats[3].pk).update(organisation=house.authors.organisation)
    elif how.startswith("co-author"):
        return _written_along(house, how)
    return make.item(house, make.opened(house))


def _written_along(house, how):
    """Return an item whose proposal the fourth seat, or one of its organisation, writes along or once did."""
    item = make.item(house, make.opened(house))
    colleague = how == "co-author's colleague"
    person = UserFactory() if colleague else house.member
    CoAuthor.objects.create(
        proposal=item.proposal,
        person=person,
        organisation=house.seats[3].organisation if colleague else OrganisationFactory(),
        since=portal_clock.now(),
        until=portal_clock.now() if how == "co-author who left" else None,
    )
    return item


@pytest.mark.parametrize(
    ("how", "basis"),
    [
        ("co-author", "author"),
        ("co-author who left", "author"),
        ("co-author's colleague", "organisation"),
        ("author", "author"),
        ("organisation", "organisation"),
        ("parent", "organisation"),
        ("seat", "organisation"),
        ("offer", "contribution"),
        ("offer of one's own", "contribution"),
    ],
)
def test_a_conflicted_member_counts_for_the_quorum_and_takes_no_part(house, how, basis):
    item = conflicted_by(house, how)
    motion = make.put(house, item)
    conflict = ConflictOfInterest.objects.get(motion=motion)
    assert (conflict.seat, conflict.basis) == (house.seats[3], basis)
    refused(f"conflict.{basis}", motions.record_objection, motion=motion, reason="X", actor=house.member)
    ballot = make.open_ballot(house, motion)
    assert ballot.seats.get(seat=house.seats[3]).conflicted
    assert ballot.motion.present == 5
    refused("ballot.conflict", ballots.cast_ballot, ballot=ballot, choice="against", actor=house.member)


def test_an_affiliation_that_is_not_verified_is_no_conflict(house):
    AffiliationFactory(user=house.member, organisation=house.authors.organisation, pending=True)
    motion = make.put(house, make.item(house, make.opened(house)))
    assert not motion.conflicts.exists()


def test_a_conflict_that_was_written_down_outlives_the_affiliation(house):
    affiliation = AffiliationFactory(user=house.member, organisation=house.authors.organisation)
    motion = make.put(house, make.item(house, make.opened(house)))
    affiliation.status = "ended"
    affiliation.save()
    refused("conflict.organisation", motions.record_objection, motion=motion, reason="X", actor=house.member)


def test_a_declared_conflict_takes_the_objection_with_it_and_holds_for_the_whole_matter(house):
    motion = make.put(house)
    motions.record_objection(motion=motion, reason="Terlalu cepat.", actor=house.member)
    motions.declare_conflict(motion=motion, reason="Saya pengurusnya.", actor=house.member)
    refused("conflict.declared", motions.declare_conflict, motion=motion, reason="X", actor=house.member)
    assert not motion.objections.filter(lifted_at=None).exists()
    ballot = make.open_ballot(house, motion)
    refused("conflict.frozen", motions.declare_conflict, motion=motion, reason="X", actor=house.secretary)
    make.counted(house, ballot)
    refused("conflict.state", motions.declare_conflict, motion=motion, reason="X", actor=house.secretary)
    second = make.put(house, motion.item, wording="Rumusan kedua.")
    refused("conflict.declared", motions.record_objection, motion=second, reason="X", actor=house.member)


def test_only_a_seat_declares_a_conflict_and_says_which(house):
    motion = make.put(house)
    refused("seat", motions.declare_conflict, motion=motion, reason="X", actor=house.operator)
    with pytest.raises(ValidationError):
        motions.declare_conflict(motion=motion, reason=" ", actor=house.member)


def test_when_fewer_than_a_third_can_decide_the_motion_is_not_put(house):
    motion = make.prepared(house)
    for person in (house.vice_chair, house.secretary, house.member, house.person(5)):
        motions.declare_conflict(motion=motion, reason="Ikut mengusulkan.", actor=person)
    words = refused("deciders", motions.put_motion, motion=motion, actor=house.chair)
    assert "Only 1 of 5 members could take part in deciding; 2 are needed" in words
    item = agenda.postpone_item(item=motion.item, reason="Kurang dari sepertiga.", actor=house.chair)
    assert item.state == "postponed"


# Who leads


def test_the_vice_chair_leads_where_the_chair_is_conflicted(house):
    AffiliationFactory(user=house.chair, organisation=house.authors.organisation)
    motion = make.prepared(house, make.item(house, make.opened(house)))
    refused("motion.put.who", motions.put_motion, motion=motion, actor=house.chair)
    motion = motions.put_motion(motion=motion, actor=house.vice_chair)
    assert motion.leader == house.seats[1]
    refused("motion.declare_consensus.who", motions.declare_consensus, motion=motion, actor=house.chair)


def test_the_vice_chair_leads_where_the_chair_is_absent(house):
    session = make.present(house, make.planned(house), absent=(1,))
    refused("session.open.who", sessions.open_session, session=session, actor=house.chair)
    session = sessions.open_session(session=session, actor=house.vice_chair)
    assert sessions.end_session(session=session, actor=house.vice_chair).state == "ended"


def test_a_represented_chair_does_not_lead_and_neither_does_the_alternate(house):
    alternate = UserFactory()
    Seat.objects.filter(pk=house.seats[0].pk).update(alternate=alternate)
    session = make.opened(house)
    make.lettered(house, session, 1)
    mark(house, session, 1, Presence.REPRESENTED)
    refused("session.end.who", sessions.end_session, session=session, actor=alternate)
    assert sessions.end_session(session=session, actor=house.vice_chair).state == "ended"


def test_without_chair_and_vice_chair_those_present_name_who_leads(house):
    session = make.present(house, make.planned(house), absent=(1, 2))
    refused("session.leader", sessions.open_session, session=session, actor=house.operator)
    refused(
        "attendance.who", attendance.name_leader, session=session, seat=house.seats[2], actor=house.member
    )
    refused(
        "session.name_leader.place",
        attendance.name_leader,
        session=session,
        seat=house.seats[1],
        actor=house.operator,
    )
    attendance.name_leader(session=session, seat=house.seats[3], actor=house.operator)
    session = sessions.open_session(session=session, actor=house.member)
    assert session.state == "open"
    mark(house, session, 2, Presence.ROOM)
    refused("session.end.who", sessions.end_session, session=session, actor=house.member)
    refused(
        "session.name_leader.office",
        attendance.name_leader,
        session=session,
        seat=house.seats[3],
        actor=house.operator,
    )


def test_a_leader_can_be_named_for_a_matter_in_which_every_officer_is_conflicted(house):
    session = make.opened(house)
    for officer in (house.chair, house.vice_chair):
        AffiliationFactory(user=officer, organisation=house.authors.organisation)
    motion = make.prepared(house, make.item(house, session))
    refused("session.leader", motions.put_motion, motion=motion, actor=house.operator)
    attendance.name_leader(session=session, seat=house.seats[2], actor=house.operator)
    assert motions.put_motion(motion=motion, actor=house.secretary).leader == house.seats[2]


@pytest.mark.parametrize("who", ["clerk", "head", "member", "secretary", "vice_chair"])
def test_nobody_else_leads(house, who):
    motion = make.prepared(house)
    refused("motion.put.who", motions.put_motion, motion=motion, actor=getattr(house, who))
    refused(
        "item.postpone.who",
        agenda.postpone_item,
        item=motion.item,
        reason="X",
        actor=getattr(house, who),
    )


# Order of things


def test_a_session_does_not_end_with_a_motion_before_it(house):
    motion = make.put(house)
    session = motion.item.session
    words = refused("session.pending", sessions.end_session, session=session, actor=house.chair)
    assert "under deliberation" in words
    make.open_ballot(house, motion)
    words = refused("session.pending", sessions.end_session, session=session, actor=house.chair)
    assert "ballot" in words


def test_a_session_with_quorum_is_not_rescheduled(house):
    refused(
        "session.reschedule.quorum",
        sessions.reschedule_session,
        session=make.opened(house),
        starts_at=portal_clock.now() + timedelta(days=30),
        place="Balai",
        invitation_number="2/UND",
        reason="Ingin pulang.",
        actor=house.chair,
    )


def test_nothing_is_put_before_the_session_opens_or_after_the_item_ended(house):
    motion = make.prepared(house, make.item(house, make.present(house, make.planned(house))))
    refused("motion.session", motions.put_motion, motion=motion, actor=house.chair)
    sessions.open_session(session=motion.item.session, actor=house.chair)
    agenda.withdraw_item(item=motion.item, reason="Salah acara.", actor=house.chair)
    refused("motion.item", motions.put_motion, motion=motion, actor=house.chair)
    refused("motion.item", agenda.postpone_item, item=motion.item, reason="X", actor=house.chair)
    refused(
        "motion.prepare.item",
        motions.prepare_motion,
        item=motion.item,
        outcome="accepted",
        wording="X",
        actor=house.clerk,
    )


def test_a_motion_on_an_outdated_version_is_not_put(house):
    motion = make.prepared(house)
    proposal = motion.proposal
    return_to_group(
        proposal=proposal,
        reason="Perlu data.",
        deadline=portal_clock.today() + timedelta(days=5),
        actor=house.clerk,
    )

    newer = make_version(
        proposal,
        text=text_of(proposal.current_version),
        areas=[],
        author=None,
        origin="edit",
        change_note="x",
    )
    Proposal.objects.filter(pk=proposal.pk).update(current_version=newer)
    refused("motion.version", motions.put_motion, motion=motion, actor=house.chair)


def test_a_reason_is_asked_for_and_a_deadline_lies_ahead(house):
    motion = make.put(house)
    for action in (agenda.postpone_item, agenda.withdraw_item):
        with pytest.raises(ValidationError):
            action(item=motion.item, reason=" ", actor=house.chair)
    with pytest.raises(ValidationError):
        agenda.return_item_to_group(
            item=motion.item, reason="X", deadline=portal_clock.today(), actor=house.chair
        )
    with pytest.raises(ValidationError):
        ballots.open_ballot(motion=motion, reason="", actor=house.chair)
    assert Motion.objects.get(pk=motion.pk).state == "put"


def test_an_item_without_a_proposal_is_not_returned_to_a_group(house):
    item = make.item(house, make.opened(house), title="Tata tertib")
    refused(
        "item.return.proposal",
        agenda.return_item_to_group,
        item=item,
        reason="X",
        deadline=portal_clock.today() + timedelta(days=5),
        actor=house.chair,
    )


def test_a_closed_ballot_takes_no_vote_and_is_not_closed_again(house):
    ballot = make.open_ballot(house)
    make.counted(house, ballot, seat_1="in_favour")
    refused("ballot.closed", ballots.cast_ballot, ballot=ballot, choice="against", actor=house.member)
    refused("motion.close_ballot.state", ballots.close_ballot, ballot=ballot, actor=house.chair)


def test_a_word_that_is_no_choice_is_refused_without_repeating_it(house):
    ballot = make.open_ballot(house)
    with pytest.raises(ValidationError) as error:
        ballots.cast_ballot(ballot=ballot, choice="setuju sekali", actor=house.member)
    assert "setuju sekali" not in str(error.value)
    assert not ballot.seats.filter(cast_at__isnull=False).exists()


def test_a_motion_in_a_meeting_that_does_not_decide_is_not_put(house):
    motion = make.prepared(house)
    Session.objects.filter(pk=motion.item.session_id).update(kind="hearing")
    refused("motion.kind", motions.put_motion, motion=Motion.objects.get(pk=motion.pk), actor=house.chair)


# Minutes


def test_only_the_leader_and_the_council_secretary_have_an_office_to_sign_in(house):
    session = sessions.end_session(session=make.opened(house), actor=house.chair)
    room = Room.of(session)
    assert signing_role(house.chair, session, room) == "chair"
    assert signing_role(house.secretary, session, room) == "secretary"
    assert signing_role(house.member, session, room) is None
    assert signing_role(house.clerk, session, room) is None


def test_minutes_are_written_by_the_secretariat_between_the_end_and_the_first_signature(house):
    session = make.opened(house)
    refused("minutes.state", sessions.write_minutes, session=session, text="X", actor=house.clerk)
    session = sessions.end_session(session=session, actor=house.chair)
    refused("minutes.who", sessions.write_minutes, session=session, text="X", actor=house.chair)
    with pytest.raises(ValidationError):
        sessions.write_minutes(session=session, text=" ", actor=house.clerk)
    refused("minutes.empty", sessions.sign_minutes, session=session, actor=house.chair)
    sessions.write_minutes(session=session, text="Lancar.", actor=house.clerk)
    refused("minutes.corrections.days", sessions.sign_minutes, session=session, actor=house.chair)
    make.corrected(house, session, "Lancar sekali.")
    sessions.sign_minutes(session=session, actor=house.chair)
    refused("minutes.signed_by_you", sessions.sign_minutes, session=session, actor=house.chair)
    refused("minutes.signed", sessions.write_minutes, session=session, text="Y", actor=house.clerk)
    for other in (house.operator, house.member, house.clerk):
        refused("session.sign_minutes.who", sessions.sign_minutes, session=session, actor=other)
    assert Session.objects.get(pk=session.pk).minutes == "Lancar sekali."
