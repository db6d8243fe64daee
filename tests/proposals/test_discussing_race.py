"""Discussing at once, with real threads and connections: nothing is taken over or answered twice."""

from datetime import timedelta

import pytest

from portal.kit.clock import at
from portal.kit.verdict import Refused
from portal.record.models import Act
from proposals import actions
from proposals.models import AuthorAnswer, Comment, Proposal, Version
from tests.factories.members import member
from tests.factories.proposals import cast, comment, in_discussion, suggestion
from tests.race import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def _at(moment, function, **arguments):
    """Run `function` with the clock of the test: a thread has a clock of its own."""

    def run():
        with at(moment):
            return function(**arguments)

    return run


def test_a_suggested_change_is_taken_over_once(clock):
    people = cast()
    suggested = suggestion(in_discussion(people))
    takes = [
        _at(
            clock.now,
            actions.take_over,
            comment=suggested,
            actor=people.author,
            replacement=f"{number} angkot",
            change_note="Jumlahnya diubah.",
        )
        for number in range(30, 33)
    ]
    results = race(takes)
    assert sorted(type(result).__name__ for result in results) == ["Refused", "Refused", "Version"]
    assert (Version.objects.count(), AuthorAnswer.objects.count()) == (2, 1)
    assert Act.objects.filter(verb="take_over").count() == 1
    assert Proposal.objects.get().answers_waiting == 0


def test_two_suggestions_for_one_passage_taken_over_at_once_lose_nothing(clock):
    people = cast()
    proposal = in_discussion(people)
    first, second = suggestion(proposal), suggestion(proposal, quote="dua kali", replacement="tiga kali")
    results = race(
        [
            _at(
                clock.now,
                actions.take_over,
                comment=comment_,
                actor=people.author,
                replacement=comment_.suggestion.replacement,
                change_note="Diambil alih.",
            )
            for comment_ in (first, second)
        ]
    )
    assert [type(result) for result in results] == [Version, Version]
    assert Version.objects.get(number=3).content.startswith("Kontrak 30 angkot untuk tiga kali")


def test_a_comment_is_not_both_edited_and_answered(clock):
    people = cast()
    objection = comment(in_discussion(people), stance="objection")
    edited, answered = race(
        [
            _at(clock.now, actions.edit_comment, comment=objection, actor=objection.author, body="Lain."),
            _at(
                clock.now,
                actions.answer_comments,
                proposal=objection.proposal,
                actor=people.author,
                comments=[objection.pk],
                verdict="noted",
                body="Kami catat.",
            ),
        ]
    )
    assert isinstance(answered, AuthorAnswer)
    objection.refresh_from_db()
    assert (objection.body == "Lain.") is isinstance(edited, Comment)
    if not isinstance(edited, Comment):
        assert edited.verdict.rule == "comment.edit.answered"


def test_a_comment_is_answered_once(clock):
    people = cast()
    objection = comment(in_discussion(people), stance="objection")
    results = race(
        [
            _at(
                clock.now,
                actions.answer_comments,
                proposal=objection.proposal,
                actor=people.author,
                comments=[objection.pk],
                verdict="noted",
                body="Kami catat.",
            )
            for _number in range(3)
        ]
    )
    assert sorted(type(result).__name__ for result in results) == ["AuthorAnswer", "Refused", "Refused"]


def test_a_comment_written_while_the_clock_closes_stands_or_is_refused_and_nothing_between(clock):
    people = cast()
    proposal = in_discussion(people)
    writers = [member(group=proposal.leading_group) for _number in range(3)]
    before = proposal.closes_at - timedelta(seconds=1)
    results = race(
        [
            _at(before, comment, proposal=proposal, actor=writers[0]),
            _at(proposal.closes_at, actions.close_due_discussions),
            _at(proposal.closes_at, comment, proposal=proposal, actor=writers[1]),
            _at(before, comment, proposal=proposal, actor=writers[2]),
        ]
    )
    assert isinstance(results[2], Refused)
    assert {type(results[0]), type(results[3])} <= {Comment, Refused}
    proposal.refresh_from_db()
    assert proposal.comment_count == Comment.objects.count()
    assert Act.objects.filter(verb="close_discussion").count() == 1
    closed = Act.objects.get(verb="close_discussion").pk
    assert not Act.objects.filter(verb="comment", pk__gt=closed).exists()
