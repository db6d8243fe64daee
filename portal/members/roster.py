"""Who sits in the council, element by element, and who sat there before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from portal.kit import clock

from .models import Appointment, Element, Seat

if TYPE_CHECKING:
    from .querysets import SeatQuerySet


@dataclass(frozen=True)
class Bench:
    """The seats of one element, in the order of their numbers."""

    element: Element
    seats: tuple[Seat, ...]

    @property
    def filled(self) -> int:
        """Return how many of the seats have a person."""
        return sum(seat.person_id is not None for seat in self.seats)


@dataclass(frozen=True)
class Roster:
    """The council of one day: its seats, grouped by element, and the decrees that they rest on."""

    seats: tuple[Seat, ...]

    @property
    def benches(self) -> list[Bench]:
        """Return the four elements in the city's order, those without a seat left out."""
        found = [
            Bench(element, tuple(seat for seat in self.seats if seat.element == element))
            for element in Element
        ]
        return [bench for bench in found if bench.seats]

    @property
    def filled(self) -> int:
        """Return how many seats have a person: the base of the quorum."""
        return sum(seat.person_id is not None for seat in self.seats)

    @property
    def vacant(self) -> list[Seat]:
        """Return the seats that wait for their person."""
        return [seat for seat in self.seats if seat.person_id is None]

    @property
    def leaders(self) -> list[Seat]:
        """Return who holds an office, the chair first."""
        order = list(Seat.Office)
        holders = [seat for seat in self.seats if seat.office != Seat.Office.MEMBER]
        return sorted(holders, key=lambda seat: order.index(Seat.Office(seat.office)))

    @property
    def appointments(self) -> list[Appointment]:
        """Return the decrees behind the seats, each once, the newest first."""
        found = {seat.appointment_id: seat.appointment for seat in self.seats}
        return sorted(found.values(), key=lambda decree: (decree.term_start, decree.pk), reverse=True)


def roster() -> Roster:
    """Return the council of today, in one query."""
    seats = Seat.objects.in_office().select_related(
        "person", "alternate", "organisation", "appointment", "replaces__person"
    )
    return Roster(tuple(seats.order_by("number", "pk")))


def former_seats() -> SeatQuerySet:
    """Return the seats that somebody held and holds no more, the last to go first.

    A seat ends on its own last day or, where the decree does not stay until the next one, with the term.
    """
    today = clock.today()
    ran_out = Q(appointment__stays_until_next=False, appointment__term_end__lt=today)
    return (
        Seat.objects.filter(person__isnull=False)
        .filter(Q(ends_on__lt=today) | ran_out)
        .select_related("person", "organisation", "appointment", "replaced_by__person")
        .order_by("-ends_on", "number", "-pk")
    )


def other_decrees(known: Iterable[Appointment]) -> list[Appointment]:
    """Return the decrees that no seat of today rests on: earlier ones, and those whose term is to come."""
    return list(Appointment.objects.exclude(pk__in=[decree.pk for decree in known]))
