"""The database itself refuses every change to a closed ballot, on both databases."""

import pytest
from django.db import IntegrityError, connection, transaction

from council.models import Ballot, BallotSeat, Vote
from portal.kit import append_only, clock
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def refuses(change):
    with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
        change()


def test_a_closed_ballot_stays_as_it_was_counted(house):
    ballot = make.open_ballot(house)
    make.counted(house, ballot, seat_1="in_favour", seat_4="against")
    vote = Vote.objects.first()
    silent = ballot.seats.get(seat_number=5)
    refuses(lambda: Vote.objects.update(choice="abstain"))
    refuses(vote.delete)
    refuses(lambda: Vote.objects.create(ballot_seat=silent, choice="against"))
    refuses(lambda: BallotSeat.objects.update(cast_at=clock.now()))
    refuses(lambda: BallotSeat.objects.filter(pk=silent.pk).update(present=False))
    refuses(silent.delete)
    refuses(lambda: Ballot.objects.update(closed_at=None))
    refuses(lambda: Ballot.objects.update(reason="Lain."))
    refuses(
        lambda: BallotSeat.objects.create(
            ballot=ballot,
            seat=house.seats[0],
            seat_number=9,
            person_name="X",
            organisation_name="Y",
            element="society",
            present=True,
            conflicted=False,
        )
    )
    assert set(Vote.objects.values_list("choice", flat=True)) == {"in_favour", "against"}


def test_a_vote_is_not_moved_into_a_closed_ballot(house):
    closed = make.open_ballot(house)
    motion = make.counted(house, closed, seat_1="against")
    ballot = make.open_ballot(house, make.put(house, motion.item))
    make.cast(house, ballot, seat_1="in_favour")
    silent = closed.seats.get(seat_number=5)
    refuses(lambda: Vote.objects.filter(ballot_seat__ballot=ballot).update(ballot_seat=silent))


def test_whoever_voted_can_be_erased_from_a_closed_ballot(house):
    ballot = make.open_ballot(house)
    make.counted(house, ballot, seat_1="in_favour")
    assert BallotSeat.objects.filter(ballot=ballot).update(person=None) == 5


def test_an_open_ballot_takes_changes(house):
    ballot = make.open_ballot(house)
    make.cast(house, ballot, seat_1="in_favour")
    make.cast(house, ballot, seat_1="against")
    assert Vote.objects.get().choice == "against"
    assert Vote.objects.all().delete()[0] == 1


def test_a_missing_seal_is_noticed():
    assert append_only.missing(connection) == []
    with connection.cursor() as cursor:
        name = sorted(append_only._found(connection, cursor, "council_vote"))[0]
        on = " ON council_vote" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on}")
    assert append_only.missing(connection) == ["council_vote"]
    append_only.install(connection)
    assert append_only.missing(connection) == []
