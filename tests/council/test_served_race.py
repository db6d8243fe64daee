"""Two servers on one PostgreSQL: fifty seats vote, and a hundred decisions take their numbers, at once."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from threading import Barrier, Event, Lock

import pytest
from django.db import connection
from django.urls import reverse

from council.models import Ballot, BallotSeat, Decision, Motion, Vote
from tests.factories import council as make
from tests.factories import decisions
from tests.served import PATIENCE_SECONDS, Answer, Window, two_servers

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite threads race"),
]

SEATS = 50
CHOICES = ("in_favour", "against", "abstain")
TAKEN, REFUSED = 303, 409
# How many ballots are in when the chair closes.
BEFORE_CLOSING = 60
ENACTMENTS, RECOMMENDATIONS = 100, 20


@dataclass(frozen=True)
class Word:
    """What one seat sent from one of its windows, and what came back."""

    seat: int
    choice: str
    answer: Answer


class Voters:
    """Fifty seats, each with a window at either server, from which it votes and then thinks again."""

    def __init__(self, house: make.Council, ballot: Ballot, ports: Sequence[int]) -> None:
        self.path = reverse("council:cast_ballot", args=[ballot.motion_id])
        self.windows = [
            (number, place, Window(port, house.person(number)))
            for number in range(1, SEATS + 1)
            for place, port in enumerate(ports)
        ]
        self.enough = Event()
        self._count, self._lock = 0, Lock()

    def all_vote(self, *others: Callable[[], Answer]) -> tuple[list[Word], list[Answer]]:
        """Let all windows vote twice at the same moment, and `others` do theirs; return what became of it."""
        start = Barrier(len(self.windows))
        with ThreadPoolExecutor(len(self.windows) + len(others)) as pool:
            further = [pool.submit(other) for other in others]
            votes = [pool.submit(self._vote_twice, start, *window) for window in self.windows]
            words = [word for vote in votes for word in vote.result(PATIENCE_SECONDS)]
            return words, [other.result(PATIENCE_SECONDS) for other in further]

    def _vote_twice(self, start: Barrier, number: int, place: int, window: Window) -> list[Word]:
        """Vote alike in both windows first, and then differently: what is kept tells which word was last."""
        start.wait(PATIENCE_SECONDS)
        words = []
        for choice in (CHOICES[number % 3], CHOICES[(number + 1 + place) % 3]):
            words.append(Word(number, choice, window.send(self.path, choice=choice)))
            with self._lock:
                self._count += 1
                if self._count >= BEFORE_CLOSING:
                    self.enough.set()
        return words


def kept(ballot: Ballot) -> dict[int, str]:
    rows = Vote.objects.filter(ballot_seat__ballot=ballot).values_list("ballot_seat__seat_number", "choice")
    assert len(rows) == len(dict(rows)), "a seat has two votes"
    return dict(rows)


def assert_the_last_word_counts(ballot: Ballot, words: list[Word]) -> None:
    """Of each seat that was heard one vote is kept: the one that no other of its words came after."""
    said = defaultdict(list)
    for word in words:
        if word.answer.status == TAKEN:
            said[word.seat].append(word)
    votes = kept(ballot)
    assert votes.keys() == said.keys()
    for seat in BallotSeat.objects.filter(ballot=ballot, cast_at__isnull=False):
        taken = said[seat.seat_number]
        last = [
            word
            for word in taken
            if word.choice == votes[seat.seat_number]
            and word.answer.sent_at <= seat.cast_at <= word.answer.answered_at
        ]
        assert last, (seat.cast_at, taken)
        assert any(
            all(other.answer.sent_at <= word.answer.answered_at for other in taken) for word in last
        ), (seat.cast_at, taken)


def assert_counted(ballot: Ballot) -> None:
    motion = Motion.objects.get(pk=ballot.motion_id)
    choices = list(kept(ballot).values())
    assert (motion.yes, motion.no, motion.abstain) == tuple(choices.count(choice) for choice in CHOICES)


def close(ballot: Ballot, chair: Window, after: Event) -> Answer:
    """Close the ballot in the middle of the voting."""
    assert after.wait(PATIENCE_SECONDS), "too few ballots came in"
    return chair.send(reverse("council:close_ballot", args=[ballot.motion_id]))


def test_two_hundred_ballots_from_fifty_seats_leave_one_vote_a_seat_the_last(tmp_path):
    house = make.council(SEATS)
    ballot = make.open_ballot(house)
    with two_servers(tmp_path) as ports:
        words, _others = Voters(house, ballot, ports).all_vote()
        assert [word.answer.status for word in words] == [TAKEN] * 4 * SEATS
        assert len(kept(ballot)) == SEATS
        assert_the_last_word_counts(ballot, words)
        assert close_now(ballot, house, ports).status == TAKEN
    assert_counted(ballot)


def close_now(ballot: Ballot, house: make.Council, ports: Sequence[int]) -> Answer:
    over = Event()
    over.set()
    return close(ballot, Window(ports[0], house.operator), over)


def test_closing_among_two_hundred_ballots_counts_what_came_before_and_refuses_the_rest(tmp_path):
    house = make.council(SEATS)
    ballot = make.open_ballot(house)
    with two_servers(tmp_path) as ports:
        voters = Voters(house, ballot, ports)
        chair = Window(ports[1], house.chair)
        words, (closing,) = voters.all_vote(partial(close, ballot, chair, voters.enough))
        late = voters.windows[0][2].send(voters.path, choice="against")
    assert closing.status == TAKEN
    assert late.status == REFUSED
    assert {word.answer.status for word in words} <= {TAKEN, REFUSED}
    assert len(words) == 4 * SEATS
    for word in words:
        if word.answer.answered_at < closing.sent_at:
            assert word.answer.status == TAKEN, word
        if word.answer.sent_at > closing.answered_at:
            assert word.answer.status == REFUSED, word
    assert_the_last_word_counts(ballot, words)
    assert_counted(ballot)
    closed_at = Ballot.objects.get(pk=ballot.pk).closed_at
    assert not ballot.seats.filter(cast_at__gt=closed_at).exists()


def test_a_hundred_enactments_at_two_servers_take_the_numbers_from_one_to_a_hundred(tmp_path):
    house = decisions.council()
    sitting = decisions.session(house)
    own = [decisions.adopted(house, sitting=sitting, own_affairs=True) for _number in range(ENACTMENTS)]
    drafts = [
        *(decisions.draft(house, motion, kind="KEP") for motion in own),
        *(decisions.draft(house) for _number in range(RECOMMENDATIONS)),
    ]
    signed = [decisions.signed(house, draft) for draft in drafts]
    paths = [reverse("council:enact_decision", args=[draft.pk]) for draft in signed]
    with two_servers(tmp_path) as ports:
        windows = [Window(port, house.editor) for port in ports]
        with ThreadPoolExecutor(len(paths)) as pool:
            sent = [pool.submit(windows[place % len(windows)].send, path) for place, path in enumerate(paths)]
            answers = [answer.result(PATIENCE_SECONDS) for answer in sent]
    assert [answer.status for answer in answers] == [TAKEN] * len(paths)
    assert len({answer.address for answer in answers}) == len(paths)
    for kind, count in (("KEP", ENACTMENTS), ("REK", RECOMMENDATIONS)):
        taken = Decision.objects.filter(kind=kind).order_by("sequence").values_list("sequence", flat=True)
        assert list(taken) == list(range(1, count + 1))
