"""Keeping order: flags, cases, decisions, suspensions and reviews, and who may do what."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from portal.kit.verdict import Refused
from portal.members import roles
from portal.members.models import User
from portal.record.models import Act
from proposals import actions, permissions
from proposals.models import Comment, Flag, ModerationCase, ModerationDecision, Proposal
from tests.factories.members import AffiliationFactory, UserFactory, member, staff
from tests.factories.moderation import (
    REASON,
    decide,
    flagged,
    hidden,
    house_rule,
    moderator,
    review_of,
    taken_on,
)
from tests.factories.proposals import LONG, cast, comment, draft, in_discussion

pytestmark = pytest.mark.django_db


def refused(function, **arguments) -> str:
    """Return the code of the rule that refuses the action."""
    with pytest.raises(Refused) as error:
        function(**arguments)
    assert error.value.verdict.message
    return error.value.verdict.rule


def anew(user: User) -> User:
    """Return the person as the next request reads them."""
    return User.objects.get(pk=user.pk)


# Flags


def test_a_comment_is_flagged_once_per_person_and_waits_once(clock):
    found = comment(in_discussion())
    first, second = UserFactory(), UserFactory()
    case = flagged(found, person=first)
    assert flagged(found, person=second) == case
    assert refused(actions.flag_comment, comment=found, actor=first, category="spam") == "comment.flag.once"
    assert Flag.objects.filter(case=case).count() == 2
    assert ModerationCase.objects.waiting().get() == case


def test_nobody_flags_their_own_comment_or_one_that_is_gone(clock):
    found = comment(in_discussion())
    assert refused(actions.flag_comment, comment=found, actor=found.author, category="spam") == (
        "comment.flag.own"
    )
    actions.retract_comment(comment=found, actor=found.author)
    assert refused(actions.flag_comment, comment=found, actor=UserFactory(), category="spam") == (
        "comment.flag.gone"
    )


@pytest.mark.parametrize(
    ("category", "note", "field"), [("", "", "category"), ("bukan", "", "category"), ("other", " ", "note")]
)
def test_a_flag_says_what_is_wrong(category, note, field, clock):
    with pytest.raises(ValidationError) as error:
        actions.flag_comment(
            comment=comment(in_discussion()), actor=UserFactory(), category=category, note=note
        )
    assert set(error.value.message_dict) == {field}
    assert not ModerationCase.objects.exists()


def test_who_flagged_stands_in_no_public_act(clock):
    flagged()
    assert Act.objects.get(verb="flag").entry is None


# Taking on and deciding


def test_only_moderators_take_cases_on(clock):
    case = flagged()
    for role in roles.ALL_ROLES:
        allowed = bool(permissions.can_claim(staff(role), case))
        assert allowed is (role == roles.MODERATOR), role
    assert not permissions.can_claim(UserFactory(is_superuser=True), case)


def test_nobody_moderates_what_is_their_own_or_of_their_organisation(clock):
    people = cast()
    found = comment(in_discussion(people))
    case = flagged(found)
    for person in (found.author, people.author):
        person.groups.set(moderator().groups.all())
        roles.forget(person)
        assert permissions.can_claim(person, case).rule == "moderation.own"
    colleague = moderator()
    AffiliationFactory(user=colleague, organisation=people.organisation, personal=True)
    assert refused(actions.claim_case, case=case, actor=colleague) == "moderation.own"


def test_a_case_is_decided_by_whoever_took_it_on(clock):
    case, other = flagged(), moderator()
    decision = {"outcome": "leave", "reason": "Sesuai aturan."}
    assert refused(actions.decide_case, case=case, actor=other, **decision) == "moderation.decide.unclaimed"
    mine = taken_on(case)
    assert refused(actions.claim_case, case=case, actor=other) == "moderation.claim.taken"
    assert refused(actions.claim_case, case=case, actor=mine.claimed_by) == "moderation.claim.yours"
    assert refused(actions.decide_case, case=case, actor=other, **decision) == "moderation.decide.taken"
    actions.decide_case(case=case, actor=mine.claimed_by, **decision)
    assert refused(actions.decide_case, case=case, actor=mine.claimed_by, **decision) == "moderation.decided"


def test_a_case_given_back_or_left_lying_may_be_taken_on_by_another(clock):
    case = taken_on()
    actions.release_case(case=case, actor=case.claimed_by)
    again = taken_on(ModerationCase.objects.get(), by=moderator())
    clock.forward(hours=23)
    assert refused(actions.claim_case, case=again, actor=moderator()) == "moderation.claim.taken"
    clock.forward(hours=1)
    assert actions.claim_case(case=again, actor=moderator()).claimed_by != again.claimed_by


def test_what_is_left_stays_and_its_writer_hears_nothing(clock):
    case = flagged()
    mail.outbox.clear()
    decide(case, "leave")
    found = Comment.objects.get()
    assert found.is_visible
    assert not mail.outbox
    assert Act.objects.get(verb="leave").entry is None


@pytest.mark.parametrize("outcome", ["hide", "warn"])
def test_what_is_hidden_leaves_a_mark_and_its_answers_and_counts_no_more(outcome, clock):
    people = cast()
    proposal = in_discussion(people)
    found = comment(proposal, element="academia")
    answerer = member(group=people.group)
    actions.reply(
        comment=found,
        actor=answerer,
        affiliation=roles.current_affiliations(answerer)[0],
        capacity="personal",
        body="Terima kasih.",
    )
    proposal = Proposal.objects.get()
    assert (proposal.comment_count, proposal.heard_missing) == (2, 1)
    mail.outbox.clear()
    decision = hidden(found, outcome)
    proposal = Proposal.objects.get()
    assert (proposal.comment_count, proposal.heard_missing) == (1, 2)
    found = Comment.objects.get(pk=found.pk)
    assert (found.hiding, found.hidden_at) == (decision, clock.now)
    assert found.body.strip() == LONG.strip()
    assert Comment.objects.visible().count() == 1
    assert [letter.to for letter in mail.outbox] == [[found.author.email]]
    assert REASON in mail.outbox[0].body
    act = Act.objects.get(verb="hide")
    assert act.entry is not None
    assert act.reason == ""
    assert act.note["rule"] == 3


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"outcome": "hide", "reason": " "}, {"reason", "rule"}),
        ({"outcome": "release", "reason": "x"}, {"outcome"}),
        ({"outcome": "uphold", "reason": "x"}, {"outcome"}),
        ({"outcome": "", "reason": "x"}, {"outcome"}),
    ],
)
def test_a_decision_names_outcome_rule_and_reason(values, fields, clock):
    case = taken_on()
    with pytest.raises(ValidationError) as error:
        actions.decide_case(case=case, actor=case.claimed_by, **values)
    assert set(error.value.message_dict) == fields
    assert not ModerationDecision.objects.exists()


def test_a_rule_no_longer_in_force_is_not_named(clock):
    rule = house_rule()
    rule.in_force = False
    rule.save()
    with pytest.raises(ValidationError):
        hidden(rule=rule)


def test_a_decision_is_never_changed(clock):
    hidden()
    with pytest.raises(DatabaseError), transaction.atomic():
        ModerationDecision.objects.update(outcome="leave")
    with pytest.raises(DatabaseError), transaction.atomic():
        ModerationDecision.objects.all().delete()
    assert ModerationDecision.objects.update(person=None, reason="") == 1


# Suspension


@pytest.mark.parametrize(("days", "allowed"), [(-1, False), (0, False), (1, True), (90, True), (91, False)])
def test_a_suspension_ends_on_a_day_within_the_rules(days, allowed, clock):
    until = clock.now.date() + timedelta(days=days)
    if allowed:
        assert hidden(outcome="suspend", suspended_until=until).suspended_until == until
    else:
        with pytest.raises(ValidationError) as error:
            hidden(outcome="suspend", suspended_until=until)
        assert set(error.value.message_dict) == {"suspended_until"}


def writing_verbs(writer: User, proposal: Proposal, own: Comment, drafted: Proposal):
    """Return every verb by which the person writes, asked as the next request does."""
    return {
        "comment": permissions.can_comment(anew(writer), proposal),
        "edit_comment": permissions.can_edit_comment(anew(writer), own),
        "create": permissions.can_create(anew(writer)),
        "submit": permissions.can_submit(anew(writer), drafted),
        "edit": permissions.can_edit(anew(writer), proposal),
        "answer": permissions.can_answer_comments(anew(writer), proposal),
    }


def test_who_is_suspended_writes_nowhere_until_the_day_has_passed_and_is_told_why(clock):
    people = cast()
    proposal, drafted = in_discussion(people), draft(people)
    bad = comment(proposal, actor=people.author, element="society")
    own = comment(proposal, actor=people.author)
    assert all(writing_verbs(people.author, proposal, own, drafted).values())
    until = clock.now.date() + timedelta(days=2)
    hidden(bad, "suspend", suspended_until=until)
    for verb, verdict in writing_verbs(people.author, proposal, own, drafted).items():
        assert verdict.rule == "moderation.suspended", verb
        assert "23\u00a0November\u00a02026" in str(verdict.message)
        assert house_rule().name in str(verdict.message)
    # What one takes away, one may.
    assert permissions.can_retract_comment(anew(people.author), own)
    assert permissions.can_support(anew(people.coordinator), proposal)
    clock.forward(days=3)
    found = Comment.objects.get(pk=own.pk)
    assert permissions.can_comment(anew(people.author), proposal)
    assert permissions.can_edit_comment(anew(people.author), found).rule == "comment.edit.late"


def test_a_suspended_liaison_gives_no_official_response(clock):
    proposal = in_discussion()
    liaison = UserFactory()
    AffiliationFactory(user=liaison, organisation__element="government", is_liaison=True)
    bad = comment(proposal, actor=liaison)
    hidden(bad, "suspend", suspended_until=clock.now.date() + timedelta(days=1))
    assert permissions.can_respond_officially(anew(liaison), proposal).rule == "moderation.suspended"


# Review


def test_a_review_is_asked_for_once_by_its_person_within_the_days(clock):
    decision = hidden()
    person = decision.person
    assert refused(actions.ask_review, decision=decision, actor=UserFactory(), statement="x") == (
        "moderation.review.who"
    )
    clock.forward(days=14)
    assert permissions.can_ask_review(person, decision)
    clock.forward(days=1)
    assert refused(actions.ask_review, decision=decision, actor=person, statement="x") == (
        "moderation.review.late"
    )
    clock.forward(days=-1)
    review_of(decision)
    assert (
        refused(
            actions.ask_review,
            decision=ModerationDecision.objects.get(pk=decision.pk),
            actor=person,
            statement="x",
        )
        == "moderation.review.once"
    )


def test_a_review_says_why(clock):
    decision = hidden()
    with pytest.raises(ValidationError):
        actions.ask_review(decision=decision, actor=decision.person, statement="  ")


def test_whoever_decided_does_not_review(clock):
    decision = hidden()
    case = review_of(decision)
    assert refused(actions.claim_case, case=case, actor=decision.decided_by) == "moderation.review.same"
    assert permissions.can_claim(moderator(), case)


def test_a_review_that_undoes_restores_the_comment_the_counts_and_the_writing(clock):
    proposal = in_discussion()
    bad = comment(proposal)
    decision = hidden(bad, "suspend", suspended_until=clock.now.date() + timedelta(days=9))
    assert not permissions.not_suspended(anew(bad.author))
    mail.outbox.clear()
    decide(review_of(decision), "reverse")
    assert Comment.objects.visible().get().hiding is None
    assert Proposal.objects.get().comment_count == 1
    assert permissions.not_suspended(anew(bad.author))
    assert len(mail.outbox) == 1
    assert Act.objects.get(verb="unhide").entry is not None


def test_a_review_that_upholds_changes_nothing_and_is_not_reviewed(clock):
    decision = hidden()
    upheld = decide(review_of(decision), "uphold")
    assert not Comment.objects.visible().exists()
    assert permissions.can_ask_review(upheld.person, upheld).rule == "moderation.review.outcome"


def test_a_comment_left_once_may_be_flagged_again_by_others(clock):
    found = comment(in_discussion())
    decide(flagged(found), "leave")
    assert flagged(found).is_open
    assert ModerationCase.objects.count() == 2
