"""Merging with lineage both ways: consent or silence, what counts where, and everything given back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.kit.verdict import Refused
from portal.kit.workdays import add_workdays
from portal.members import roles
from portal.members.models import Affiliation, Element
from portal.notices.models import Notice
from portal.record.models import Act
from proposals import actions, permissions
from proposals.heard import heard
from proposals.lifecycle import State
from proposals.lineage import family
from proposals.models import AuthorInvitation, MergeRequest, Proposal, Support
from proposals.page import support_rows
from tests.factories.members import AffiliationFactory, member
from tests.factories.proposals import (
    asked_to_merge,
    cast,
    comment,
    draft,
    in_discussion,
    in_state,
    merged,
    submitted,
)

pytestmark = pytest.mark.django_db


def _fresh(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def _supporters(proposal: Proposal) -> int:
    return sum(
        members for _label, members, _organisations in support_rows(AnonymousUser(), family(proposal.pk))[0]
    )


@pytest.mark.parametrize("state", [state for state in State if state not in ("draft", "merged")])
def test_a_target_is_submitted_or_in_discussion(state, clock):
    people = cast()
    proposal, target = in_discussion(people), in_state(state)

    def ask():
        return actions.propose_merge(
            proposal=proposal, target=target, actor=people.coordinator, reason="Serupa."
        )

    if state in ("submitted", "discussion"):
        assert ask().target == target
        return
    with pytest.raises(Refused, match=r"proposal\.merge\.target"):
        ask()


def test_neither_what_is_merged_nor_the_proposal_itself_is_a_target(clock):
    people = cast()
    gone = in_state("merged")
    proposal = in_discussion(people)
    for target, rule in ((gone, "target"), (proposal, "itself")):
        with pytest.raises(Refused, match=rf"proposal\.merge\.{rule}"):
            actions.propose_merge(
                proposal=proposal, target=target, actor=people.coordinator, reason="Serupa."
            )
    with pytest.raises(IntegrityError), transaction.atomic():
        MergeRequest.objects.update(target_id=MergeRequest.objects.get().proposal_id)


def test_nobody_merges_into_a_proposal_of_their_own_organisation(clock):
    people, others = cast(), cast()
    AffiliationFactory(user=people.coordinator, organisation=others.organisation, personal=True)
    roles.forget(people.coordinator)
    with pytest.raises(Refused, match=r"proposal\.merge\.own_target"):
        actions.propose_merge(
            proposal=in_discussion(people),
            target=in_discussion(others),
            actor=people.coordinator,
            reason="Serupa.",
        )


def test_without_the_question_nothing_is_merged(clock):
    people = cast()
    with pytest.raises(Refused, match=r"proposal\.merge\.asked"):
        actions.merge_proposal(proposal=in_discussion(people), actor=people.coordinator, reason="Serupa.")


def test_silence_counts_after_five_working_days_and_then_needs_a_reason(clock):
    people = cast()
    proposal = asked_to_merge(in_discussion(people), in_discussion(), people, agreed=False)
    due = add_workdays(clock.now.date(), 5)
    assert MergeRequest.objects.get().due_on == due
    clock.forward(days=(due - clock.now.date()).days)
    with pytest.raises(Refused, match=r"proposal\.merge\.waiting"):
        actions.merge_proposal(proposal=proposal, actor=people.coordinator, reason="Tidak dijawab.")
    clock.forward(days=1)
    with pytest.raises(ValidationError, match="reason"):
        actions.merge_proposal(proposal=proposal, actor=people.coordinator)
    done = actions.merge_proposal(proposal=proposal, actor=people.coordinator, reason="Tidak dijawab.")
    assert done.state == State.MERGED
    act = Act.objects.get(verb="merge")
    assert (act.reason, act.note["agreed"]) == ("Tidak dijawab.", False)


def test_an_author_who_declines_says_why_and_ends_the_question(clock):
    people = cast()
    target = in_discussion()
    proposal = asked_to_merge(in_discussion(people), target, people, agreed=False)
    with pytest.raises(ValidationError, match="reason"):
        actions.answer_merge(proposal=proposal, actor=people.author, agrees=False)
    actions.answer_merge(proposal=proposal, actor=people.author, agrees=False, reason="Sasarannya lain.")
    clock.forward(days=30)
    with pytest.raises(Refused):
        actions.merge_proposal(proposal=proposal, actor=people.coordinator, reason="Tetap.")
    # Another question may be asked, about the same or another one.
    MergeRequest.objects.get(ended_at__isnull=False, answer="declines")


def test_one_question_at_a_time_also_by_the_database(clock):
    people = cast()
    target = in_discussion()
    proposal = asked_to_merge(in_discussion(people), target, people, agreed=False)
    with pytest.raises(Refused, match=r"proposal\.propose_merge\.live"):
        asked_to_merge(proposal, target, people)
    request = MergeRequest.objects.get()
    request.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        request.save(force_insert=True)
    actions.cancel_merge(proposal=proposal, actor=people.coordinator, reason="Ternyata berbeda.")
    asked_to_merge(proposal, target, people)
    assert Notice.objects.filter(kind="proposal.merge_cancelled").count() == 1


@pytest.mark.parametrize("way", ["withdraw", "send_back", "not_forward"])
def test_a_question_ends_when_the_proposal_goes_another_way(way, clock):
    people = cast()
    proposal = asked_to_merge(submitted(people), in_discussion(), people, agreed=False)
    do = {
        "withdraw": lambda: actions.withdraw_proposal(
            proposal=proposal, actor=people.author, reason="Batal."
        ),
        "send_back": lambda: actions.send_back(
            proposal=proposal, actor=people.coordinator, reason="Lengkapi."
        ),
        "not_forward": lambda: actions.not_forward(
            proposal=proposal,
            actor=people.secretariat,
            category="promotion",
            reason="Iklan.",
            direction="Media.",
        ),
    }
    do[way]()
    assert MergeRequest.objects.get().ended_at is not None


def test_the_target_is_asked_again_when_the_merging_is_carried_out(clock):
    people, others = cast(), cast()
    target = submitted(others)
    proposal = asked_to_merge(in_discussion(people), target, people)
    actions.withdraw_proposal(proposal=target, actor=others.author, reason="Batal.")
    with pytest.raises(Refused, match=r"proposal\.merge\.target"):
        actions.merge_proposal(proposal=proposal, actor=people.coordinator)
    assert _fresh(proposal).state == State.DISCUSSION


def test_comments_and_supporters_count_on_the_target_and_come_back(clock):
    people, others = cast(), cast()
    proposal, target = in_discussion(people), in_discussion(others)
    both = member(group=people.group, element="business")
    for each in (proposal, target):
        actions.give_support(proposal=each, actor=both)
    actions.give_support(proposal=proposal, actor=member(group=people.group, element="academia"))
    comment(proposal, element="business")
    comment(target, element="academia")
    assert (_fresh(target).comment_count, heard(_fresh(target)).missing) == (1, 1)

    gone = merged(proposal, target, people)
    assert gone.merged_into == target
    assert _fresh(target).comment_count == 2
    assert _fresh(target).heard_missing == 0
    assert heard(_fresh(target)).elements[Element.BUSINESS].comments == 1
    assert _supporters(target) == 2
    # They stay where they are, readable.
    assert proposal.comments.count() == 1
    assert _supporters(gone) == 2
    assert _fresh(gone).comment_count == 1

    back = actions.unmerge_proposal(proposal=gone, actor=people.secretariat, reason="Ternyata berbeda.")
    assert (back.state, back.merged_into) == (State.DISCUSSION, None)
    assert _fresh(target).comment_count == 1
    assert _fresh(target).heard_missing == 1
    assert (_supporters(target), _supporters(back)) == (1, 2)


def test_what_was_merged_into_the_merged_counts_along_and_leaves_with_it(clock):
    a, b, c = cast(), cast(), cast()
    first, second, third = in_discussion(a), in_discussion(b), in_discussion(c)
    comment(first)
    merged(first, second, a)
    merged(second, third, b)
    assert _fresh(third).comment_count == 1
    actions.unmerge_proposal(proposal=second, actor=b.secretariat, reason="Berbeda.")
    assert (_fresh(third).comment_count, _fresh(second).comment_count) == (0, 1)


def test_a_comment_withdrawn_on_the_merged_is_recounted_on_the_target(clock):
    people = cast()
    proposal, target = in_discussion(people), in_discussion()
    said = comment(proposal, element="business")
    merged(proposal, target, people)
    assert _fresh(target).comment_count == 1
    actions.retract_comment(comment=said, actor=said.author)
    assert (_fresh(target).comment_count, _fresh(proposal).comment_count) == (0, 0)


def test_support_of_the_merged_is_kept_once_and_taken_back_on_the_target(clock):
    people = cast()
    proposal, target = in_discussion(people), in_discussion()
    supporter = member(group=people.group)
    given = actions.give_support(proposal=proposal, actor=supporter)
    merged(proposal, target, people)
    assert actions.give_support(proposal=target, actor=supporter) == given
    assert Support.objects.count() == 1
    actions.withdraw_support(proposal=target, actor=supporter)
    assert not Support.objects.exists()


def test_a_merged_discussion_takes_no_more_comments_and_back_it_gets_seven_days(clock):
    people = cast()
    proposal = in_discussion(people)
    clock.forward(days=20)
    gone = merged(proposal, in_discussion(), people)
    assert permissions.can_comment(member(group=people.group), gone).rule == "proposal.comment.state"
    back = actions.unmerge_proposal(proposal=gone, actor=people.secretariat, reason="Ternyata berbeda.")
    assert back.closes_at - clock.now >= timedelta(days=7)


def test_the_old_address_shows_where_it_went_and_the_target_what_came(clock, client_for):
    people = cast()
    proposal, target = in_discussion(people), in_discussion(title="Bus sekolah bagi kelurahan tanpa trayek")
    gone = merged(proposal, target, people)
    visitor = client_for(None)
    old = visitor.get(gone.get_absolute_url()).content.decode()
    assert target.get_absolute_url() in old
    assert target.title in old
    new = visitor.get(target.get_absolute_url()).content.decode()
    assert gone.get_absolute_url() in new


def test_who_wants_to_become_co_author_is_named_to_the_author_of_the_target(clock):
    people, others = cast(), cast()
    proposal = asked_to_merge(in_discussion(people), in_discussion(others), people, agreed=False)
    actions.answer_merge(proposal=proposal, actor=people.author, agrees=True, wants_co_authorship=True)
    actions.merge_proposal(proposal=proposal, actor=people.coordinator)
    notice = Notice.objects.get(kind="proposal.joined")
    assert notice.person == others.author
    assert "pengusul bersama" in notice.body
    assert Notice.objects.get(kind="proposal.merged").person == people.author


def wanted(people, target):
    """Return a proposal whose author agrees to the merging into `target` and wants to write that along."""
    proposal = asked_to_merge(in_discussion(people), target, people, agreed=False)
    return actions.answer_merge(
        proposal=proposal, actor=people.author, agrees=True, wants_co_authorship=True
    ).proposal


def test_who_wants_to_become_co_author_is_invited_and_accepts_with_one_click(clock, client_for):
    people, others = cast(), cast()
    target = in_discussion(others)
    actions.merge_proposal(proposal=wanted(people, target), actor=people.coordinator)
    invitation = AuthorInvitation.objects.get()
    assert (invitation.proposal, invitation.person) == (target, people.author)
    assert (invitation.organisation, invitation.kind) == (people.organisation, "co_author")
    act = Act.objects.get(verb="invite_co_author")
    assert (act.actor, act.actor_role, act.entry) == (people.coordinator, "coordinator", None)
    address = invitation.get_absolute_url()
    assert address in Notice.objects.get(kind="proposal.author_invited").url
    assert address in client_for(people.author).get(reverse("desk")).content.decode()
    answer = client_for(people.author).post(address, {"answer": "accept"})
    assert answer.status_code == 303
    assert target.co_authors.active().get().person == people.author
    told = {notice.person for notice in Notice.objects.filter(kind="proposal.author_accepted")}
    assert told == {people.coordinator, others.author}


def test_the_author_of_the_target_may_take_that_invitation_back(clock):
    people, others = cast(), cast()
    actions.merge_proposal(proposal=wanted(people, in_discussion(others)), actor=people.coordinator)
    invitation = AuthorInvitation.objects.get()
    actions.take_back_invitation(invitation=invitation, actor=others.author)
    assert not AuthorInvitation.objects.filter(state="open").exists()


def test_nobody_is_invited_after_a_merging_who_did_not_ask_or_has_no_mandate(clock):
    people = cast()
    merged(in_discussion(people), in_discussion(), people)
    assert not AuthorInvitation.objects.exists()
    gone, target = cast(), in_discussion()
    proposal = wanted(gone, target)
    Affiliation.objects.filter(user=gone.author).update(
        mandate_valid_until=clock.now.date() - timedelta(days=1)
    )
    actions.merge_proposal(proposal=proposal, actor=gone.coordinator)
    assert not AuthorInvitation.objects.exists()
    assert "Undang" in Notice.objects.filter(kind="proposal.joined").latest("pk").body


def test_who_spoke_on_a_merged_proposal_has_spoken_on_the_target(clock):
    people = cast()
    proposal, target = in_discussion(people), in_discussion()
    comment(proposal, element="academia", stance="objection")
    merged(proposal, target, people)
    target = Proposal.objects.get(pk=target.pk)
    assert target.discussion_figures["elements"] == {"academia": {"objection": 1}}
    # The tabs count what the page lists, and that is the target's own discussion.
    assert target.discussion_figures["stances"] == {}
    gone = Proposal.objects.get(pk=proposal.pk)
    actions.unmerge_proposal(proposal=gone, actor=people.secretariat, reason="Ternyata berbeda.")
    assert Proposal.objects.get(pk=target.pk).discussion_figures["elements"] == {}


def test_the_author_finds_the_question_on_the_desk_and_the_coordinator_the_answer(clock, client_for):
    people = cast()
    proposal = asked_to_merge(in_discussion(people), in_discussion(), people, agreed=False)
    desk = reverse("desk")
    address = reverse("proposals:answer_merge", args=[proposal.pk])
    assert address in client_for(people.author).get(desk).content.decode()
    actions.answer_merge(proposal=proposal, actor=people.author, agrees=True)
    assert address not in client_for(people.author).get(desk).content.decode()
    assert (
        reverse("proposals:merge", args=[proposal.pk])
        in client_for(people.coordinator).get(desk).content.decode()
    )


@pytest.mark.parametrize("typed", ["", "abc", "999999", "99999999999999999999", "/usulan/x/", "١٢", "-1"])
def test_a_number_that_is_no_proposals_is_answered_in_words(typed, clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    private = draft(cast())
    for value in (typed, str(private.pk)):
        response = client_for(people.coordinator).post(
            reverse("proposals:propose_merge", args=[proposal.pk]), {"target": value, "reason": "Serupa."}
        )
        assert response.status_code == 422, value
    assert not MergeRequest.objects.exists()


def test_the_address_of_the_other_proposal_names_it_as_well(clock, client_for):
    people = cast()
    proposal, target = in_discussion(people), in_discussion()
    response = client_for(people.coordinator).post(
        reverse("proposals:propose_merge", args=[proposal.pk]),
        {"target": f"https://dkc.example/usulan/{target.pk}/{target.slug}/", "reason": "Serupa."},
    )
    assert response.status_code == 303
    assert MergeRequest.objects.get().target == target
