"""A council at its table: six seats and the operator, each at a tablet, and a session of today."""

from typing import Any

from playwright.sync_api import Browser

from council.models import Ballot, Motion, Presence
from portal.members.models import Seat
from proposals.models import Proposal
from tests.factories import council as make
from tests.factories import proposals

from .person import Person

TABLET = {"width": 820, "height": 1180}
# The page of a seat asks every four seconds, that of somebody who is not in the room every twenty; a busy
# machine may need a few rounds.
SOON_MS = 90_000
SEATED = ("chair", "vice_chair", "secretary", "conflicted", "silent", "objector")
SECOND_TITLE = "Halte teduh di dekat puskesmas"


class Table:
    """Six seats and the staff; a session of today with a motion prepared on each of two proposals.

    The seat `conflicted` sits for the organisation that wrote the first proposal. A person's browser is
    opened when the walk first names them: `table.chair`, `table.operator`, `table.clerk`.
    """

    def __init__(self, chromium: Browser, site: str) -> None:
        self.chromium, self.site = chromium, site
        self.house = make.council(len(SEATED))
        organisation = self.house.authors.organisation
        Seat.objects.filter(pk=self.seat("conflicted").pk).update(organisation=organisation)
        self.others = proposals.cast(group=self.house.authors.group)
        self.session = make.planned(self.house)
        self.noted, self.voted = (self._prepared(proposal) for proposal in self._proposals())
        self.users: dict[str, Any] = {
            **{name: self.house.person(number) for number, name in enumerate(SEATED, start=1)},
            "operator": self.house.operator,
            "clerk": self.house.clerk,
            "head": self.house.head,
            "coordinator": self.house.authors.coordinator,
        }
        self.people: dict[str, Person] = {}

    def _proposals(self) -> tuple[Proposal, Proposal]:
        """Return the two proposals, each with an objection of somebody in its discussion."""
        return (
            proposals.awaiting_session(self.house.authors),
            proposals.awaiting_session(self.others, title=SECOND_TITLE),
        )

    def _prepared(self, proposal: Proposal) -> Motion:
        item = make.item(self.house, self.session, proposal)
        return make.prepared(self.house, item, wording=f"Rumusan butir {item.position}.")

    def __getattr__(self, name: str) -> Person:
        if name.startswith("_") or name not in self.users:
            raise AttributeError(name)
        if name not in self.people:
            person = Person(self.chromium, self.site, email=self.users[name].email)
            person.page.set_viewport_size(TABLET)
            self.people[name] = person
        return self.people[name]

    def visitor(self) -> Person:
        """Return somebody who is not signed in."""
        if "visitor" not in self.people:
            self.people["visitor"] = Person(self.chromium, self.site)
        return self.people["visitor"]

    def leave(self) -> None:
        for person in self.people.values():
            person.leave()

    # What stands in the database

    def seat(self, name: str) -> Seat:
        return self.house.seats[SEATED.index(name)]

    def state(self, motion: Motion) -> str:
        return Motion.objects.get(pk=motion.pk).state

    @property
    def ballot(self) -> Ballot:
        return Ballot.objects.latest("pk")

    # What people do

    def everybody_opens_the_page(self) -> None:
        for name in (*SEATED, "operator"):
            getattr(self, name).open(self.session.get_absolute_url())

    def presences(self, *absent: str) -> dict[str, str]:
        return {
            f"seat_{self.seat(name).pk}": Presence.ABSENT if name in absent else Presence.ROOM
            for name in SEATED
        }

    def record(self, *absent: str) -> None:
        address = f"/sidang/{self.session.pk}/hadir/"
        self.operator.open(address).send(**self.presences(*absent))

    def follows(self, name: str, words: str) -> None:
        """Assert that the page of `name` says `words` soon, without anybody touching it."""
        person = self.people[name]
        person.page.locator("main", has_text=words).wait_for(timeout=SOON_MS)
        assert not person.failures, person.failures
        person.is_accessible()

    def press(self, name: str, part: str, **fields: str) -> Person:
        """Let `name` use the button that leads to `part`, which the page must offer, and send its form."""
        return getattr(self, name).follow(part).send(**fields)

    def vote(self, name: str, choice: str) -> None:
        person = self.people[name]
        person.page.locator("#do-cast_ballot").wait_for(timeout=SOON_MS)
        person.follow("/suara/").send(choice=choice)
        person.sees("Suara Anda")
