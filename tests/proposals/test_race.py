"""Two at once, with real threads and real connections: one wins, the other is told, nothing is done twice."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal.kit import uploads
from portal.kit.clock import at
from portal.kit.verdict import Refused
from portal.members import roles
from portal.record.models import Act
from proposals import actions
from proposals.actions import StaleDraft, StaleVersion
from proposals.lineage import family
from proposals.models import (
    Attachment,
    AuthorInvitation,
    CoAuthor,
    Comment,
    Draft,
    Proposal,
    ProposalRules,
    SetAside,
    Support,
    Version,
)
from proposals.page import support_rows
from tests.factories.members import member
from tests.factories.proposals import TEXT, asked_to_merge, cast, comment, draft, in_discussion, submitted
from tests.files import PDF, upload
from tests.proposals.texts import whole
from tests.race import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def _at(moment, function, **arguments):
    """Run `function` with the clock of the test: a thread has a clock of its own."""

    def run():
        with at(moment):
            return function(**arguments)

    return run


def test_a_double_support_is_one_support(clock):
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    give = partial(_at, clock.now, actions.give_support, proposal=proposal, actor=writer)
    results = race([give() for _number in range(4)])
    assert [type(result) for result in results] == [Support] * 4
    assert Support.objects.count() == 1
    assert Act.objects.filter(verb="support").count() == 1


def test_a_double_submission_makes_one_version(clock):
    people = cast()
    proposal = draft(people)
    submit = partial(_at, clock.now, actions.submit_proposal, proposal=proposal, actor=people.author)
    results = race([submit() for _number in range(3)])
    assert sum(isinstance(result, Proposal) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 2
    assert Version.objects.count() == 1


def test_of_two_saves_of_one_revision_one_is_told_that_it_is_stale(clock):
    people = cast()
    proposal = draft(people)
    saves = [
        _at(
            clock.now,
            actions.save_draft,
            proposal=proposal,
            actor=people.author,
            revision=1,
            text={"title": f"Jendela {number} menyimpan"},
        )
        for number in range(3)
    ]
    results = race(saves)
    assert sum(isinstance(result, Draft) for result in results) == 1
    assert sum(isinstance(result, StaleDraft) for result in results) == 2
    assert Draft.objects.get().revision == 2


def test_of_two_who_open_and_send_back_at_once_one_is_refused(clock):
    people = cast()
    proposal = submitted(people)
    results = race(
        [
            _at(
                clock.now,
                actions.open_discussion,
                proposal=proposal,
                actor=people.coordinator,
                no_agency_reason="Tidak ada.",
            ),
            _at(
                clock.now,
                actions.send_back,
                proposal=proposal,
                actor=people.secretariat,
                reason="Lengkapi biaya.",
            ),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Proposal", "Refused"]
    moved = Proposal.objects.get(pk=proposal.pk).state
    assert moved in ("discussion", "draft")
    assert Act.objects.filter(subject_kind="proposal", to_state=moved, from_state="submitted").count() == 1


def test_comments_at_once_all_stand_and_the_count_agrees(clock):
    proposal = in_discussion()
    writers = [member(group=proposal.leading_group) for _number in range(4)]
    results = race([_at(clock.now, comment, proposal=proposal, actor=writer) for writer in writers])
    assert [type(result) for result in results] == [Comment] * 4
    proposal.refresh_from_db()
    assert proposal.comment_count == 4
    assert len(set(Comment.objects.values_list("path", flat=True))) == 4


def test_the_job_and_an_action_close_one_discussion_once(clock):
    people = cast()
    proposal = in_discussion(people)
    after = proposal.closes_at
    race(
        [
            _at(after, actions.close_due_discussions),
            _at(after, actions.close_due_discussions),
            _at(
                after,
                actions.write_formulation,
                proposal=proposal,
                actor=people.coordinator,
                advice="Setujui.",
                final_wording="Kontrak.",
            ),
        ]
    )
    assert Act.objects.filter(verb="close_discussion").count() == 1
    assert Proposal.objects.get().state == "formulation"


def test_of_two_windows_that_settle_one_conflict_at_once_one_is_asked_again(clock):
    people = cast()
    proposal = draft(people)
    choices = [
        _at(
            clock.now,
            actions.reconcile_draft,
            proposal=proposal,
            actor=people.author,
            revision=1,
            text={"content": f"Pilihan {number}."},
            keep={"content": "mine"},
        )
        for number in range(3)
    ]
    results = race(choices)
    assert sum(isinstance(result, Draft) for result in results) == 1
    assert sum(isinstance(result, StaleDraft) for result in results) == 2
    assert SetAside.objects.count() == 1
    assert Draft.objects.get().revision == 2


def test_of_two_edits_of_one_version_one_is_told_that_it_is_stale(clock):
    people = cast()
    proposal = in_discussion(people)
    edits = [
        _at(
            clock.now,
            actions.edit_proposal,
            proposal=proposal,
            actor=people.author,
            base_version=1,
            text=whole(content=f"Suntingan {number}."),
            change_note="Mengubah.",
        )
        for number in range(3)
    ]
    results = race(edits)
    assert sum(isinstance(result, Version) for result in results) == 1
    assert sum(isinstance(result, StaleVersion) for result in results) == 2
    assert Version.objects.count() == 2


def test_a_form_sent_twice_at_once_makes_one_draft_and_both_answers_know_it(clock, client_for):
    people = cast()
    data = {**TEXT, "organisation": people.organisation.pk, "form_key": "satu", "window": "w", "do": "save"}
    clients = [client_for(people.author) for _number in range(3)]
    answers = race([partial(client.post, reverse("proposals:new"), data) for client in clients])
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.url for answer in answers}) == 1
    assert Proposal.objects.count() == 1


def test_of_two_last_places_for_an_attachment_one_is_taken_once(clock):
    people = cast()
    proposal = draft(people)
    ProposalRules.objects.update_or_create(pk=1, defaults={"attachments_max": 3})
    limit = len(PDF)
    files = [uploads.vet(upload(name=f"{number}.pdf"), max_bytes=limit) for number in range(6)]
    attach = partial(_at, clock.now, actions.attach_file, proposal=proposal, actor=people.author)
    results = race([attach(upload=file) for file in files])
    assert sum(isinstance(result, Attachment) for result in results) == 3
    assert sum(isinstance(result, ValidationError) for result in results) == 3
    assert Attachment.objects.count() == 3


def test_a_comment_during_a_merging_is_counted_on_the_target_or_refused(clock):
    people = cast()
    proposal, target = in_discussion(people), in_discussion(cast())
    asked_to_merge(proposal, target, people)
    writers = [member(group=proposal.leading_group) for _number in range(3)]
    results = race(
        [
            _at(clock.now, actions.merge_proposal, proposal=proposal, actor=people.coordinator),
            *(_at(clock.now, comment, proposal=proposal, actor=writer) for writer in writers),
        ]
    )
    assert isinstance(results[0], Proposal)
    assert all(isinstance(result, Comment | Refused) for result in results[1:])
    written = sum(isinstance(result, Comment) for result in results)
    target.refresh_from_db()
    assert (target.comment_count, Comment.objects.count()) == (written, written)


def test_a_comment_withdrawn_during_a_merging_and_its_undoing_leaves_the_counts_right(clock):
    people = cast()
    # The target has the lower number: locks are taken in the order of the numbers.
    target, proposal = in_discussion(cast()), in_discussion(people)
    said = [comment(proposal) for _number in range(2)]
    asked_to_merge(proposal, target, people)
    actions.merge_proposal(proposal=proposal, actor=people.coordinator)
    results = race(
        [
            _at(
                clock.now,
                actions.unmerge_proposal,
                proposal=proposal,
                actor=people.secretariat,
                reason="Berbeda.",
            ),
            *(_at(clock.now, actions.retract_comment, comment=one, actor=one.author) for one in said),
        ]
    )
    assert isinstance(results[0], Proposal)
    assert all(isinstance(result, Comment | Refused) for result in results[1:])
    left = Comment.objects.visible().count()
    proposal.refresh_from_db()
    target.refresh_from_db()
    assert (proposal.comment_count, target.comment_count) == (left, 0)


def test_a_double_support_across_a_merging_counts_one_person(clock):
    people = cast()
    proposal, target = in_discussion(people), in_discussion(cast())
    asked_to_merge(proposal, target, people)
    supporter = member(group=proposal.leading_group)
    race(
        [
            _at(clock.now, actions.merge_proposal, proposal=proposal, actor=people.coordinator),
            _at(clock.now, actions.give_support, proposal=proposal, actor=supporter),
            _at(clock.now, actions.give_support, proposal=target, actor=supporter),
        ]
    )
    assert Proposal.objects.get(pk=proposal.pk).state == "merged"
    assert (
        sum(members for _label, members, _organisations in support_rows(supporter, family(target.pk))[0]) == 1
    )


def test_of_two_mergings_of_one_proposal_one_is_done(clock):
    people = cast()
    proposal = asked_to_merge(in_discussion(people), in_discussion(cast()), people)
    merge = partial(_at, clock.now, actions.merge_proposal, proposal=proposal)
    results = race([merge(actor=people.coordinator), merge(actor=people.secretariat)])
    assert sorted(type(result).__name__ for result in results) == ["Proposal", "Refused"]
    assert Act.objects.filter(verb="merge").count() == 1


def test_two_proposals_merged_into_each_other_at_once_make_one_merging(clock):
    a, b = cast(), cast()
    first, second = in_discussion(a), in_discussion(b)
    asked_to_merge(first, second, a)
    asked_to_merge(second, first, b)
    results = race(
        [
            _at(clock.now, actions.merge_proposal, proposal=first, actor=a.coordinator),
            _at(clock.now, actions.merge_proposal, proposal=second, actor=b.coordinator),
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["Proposal", "Refused"]
    assert Proposal.objects.filter(state="merged").count() == 1


def test_an_extension_at_the_closing_extends_or_is_refused_and_never_reopens(clock):
    people = cast()
    proposal = in_discussion(people)
    results = race(
        [
            _at(proposal.closes_at, actions.close_due_discussions),
            _at(
                proposal.closes_at - timedelta(seconds=1),
                actions.extend_discussion,
                proposal=proposal,
                actor=people.coordinator,
                closes_on=(proposal.closes_at + timedelta(days=7)).date(),
                reason="Menunggu dunia usaha.",
            ),
        ]
    )
    proposal.refresh_from_db()
    extended = isinstance(results[1], Proposal)
    assert (proposal.state, proposal.extended) == (
        ("discussion", True) if extended else ("formulation", False)
    )
    assert Act.objects.filter(verb__in=["extend", "close_discussion"]).count() == 1


def test_an_invitation_accepted_twice_at_once_makes_one_co_author(clock):
    people = cast()
    proposal = draft(people)
    invited = member(group=people.group, element="business")
    invitation = actions.invite_author(
        proposal=proposal,
        actor=people.author,
        affiliation=roles.current_affiliations(invited)[0],
        kind="co_author",
    )
    accept = partial(_at, clock.now, actions.accept_invitation, invitation=invitation, actor=invited)
    results = race([accept() for _number in range(4)])
    assert sum(isinstance(result, Proposal) for result in results) == 1
    assert sum(isinstance(result, Refused) for result in results) == 3
    assert CoAuthor.objects.count() == 1
    assert Act.objects.filter(verb="join_authors").count() == 1


def test_of_an_acceptance_and_its_taking_back_at_once_one_holds(clock):
    people = cast()
    proposal = draft(people)
    invited = member(organisation=people.organisation, group=people.group)
    invitation = actions.invite_author(
        proposal=proposal,
        actor=people.author,
        affiliation=roles.current_affiliations(invited)[0],
        kind="handover",
    )
    results = race(
        [
            _at(clock.now, actions.accept_invitation, invitation=invitation, actor=invited),
            _at(clock.now, actions.take_back_invitation, invitation=invitation, actor=people.author),
        ]
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    invitation.refresh_from_db()
    proposal.refresh_from_db()
    assert (invitation.state == "accepted") is (proposal.author == invited)


def test_the_same_person_invited_twice_at_once_is_asked_once(clock):
    people = cast()
    proposal = draft(people)
    affiliation = roles.current_affiliations(member(element="business"))[0]
    invite = partial(
        _at, clock.now, actions.invite_author, proposal=proposal, actor=people.author, affiliation=affiliation
    )
    results = race([invite(kind="co_author") for _number in range(3)])
    assert sum(isinstance(result, Refused) for result in results) == 2
    assert AuthorInvitation.objects.count() == 1
