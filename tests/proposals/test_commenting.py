"""Comments: their order, levels, limits and traces; support and official responses."""

import pytest
from django.core.exceptions import ValidationError

from portal.kit.verdict import Refused
from portal.members import roles
from portal.record.models import Act
from proposals import actions
from proposals.models import Comment, Support
from tests.factories.members import AffiliationFactory, OrganisationFactory, UserFactory, member
from tests.factories.proposals import LONG, cast, comment, in_discussion

pytestmark = pytest.mark.django_db


def answer(to: Comment, who=None, body: str = "Terima kasih.") -> Comment:
    who = who or member(group=to.proposal.leading_group)
    return actions.reply(
        comment=to,
        actor=who,
        affiliation=roles.current_affiliations(who)[0],
        capacity="personal",
        body=body,
    )


def test_answers_stand_on_three_levels_and_deeper_ones_name_whom_they_answer(clock):
    first = comment(in_discussion())
    second = answer(first)
    third = answer(second)
    fourth = answer(third)
    fifth = answer(fourth)
    assert [c.depth for c in (first, second, third, fourth, fifth)] == [1, 2, 3, 3, 3]
    assert fourth.parent == second
    assert (fourth.reply_to, fifth.reply_to) == (third, fourth)
    assert {c.root_id for c in (second, third, fourth, fifth)} == {first.pk}


def test_reading_order_is_official_first_then_thread_by_thread(clock):
    agency = OrganisationFactory(element="government")
    liaison = UserFactory()
    AffiliationFactory(user=liaison, organisation=agency, is_liaison=True)
    proposal = in_discussion()
    first = comment(proposal)
    second = comment(proposal)
    below_first = answer(first)
    deeper = answer(below_first)
    late = answer(first)
    official = actions.official_response(
        proposal=proposal,
        actor=liaison,
        organisation=agency,
        body="Dinas siap.",
        approved_by_name="Kepala Bidang",
    )
    assert list(proposal.comments.for_reading()) == [official, first, below_first, deeper, late, second]


@pytest.mark.parametrize(
    ("length", "allowed"), [(0, False), (1, False), (2, True), (5_000, True), (5_001, False)]
)
def test_a_comment_has_2_to_5000_characters(length, allowed, clock):
    proposal = in_discussion()
    if allowed:
        assert comment(proposal, body="a" * length).pk
    else:
        with pytest.raises(ValidationError) as error:
            comment(proposal, body="a" * length)
        assert set(error.value.message_dict) == {"body"}
        assert not Comment.objects.exists()


def test_a_comment_speaks_for_a_verified_organisation_of_its_writer(clock):
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    foreign = AffiliationFactory()
    with pytest.raises(ValidationError) as error:
        actions.write_comment(
            proposal=proposal,
            actor=writer,
            affiliation=foreign,
            capacity="representing",
            stance="note",
            body=LONG,
        )
    assert set(error.value.message_dict) == {"speaks_as"}


def test_whoever_has_no_mandate_does_not_speak_for_the_organisation(clock):
    people = cast()
    proposal = in_discussion(people)
    writer = UserFactory()
    affiliation = AffiliationFactory(user=writer, personal=True)
    people.coordinator.memberships.update(user=writer)
    with pytest.raises(ValidationError):
        actions.write_comment(
            proposal=proposal,
            actor=writer,
            affiliation=affiliation,
            capacity="representing",
            stance="note",
            body=LONG,
        )
    personal = actions.write_comment(
        proposal=proposal,
        actor=writer,
        affiliation=affiliation,
        capacity="personal",
        stance="note",
        body=LONG,
    )
    assert personal.capacity == "personal"


@pytest.mark.parametrize("number", [0, 99])
def test_a_comment_names_a_paragraph_that_exists(number, clock):
    with pytest.raises(ValidationError) as error:
        comment(in_discussion(), block=number)
    assert set(error.value.message_dict) == {"paragraph"}


def test_a_comment_is_edited_for_15_minutes_while_unanswered(clock):
    first = comment(in_discussion())
    clock.forward(minutes=14, seconds=59)
    edited = actions.edit_comment(comment=first, actor=first.author, body="Teks yang lebih baik.")
    assert (edited.body, edited.edited_at) == ("Teks yang lebih baik.", clock.now)
    clock.forward(seconds=1)
    with pytest.raises(Refused, match=r"comment\.edit\.late"):
        actions.edit_comment(comment=first, actor=first.author, body="Terlambat.")


def test_an_answered_comment_is_not_edited(clock):
    first = comment(in_discussion())
    answer(first)
    with pytest.raises(Refused, match=r"comment\.edit\.answered"):
        actions.edit_comment(comment=first, actor=first.author, body="Lain.")


def test_a_withdrawn_comment_leaves_its_place_and_its_answers(clock):
    first = comment(in_discussion())
    below = answer(first)
    actions.retract_comment(comment=first, actor=first.author)
    assert list(first.proposal.comments.for_reading()) == [first, below]
    with pytest.raises(Refused, match=r"comment\.reply\.gone"):
        answer(first)
    with pytest.raises(Refused, match=r"comment\.retract\.gone"):
        actions.retract_comment(comment=first, actor=first.author)


def test_nobody_withdraws_or_edits_somebody_elses_comment(clock):
    people = cast()
    first = comment(in_discussion(people))
    for stranger in (people.author, people.coordinator, people.secretariat):
        with pytest.raises(Refused, match=r"comment\.retract\.who"):
            actions.retract_comment(comment=first, actor=stranger)
        with pytest.raises(Refused, match=r"comment\.edit\.who"):
            actions.edit_comment(comment=first, actor=stranger, body="Bukan milik saya.")


def test_the_text_of_a_comment_stands_in_no_act(clock):
    first = comment(in_discussion())
    act = Act.objects.get(subject_kind="comment", subject_id=first.pk)
    assert act.entry_id is not None
    assert first.body not in f"{act.note}{act.reason}"


def test_an_official_response_is_the_liaisons_of_that_agency_and_names_who_approved_it(clock):
    agency = OrganisationFactory(element="government")
    proposal = in_discussion(agencies=(agency,))
    liaison = UserFactory()
    AffiliationFactory(user=liaison, organisation=agency, is_liaison=True)
    with pytest.raises(ValidationError) as error:
        actions.official_response(
            proposal=proposal, actor=liaison, organisation=agency, body="Siap.", approved_by_name=" "
        )
    assert set(error.value.message_dict) == {"approved_by_name"}
    other = OrganisationFactory(element="government")
    with pytest.raises(Refused, match=r"official_response\.liaison"):
        actions.official_response(
            proposal=proposal, actor=liaison, organisation=other, body="Siap.", approved_by_name="Kepala"
        )
    with pytest.raises(Refused, match=r"official_response\.who"):
        actions.official_response(
            proposal=proposal,
            actor=member(organisation=agency, group=proposal.leading_group),
            organisation=agency,
            body="Siap.",
            approved_by_name="Kepala",
        )


def test_a_person_supports_once_and_takes_it_back(clock):
    proposal = in_discussion()
    writer = member(group=proposal.leading_group, element="business")
    first = actions.give_support(proposal=proposal, actor=writer)
    assert actions.give_support(proposal=proposal, actor=writer) == first
    assert (Support.objects.count(), first.element) == (1, "business")
    actions.withdraw_support(proposal=proposal, actor=writer)
    actions.withdraw_support(proposal=proposal, actor=writer)
    assert not Support.objects.exists()
    verbs = Act.objects.filter(subject_kind="support").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["support", "withdraw_support"]


def test_support_is_for_members_of_a_working_group(clock):
    proposal = in_discussion()
    for stranger in (UserFactory(), member()):
        # The refusal names the first step that is missing on the way to a working group.
        with pytest.raises(Refused, match=r"member\.none|proposal\.group\.none"):
            actions.give_support(proposal=proposal, actor=stranger)
