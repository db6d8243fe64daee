"""Who may do what: roles from the records, and nobody for a proposal of their own."""

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.kit.verdict import Refused
from portal.kit.wording import tanggal
from portal.kit.workdays import add_workdays
from portal.members import roles
from proposals import actions, permissions
from tests.factories.members import (
    AffiliationFactory,
    GroupMembershipFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
    member,
    staff,
)
from tests.factories.proposals import ask_for_review, cast, comment, draft, in_discussion, in_state

pytestmark = pytest.mark.django_db

# Every step that nobody takes for a proposal of their own or of their organisation, with a state for it.
NOT_OWN = [
    ("can_open_discussion", "submitted"),
    ("can_send_back", "submitted"),
    ("can_not_forward", "submitted"),
    ("can_extend", "discussion"),
    ("can_review", "not_forwarded"),
    ("can_uphold_refusal", "not_forwarded"),
    ("can_reopen_discussion", "formulation"),
    ("can_write_formulation", "formulation"),
    ("can_send_to_session", "formulation"),
    ("can_record_meeting", "discussion"),
    ("can_propose_merge", "discussion"),
    ("can_unmerge", "merged"),
    ("can_resume", "deferred"),
    ("can_restore", "withdrawn"),
]
# Steps of the secretariat alone: there the table refuses a coordinator first.
SECRETARIAT_ALONE = {
    "proposal.not_forward.who",
    "proposal.resume.who",
    "proposal.restore.who",
    "proposal.review.who",
    "proposal.unmerge.who",
    "proposal.uphold_refusal.who",
}


@pytest.mark.parametrize(("rule", "state"), NOT_OWN)
def test_a_member_of_the_authors_organisation_takes_no_step_for_its_proposal(rule, state, clock):
    people = cast()
    proposal = in_state(state, people)
    if state == "not_forwarded":
        ask_for_review(proposal, people)
    colleague = staff(roles.SECRETARIAT_EDITOR)
    AffiliationFactory(user=colleague, organisation=people.organisation, personal=True)
    verdict = getattr(permissions, rule)(colleague, proposal)
    assert verdict.rule == "proposal.own"
    assert proposal.rules.article in verdict.message
    assert getattr(permissions, rule)(people.secretariat, proposal)


@pytest.mark.parametrize(("rule", "state"), NOT_OWN)
def test_an_author_who_coordinates_takes_no_step_for_their_own_proposal(rule, state, clock):
    people = cast()
    proposal = in_state(state, people)
    people.author.memberships.update(role="coordinator")
    roles.forget(people.author)
    verdict = getattr(permissions, rule)(people.author, proposal)
    assert not verdict
    assert verdict.rule in {"proposal.own", *SECRETARIAT_ALONE}


def test_belonging_counts_to_a_part_of_the_authors_organisation_and_to_what_it_is_part_of(clock):
    people = cast()
    parent = OrganisationFactory()
    people.organisation.parent = parent
    people.organisation.save()
    child = OrganisationFactory(parent=people.organisation)
    sibling = OrganisationFactory(parent=parent)
    proposal = in_state("submitted", people)
    proposal.organisation.refresh_from_db()
    assert permissions.is_own(member(organisation=parent), proposal)
    assert permissions.is_own(member(organisation=child), proposal)
    assert not permissions.is_own(member(organisation=sibling), proposal)


@pytest.mark.parametrize(("rule", "state"), NOT_OWN)
def test_a_coordinator_of_another_group_takes_no_step(rule, state, clock):
    proposal = in_state(state)
    other = member(group=cast().group, coordinator=True, element="academia")
    assert getattr(permissions, rule)(other, proposal).rule.endswith(".who")


def test_being_superuser_gives_no_right(clock):
    people = cast()
    proposal = in_state("submitted", people)
    superuser = UserFactory(is_superuser=True)
    for rule, _state in NOT_OWN[:3]:
        assert not getattr(permissions, rule)(superuser, proposal)
    assert permissions.roles_of(superuser, proposal) == frozenset()


def test_a_visitor_and_a_deactivated_account_have_no_role(clock):
    people = cast()
    proposal = in_state("submitted", people)
    people.coordinator.is_active = False
    assert permissions.roles_of(AnonymousUser(), proposal) == frozenset()
    assert permissions.roles_of(people.coordinator, proposal) == frozenset()


def test_a_proposal_is_begun_only_by_a_group_member_with_a_mandate(clock):
    people = cast()
    assert permissions.can_create(people.author)
    assert permissions.can_create(member()).rule == "proposal.group.none"
    personal = UserFactory()
    AffiliationFactory(user=personal, personal=True)
    GroupMembershipFactory(user=personal, group=people.group)
    assert permissions.can_create(personal).rule == "proposal.create.mandate"


def test_an_expired_mandate_stops_a_submission_in_words_that_name_the_organisation(clock):
    people = cast()
    proposal = draft(people)
    people.author.affiliations.update(mandate_valid_until=clock.now.date())
    clock.forward(days=1)
    roles.forget(people.author)
    verdict = permissions.can_submit(people.author, proposal)
    assert verdict.rule == "proposal.submit.mandate"
    assert people.organisation.name in verdict.message


def test_an_ended_membership_stops_a_submission(clock):
    people = cast()
    proposal = draft(people)
    people.author.memberships.update(status="ended")
    roles.forget(people.author)
    assert permissions.can_submit(people.author, proposal).rule == "proposal.group.none"


def test_comments_are_for_members_of_any_group_while_it_is_discussed(clock):
    proposal = in_discussion()
    assert permissions.can_comment(member(group=cast().group), proposal)
    assert permissions.can_comment(member(), proposal).rule == "proposal.group.none"
    assert permissions.can_comment(AnonymousUser(), proposal).rule == "proposal.comment.who"


@pytest.mark.parametrize("state", ["formulation", "awaiting_session"])
def test_council_members_and_agencies_comment_also_after_the_closing_and_others_do_not(state, clock):
    people = cast()
    proposal = in_state(state, people)
    seat = SeatFactory()
    liaison = UserFactory()
    AffiliationFactory(user=liaison, organisation=OrganisationFactory(element="government"), is_liaison=True)
    assert permissions.can_comment(seat.person, proposal)
    assert permissions.can_comment(liaison, proposal)
    assert permissions.can_respond_officially(liaison, proposal)
    assert permissions.can_comment(member(group=people.group), proposal).rule == "proposal.comment.who"


def test_who_may_not_take_part_yet_hears_the_first_step_that_is_missing(clock):
    proposal = in_discussion()
    assert permissions.can_comment(UserFactory(), proposal).rule == "member.none"
    waiting = UserFactory()
    AffiliationFactory(user=waiting, status="pending", decided_at=None, decided_by=None)
    pending = permissions.can_create(waiting)
    assert pending.rule == "member.pending"
    assert tanggal(add_workdays(clock.now.date(), 5)) in pending.message
    asked = member()
    GroupMembershipFactory(user=asked, group=proposal.leading_group, status="requested")
    roles.forget(asked)
    answer = permissions.can_support(asked, proposal)
    assert answer.rule == "proposal.group.waiting"
    assert proposal.leading_group.name in answer.message


def test_a_proposal_is_led_by_a_group_of_its_author_alone(clock):
    people = cast()
    elsewhere = cast().group
    proposal = draft(people, leading_group=elsewhere)
    with pytest.raises(Refused, match=r"submit\.group"):
        actions.submit_proposal(proposal=proposal, actor=people.author)
    assert elsewhere.name in permissions.can_lead(people.author, elsewhere).message
    assert permissions.can_lead(people.author, people.group)


def test_a_council_member_without_a_verified_organisation_does_not_comment(clock):
    proposal = in_discussion()
    seat = SeatFactory(affiliated=False)
    assert permissions.can_comment(seat.person, proposal).rule == "proposal.comment.affiliation"


def test_only_its_writer_edits_a_comment_and_only_while_young_and_unanswered(clock):
    proposal = in_discussion()
    young = comment(proposal)
    assert permissions.can_edit_comment(young.author, young)
    assert permissions.can_edit_comment(member(), young).rule == "comment.edit.who"
    clock.forward(minutes=15)
    late = permissions.can_edit_comment(young.author, young)
    assert late.rule == "comment.edit.late"
    assert proposal.rules.article in late.message


def test_a_refusal_names_the_article_once_the_rules_of_procedure_are_entered(clock):
    people = cast()
    proposal = in_state("submitted", people)
    rules = proposal.rules
    rules.reference = "Tata Tertib Pasal 12"
    rules.save()
    del proposal.rules
    people.author.memberships.update(role="coordinator")
    roles.forget(people.author)
    assert permissions.can_send_back(people.author, proposal).message.endswith("(Tata Tertib Pasal 12)")
