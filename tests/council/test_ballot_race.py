"""Seats cast from several windows while the chair closes: one counted vote a seat, none after the close."""

from collections import defaultdict
from functools import partial

import pytest
from django.db import connection
from django.db.models import F

from council.actions import ballots
from council.models import Ballot, Motion, Vote
from portal.kit.verdict import Refused
from tests.factories import council as make
from tests.race import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

on_one_machine = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="two servers race on PostgreSQL: test_served_race"
)
CHOICES = ("in_favour", "against", "abstain")


def cast(ballot, person, choice):
    return ballots.cast_ballot(ballot=ballot, choice=choice, actor=person)


def word(ballot, person, choice):
    """Cast, and return as plain data when it was taken, for whom and what; or the rule that refused."""
    try:
        seat = ballots.cast_ballot(ballot=ballot, choice=choice, actor=person)
    except Refused as refused:
        return ("refused", refused.verdict.rule)
    return (seat.seat_number, seat.cast_at, choice)


def end(ballot, operator):
    """Close the ballot and return the tally."""
    motion = ballots.close_ballot(ballot=ballot, actor=operator)
    return ("closed", motion.yes, motion.no, motion.abstain)


def four_casts_a_seat(house, ballot):
    people = {number: house.person(number) for number in range(1, len(house.seats) + 1)}
    return [
        partial(word, ballot, person, CHOICES[(number + turn) % 3])
        for turn in range(4)
        for number, person in people.items()
    ]


def last_words(results):
    """Return what each seat said last among what was taken."""
    said = defaultdict(list)
    for number, cast_at, choice in results:
        said[number].append((cast_at, choice))
    return {number: max(words)[1] for number, words in said.items()}


def kept(ballot):
    rows = Vote.objects.filter(ballot_seat__ballot=ballot).values_list("ballot_seat__seat_number", "choice")
    return dict(rows)


@on_one_machine
def test_two_hundred_casts_from_fifty_seats_leave_one_vote_a_seat_the_last():
    house = make.council(50)
    ballot = make.open_ballot(house)
    results = race(four_casts_a_seat(house, ballot))
    assert len(results) == 200
    assert all(isinstance(result, tuple) and result[0] != "refused" for result in results), results
    assert Vote.objects.count() == 50
    assert kept(ballot) == last_words(results)
    motion = ballots.close_ballot(ballot=ballot, actor=house.operator)
    said = list(last_words(results).values())
    assert (motion.yes, motion.no, motion.abstain) == tuple(said.count(choice) for choice in CHOICES)


@on_one_machine
def test_closing_among_two_hundred_casts_counts_what_came_before_and_refuses_the_rest():
    house = make.council(50)
    ballot = make.open_ballot(house)
    casts = four_casts_a_seat(house, ballot)
    results = race([*casts[:100], partial(end, ballot, house.operator), *casts[100:]])
    assert len(results) == 201
    closed = [result for result in results if result[0] == "closed"]
    refused = [result for result in results if result[0] == "refused"]
    taken = [result for result in results if isinstance(result[0], int)]
    assert len(closed) == 1, closed
    assert len(taken) + len(refused) == 200, results
    assert {rule for _word, rule in refused} <= {"ballot.closed"}
    said = last_words(taken)
    assert kept(ballot) == said
    assert closed[0][1:] == tuple(list(said.values()).count(choice) for choice in CHOICES)
    ballot = Ballot.objects.get(pk=ballot.pk)
    assert all(cast_at <= ballot.closed_at for _number, cast_at, _choice in taken)
    assert not ballot.seats.filter(cast_at__gt=F("ballot__closed_at")).exists()


def test_two_windows_of_one_seat_leave_one_vote():
    house = make.council()
    ballot = make.open_ballot(house)
    results = race([partial(cast, ballot, house.member, choice) for choice in CHOICES * 2])
    assert not [result for result in results if isinstance(result, Exception)]
    assert Vote.objects.filter(ballot_seat__ballot=ballot).count() == 1


def test_whoever_casts_while_the_chair_closes_is_counted_or_refused():
    house = make.council(9)
    ballot = make.open_ballot(house)
    casts = [
        partial(cast, ballot, house.person(number), choice)
        for number in range(1, 10)
        for choice in (CHOICES[number % 3], CHOICES[(number + 1) % 3])
    ]
    closing = partial(ballots.close_ballot, ballot=ballot, actor=house.operator)
    results = race([*casts[:9], closing, *casts[9:]])
    for result in results:
        if isinstance(result, Exception):
            assert isinstance(result, Refused), result
            assert result.verdict.rule == "ballot.closed"
    motion = Motion.objects.get(pk=ballot.motion_id)
    votes = Vote.objects.filter(ballot_seat__ballot=ballot)
    kept = list(votes.values_list("choice", flat=True))
    assert (motion.yes, motion.no, motion.abstain) == tuple(kept.count(choice) for choice in CHOICES)
    ballot = Ballot.objects.get(pk=ballot.pk)
    assert ballot.closed_at is not None
    assert ballot.seats.filter(cast_at__isnull=False).count() == len(kept)
    accepted = {result.seat_number for result in results if hasattr(result, "seat_number")}
    assert len(accepted) == len(kept)
    assert not ballot.seats.filter(vote__isnull=False, cast_at__isnull=True).exists()
    assert not ballot.seats.filter(cast_at__gt=F("ballot__closed_at")).exists()


def test_two_who_lead_close_a_ballot_once():
    house = make.council()
    ballot = make.open_ballot(house)
    make.cast(house, ballot, seat_1="in_favour")
    results = race(
        [partial(ballots.close_ballot, ballot=ballot, actor=actor) for actor in (house.chair, house.operator)]
    )
    refused = [result for result in results if isinstance(result, Refused)]
    assert len(refused) == 1
    assert Motion.objects.get(pk=ballot.motion_id).state == "adopted_majority"


def test_two_who_lead_open_one_ballot():
    house = make.council()
    motion = make.put(house)
    results = race(
        [
            partial(ballots.open_ballot, motion=motion, reason="Cukup.", actor=actor)
            for actor in (house.chair, house.operator)
        ]
    )
    assert len([result for result in results if isinstance(result, Ballot)]) == 1
    assert len([result for result in results if isinstance(result, Refused)]) == 1
    assert motion.ballots.count() == 1
