"""Who sits in a session at this moment: the facts that every rule of deciding stands on, read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from council.counting import House, SeatFacts
from council.lifecycle.session import SessionState
from council.models import (
    AgendaItem,
    Attendance,
    ConflictBasis,
    ConflictOfInterest,
    CouncilRules,
    Presence,
    Session,
)
from portal.members import roles
from portal.members.models import Affiliation, Element, Seat, User

# Who leads when the chair cannot, in this order; after them whom those present name.
LEADING_OFFICES = (Seat.Office.CHAIR, Seat.Office.VICE_CHAIR_1, Seat.Office.VICE_CHAIR_2)
# A chair that an alternate represents is absent: the office is not the alternate's.
IN_PERSON = frozenset({Presence.ROOM, Presence.ONLINE})


@dataclass
class Place:
    """One filled seat in the session: who sits there, whether it is present, and its conflict, if any."""

    seat: Seat
    attendance: Attendance | None = None
    conflict: str = ""

    @property
    def person(self) -> User | None:
        """Return who sits for the seat: its person, or the alternate that represents it."""
        represented = self.attendance is not None and self.attendance.presence == Presence.REPRESENTED
        return self.attendance.person if represented and self.attendance else self.seat.person

    @property
    def is_present(self) -> bool:
        """Return whether the seat counts for the quorum."""
        return self.attendance is not None and self.attendance.is_present

    def can_lead(self, *, planned: bool) -> bool:
        """Return whether its person can lead: there in person, or before the opening not known to be away."""
        if self.conflict:
            return False
        if self.attendance is None:
            return planned
        return self.attendance.presence in IN_PERSON


@dataclass
class Room:
    """The filled seats of a session's day with their presence and, for one matter, their conflicts."""

    session: Session
    places: list[Place]
    rules: CouncilRules
    _conflicts: dict[int, dict[int, str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, session: Session) -> Room:
        """Read the session's seats, its attendance list and the council's rules: three queries."""
        listed = {
            entry.seat_id: entry for entry in session.attendances.select_related("person").order_by("pk")
        }
        seats = roles.filled_seats(session.day).select_related("alternate", "person", "organisation__kind")
        places = [Place(seat, listed.get(seat.pk)) for seat in seats]
        return cls(session, places, CouncilRules.load())

    def for_item(self, item: AgendaItem) -> Room:
        """Return the same room with the conflicts of interest in the matter of `item`; read once per item."""
        if item.pk not in self._conflicts:
            self._conflicts[item.pk] = conflicts_in(item, self.places)
        found = self._conflicts[item.pk]
        places = [Place(place.seat, place.attendance, found.get(place.seat.pk, "")) for place in self.places]
        return Room(self.session, places, self.rules, self._conflicts)

    @property
    def house(self) -> House:
        """Return the counted seats."""
        return House.of(SeatFacts(p.is_present, bool(p.conflict), p.seat.element) for p in self.places)

    @property
    def missing_elements(self) -> list[str]:
        """Return the elements of filled seats of which nobody is present, in words."""
        present = {place.seat.element for place in self.places if place.is_present}
        filled = {place.seat.element for place in self.places}
        return [str(label) for element, label in Element.choices if element in filled - present]

    @property
    def leader(self) -> Place | None:
        """Return who leads: the chair, a vice chair when the chair cannot, else whom those present named."""
        planned = self.session.state == SessionState.PLANNED
        able = [place for place in self.places if place.can_lead(planned=planned)]
        for office in LEADING_OFFICES:
            for place in able:
                if place.seat.office == office:
                    return place
        return next((place for place in able if place.seat.pk == self.session.named_leader_id), None)

    def place_of(self, user: Any) -> Place | None:
        """Return the place where `user` sits, or None."""
        if not user.is_authenticated:
            return None
        return next((p for p in self.places if p.person is not None and p.person.pk == user.pk), None)


def conflicts_in(item: AgendaItem, places: Iterable[Place]) -> dict[int, str]:
    """Return the seats with a conflict of interest in the matter of `item`: seat id to its basis.

    A seat has one when its person (or the alternate that sits for it) wrote the proposal or has any
    verified affiliation with the organisation that proposes or with what that is part of, when the seat
    itself is that organisation's, when one of its organisations ever offered a contribution to the
    proposal, and when it declared one on any motion of the item. Three queries.
    """
    # What was written down stays, even when the affiliation behind it has ended since.
    found: dict[int, str] = dict(
        ConflictOfInterest.objects.filter(motion__item=item).values_list("seat_id", "basis")
    )
    if item.proposal is None:
        return found
    along = item.proposal.co_authors.bound().values_list(
        "person_id", "organisation_id", "organisation__parent_id"
    )
    authors = {item.proposal.author_id, *(person for person, _own, _parent in along)}
    organisations = {item.proposal.organisation_id, item.proposal.organisation.parent_id}
    organisations = organisations.union(*((own, parent) for _person, own, parent in along)) - {None}
    # Withdrawn and declined offers too: the interest was shown.
    offering = set(item.proposal.contributions.values_list("organisation_id", flat=True))
    people = {place.seat.pk: _people(place) for place in places}
    found_affiliations = Affiliation.objects.filter(
        status=Affiliation.Status.VERIFIED,
        organisation__in=organisations | offering,
        user__in=set().union(*people.values()),
    ).values_list("user_id", "organisation_id")
    affiliated = {user for user, organisation in found_affiliations if organisation in organisations}
    contributing = {user for user, organisation in found_affiliations if organisation in offering}
    for place in places:
        if authors & people[place.seat.pk]:
            found[place.seat.pk] = ConflictBasis.AUTHOR
        elif place.seat.organisation_id in organisations or affiliated & people[place.seat.pk]:
            found.setdefault(place.seat.pk, ConflictBasis.ORGANISATION)
        elif place.seat.organisation_id in offering or contributing & people[place.seat.pk]:
            found.setdefault(place.seat.pk, ConflictBasis.CONTRIBUTION)
    return found


def _people(place: Place) -> set[int]:
    """Return the ids of the seat's person and of who sits for it."""
    return {person.pk for person in (place.seat.person, place.person) if person is not None}
