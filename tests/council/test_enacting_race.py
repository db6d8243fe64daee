"""A hundred enactments at the same moment: numbers without a gap."""

from functools import partial

import pytest
from django.db import connection

from council.actions import decisions
from council.models import Decision
from portal.kit.verdict import Refused
from proposals.models import Proposal
from tests.factories import decisions as make
from tests.race import race, race_in_turns

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

ENACTMENTS, RECOMMENDATIONS = 100, 20


def enact(draft, actor):
    return decisions.enact_decision(draft=draft, actor=actor)


def number_of(draft, actor):
    return enact(draft, actor).number


@pytest.mark.skipif(connection.vendor != "sqlite", reason="two servers race on PostgreSQL: test_served_race")
def test_a_hundred_enactments_at_once_leave_no_gap_and_neither_do_the_recommendations_among_them():
    house = make.council()
    sitting = make.session(house)
    own = [
        make.signed(
            house, make.draft(house, make.adopted(house, sitting=sitting, own_affairs=True), kind="KEP")
        )
        for _number in range(ENACTMENTS)
    ]
    advice = [make.signed(house) for _number in range(RECOMMENDATIONS)]
    # SQLite lets one write at a time: more threads than these would only wait past its limit.
    enactments = [partial(number_of, draft, house.editor) for draft in (*own, *advice)]
    results = race_in_turns(enactments, threads=10)
    assert len(set(results)) == ENACTMENTS + RECOMMENDATIONS, results
    year = Decision.objects.first().year
    for kind, count in (("KEP", ENACTMENTS), ("REK", RECOMMENDATIONS)):
        rows = Decision.objects.filter(kind=kind).order_by("sequence").values_list("sequence", "number")
        assert list(rows) == [(n, f"{n:03}/{kind}/DKC/{year}") for n in range(1, count + 1)]
    assert Proposal.objects.filter(state="accepted").count() == RECOMMENDATIONS


def test_a_draft_that_many_enact_at_once_becomes_one_decision():
    house = make.council()
    draft = make.signed(house)
    results = race([partial(enact, draft, house.editor) for _number in range(6)])
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 5
    assert Decision.objects.get().sequence == 1


def test_a_decision_that_two_announce_at_once_is_announced_once():
    house = make.council()
    decision = make.enacted(house)
    announce = partial(decisions.announce_decision, decision=decision)
    results = race([partial(announce, actor=house.other_editor), partial(announce, actor=house.head)])
    assert len([result for result in results if isinstance(result, Refused)]) == 1
