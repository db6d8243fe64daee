"""Several short lists in one query: their rows come back as the instances that other reads give."""

import pytest

from portal.kit.prepared import Given
from portal.kit.together import Few, Together
from proposals.models import Comment, Proposal, ProposalRules, Version
from tests.factories.proposals import cast, comment, in_discussion, reply, submitted

pytestmark = pytest.mark.django_db


def _fields(model) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def test_every_value_comes_back_as_it_is_stored(clock, django_assert_num_queries):
    people = cast()
    proposal, other = in_discussion(people), submitted(people)
    rules = ProposalRules.load()
    plain = [name for name in _fields(Proposal) if name != "discussion_figures"]
    with django_assert_num_queries(1):
        found = Together(
            lambda: {
                "proposals": Few(Proposal.objects.all(), tuple(plain)),
                "versions": Few(
                    Version.objects.filter(proposal=Given("proposal")),
                    ("id", "created_at", "wording_only", "proposal_id"),
                ),
                "rules": Few(ProposalRules.objects.all(), _fields(ProposalRules)),
            }
        )(proposal=proposal.pk)
    by_number = {each.pk: each for each in found["proposals"]}
    for stored in Proposal.objects.filter(pk__in=[proposal.pk, other.pk]):
        assert [getattr(by_number[stored.pk], name) for name in plain] == [
            getattr(stored, name) for name in plain
        ]
    assert found["versions"] == list(Version.objects.filter(proposal=proposal))
    assert found["versions"][0].created_at == proposal.current_version.created_at
    assert found["versions"][0].wording_only is False
    assert [getattr(found["rules"][0], name) for name in _fields(ProposalRules)] == [
        getattr(rules, name) for name in _fields(ProposalRules)
    ]


def test_related_rows_come_along_and_are_none_where_there_are_none(clock, django_assert_num_queries):
    first = comment(in_discussion())
    below = reply(first)
    fields = ("id", "reply_to_id", "reply_to__id", "reply_to__author__id", "reply_to__author__name")
    with django_assert_num_queries(1):
        found = Together(
            lambda: {
                "comments": Few(Comment.objects.all(), fields),
                "nobody": Few(Comment.objects.filter(pk__in=Given("nobody", many=True)), ("id",)),
            }
        )(nobody=[])
        read = {each.pk: each for each in found["comments"]}
        assert read[first.pk].reply_to is None
        assert read[below.pk].reply_to == first
        assert read[below.pk].reply_to.author.name == first.author.name
    assert found["nobody"] == []
