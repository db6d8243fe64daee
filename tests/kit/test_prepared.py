"""Prepared reads: the SQL is made once, and each run gives what the queryset would have given."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from portal.kit import clock
from portal.kit.prepared import Given, Prepared
from proposals.models import Comment, Proposal
from tests.factories.proposals import cast, comment, in_discussion, reply

pytestmark = pytest.mark.django_db


def test_each_run_gives_what_the_queryset_gives_for_its_own_values():
    proposals = [in_discussion(cast()), in_discussion(cast())]
    said = [comment(proposals[0]), comment(proposals[1]), comment(proposals[1])]
    read = Prepared(lambda: Comment.objects.filter(proposal=Given("proposal")).order_by("-pk"))
    assert read(proposal=proposals[0].pk) == [said[0]]
    assert read(proposal=proposals[1].pk) == [said[2], said[1]]
    assert read(proposal=0) == []


def test_a_list_may_have_any_length_and_stand_among_other_values():
    proposal = in_discussion()
    said = [comment(proposal) for _ in range(3)]
    read = Prepared(
        lambda: Comment.objects.filter(
            pk__in=Given("numbers", many=True), proposal=Given("proposal"), depth=1
        ).order_by("pk")
    )
    for chosen in ([], said[:1], said[1:], said):
        assert read(numbers=[one.pk for one in chosen], proposal=proposal.pk) == chosen


def test_related_rows_annotations_and_slices_come_along():
    proposal = in_discussion()
    first = comment(proposal)
    reply(first)
    read = Prepared(
        lambda: (
            Comment.objects.filter(proposal=Given("proposal"))
            .select_related("organisation")
            .annotate(direct=Count("answers"))
            .order_by("pk")[:1]
        )
    )
    with CaptureQueriesContext(connection) as queries:
        (found,) = read(proposal=proposal.pk)
        assert (found.organisation.name, found.direct) == (first.organisation.name, 1)
    assert len(queries) == 1


def test_rows_of_values_come_back_as_the_queryset_gives_them():
    proposal = in_discussion()
    read = Prepared(lambda: Proposal.objects.filter(pk=Given("number")).values_list("title", "state"))
    assert read(number=proposal.pk) == [(proposal.title, proposal.state)]


def test_moments_and_days_are_compared_as_the_database_keeps_them():
    proposal = in_discussion()
    since = Prepared(lambda: Proposal.objects.filter(changed_at__gte=Given("moment"), pk=Given("number")))
    assert since(moment=proposal.changed_at, number=proposal.pk) == [proposal]
    assert since(moment=proposal.changed_at + timedelta(seconds=1), number=proposal.pk) == []
    due = Prepared(lambda: Proposal.objects.filter(changed_at__date__lte=Given("day"), pk=Given("number")))
    assert due(day=clock.today(), number=proposal.pk) == [proposal]
    assert due(day=clock.today() - timedelta(days=9000), number=proposal.pk) == []


def test_a_moment_that_would_stay_for_ever_is_refused():
    read = Prepared(lambda: Proposal.objects.filter(changed_at__lte=clock.now()))
    with pytest.raises(ValueError, match="use Given"):
        read()


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**40])
def test_a_number_that_no_column_can_hold_finds_nothing(number):
    in_discussion()
    assert Prepared(lambda: Proposal.objects.filter(pk=Given("number")))(number=number) == []


def test_what_is_not_given_is_an_error():
    with pytest.raises(KeyError, match="number"):
        Prepared(lambda: Proposal.objects.filter(pk=Given("number")))()


@pytest.mark.django_db(transaction=True)
def test_threads_with_connections_of_their_own_share_a_read():
    proposals = [in_discussion(cast()) for _ in range(2)]
    read = Prepared(lambda: Proposal.objects.filter(pk=Given("number")))
    wrong: list[object] = []

    def often(number: int) -> None:
        try:
            found = [[one.pk for one in read(number=number)] for _ in range(50)]
            wrong.extend(numbers for numbers in found if numbers != [number])
        finally:
            connection.close()

    threads = [Thread(target=often, args=[one.pk]) for one in proposals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
