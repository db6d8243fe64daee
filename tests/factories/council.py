"""Makes sessions, motions and ballots for tests, through the actions; the planning lies three weeks back."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from council.actions import agenda, attendance, ballots, invitations, motions, sessions
from council.models import AgendaItem, Ballot, Motion, Presence, Session
from portal.kit import clock
from portal.members import roles
from portal.members.models import Element, Seat, User
from proposals.models import Proposal
from tests.factories import proposals
from tests.factories.members import AppointmentFactory, OrganisationFactory, SeatFactory, UserFactory, staff

OFFICES = {1: Seat.Office.CHAIR, 2: Seat.Office.VICE_CHAIR_1, 3: Seat.Office.SECRETARY}
_invitations = count(1)


@dataclass
class Council:
    """A house of filled seats, numbered from 1, and the staff of its sessions."""

    seats: list[Seat]
    clerk: User
    operator: User
    head: User
    authors: proposals.Cast = field(default_factory=proposals.cast)

    def person(self, number: int) -> User:
        """Return who sits on seat `number`, freshly read: nothing is remembered of their roles."""
        return User.objects.get(pk=self.seats[number - 1].person_id)

    @property
    def chair(self) -> User:
        return self.person(1)

    @property
    def vice_chair(self) -> User:
        return self.person(2)

    @property
    def secretary(self) -> User:
        return self.person(3)

    @property
    def member(self) -> User:
        return self.person(4)


def council(size: int = 5) -> Council:
    """Return a council of `size` filled seats: chair, vice chair, secretary, members; elements in turn."""
    appointment = AppointmentFactory()
    elements = list(Element.values)
    seats = [
        SeatFactory(
            appointment=appointment,
            number=number,
            office=OFFICES.get(number, Seat.Office.MEMBER),
            organisation=OrganisationFactory(element=elements[(number - 1) % 4]),
        )
        for number in range(1, size + 1)
    ]
    return Council(
        seats=seats,
        clerk=staff(roles.SECRETARIAT_EDITOR),
        operator=staff(roles.SESSION_OPERATOR),
        head=staff(roles.HEAD_OF_SECRETARIAT),
    )


def planned(house: Council, **fields: Any) -> Session:
    """Return a session planned three weeks ago for today."""
    starts_at = fields.pop("starts_at", clock.now())
    with clock.at(clock.now() - timedelta(days=21)):
        return sessions.plan_session(
            starts_at=starts_at,
            place="Balai Contoh, Bekasi Selatan",
            invitation_number=f"005/{next(_invitations)}/DKC",
            actor=house.clerk,
            **fields,
        )


def item(house: Council, session: Session, proposal: Proposal | None = None, title: str = "") -> AgendaItem:
    """Return an item on the agenda of `session`: `proposal`, one that awaits a session, or `title` alone."""
    if proposal is None and not title:
        proposal = proposals.awaiting_session(house.authors)
    return agenda.add_agenda_item(session=session, proposal=proposal, title=title, actor=house.clerk)


def present(house: Council, session: Session, *, absent: tuple[int, ...] = (), **others: str) -> Session:
    """Record everybody as present in the room, but those seats whose numbers are in `absent`."""
    presences = {seat.pk: Presence.ABSENT if seat.number in absent else Presence.ROOM for seat in house.seats}
    attendance.record_attendance(session=session, presences=presences, actor=house.operator)
    return Session.objects.get(pk=session.pk)


def lettered(house: Council, session: Session, number: int) -> None:
    """Keep the letter by which the alternate of seat `number` represents it."""
    file = SimpleUploadedFile("surat.pdf", b"%PDF-1.7 surat", content_type="application/pdf")
    invitations.keep_letter(session=session, seat=house.seats[number - 1], letter=file, actor=house.operator)


def opened(house: Council, *, absent: tuple[int, ...] = (), **fields: Any) -> Session:
    """Return a session that is open, with everybody there but `absent`."""
    session = present(house, planned(house, **fields), absent=absent)
    return sessions.open_session(session=session, actor=house.operator)


def prepared(house: Council, agenda_item: AgendaItem | None = None, **fields: Any) -> Motion:
    """Return a prepared motion on `agenda_item`, or on one of a session that is open."""
    agenda_item = agenda_item or item(house, opened(house))
    values = {"outcome": "accepted", "wording": "DKC merekomendasikan angkutan pelajar terjadwal.", **fields}
    return motions.prepare_motion(item=agenda_item, actor=house.clerk, **values)


def put(house: Council, agenda_item: AgendaItem | None = None, **fields: Any) -> Motion:
    """Return a motion under deliberation."""
    return motions.put_motion(motion=prepared(house, agenda_item, **fields), actor=house.operator)


def open_ballot(house: Council, motion: Motion | None = None) -> Ballot:
    """Return an open ballot on `motion`, or on a new one."""
    return ballots.open_ballot(
        motion=motion or put(house), reason="Musyawarah sudah cukup.", actor=house.operator
    )


def cast(house: Council, ballot: Ballot, **choices: str) -> None:
    """Cast for the seats named seat_1, seat_2 ... what they choose."""
    for name, choice in choices.items():
        ballots.cast_ballot(ballot=ballot, choice=choice, actor=house.person(int(name.removeprefix("seat_"))))


def counted(house: Council, ballot: Ballot | None = None, **choices: str) -> Motion:
    """Return a motion whose ballot was cast as `choices` say and closed."""
    ballot = ballot or open_ballot(house)
    cast(house, ballot, **choices)
    return ballots.close_ballot(ballot=ballot, actor=house.operator)


def tied(house: Council, motion: Motion | None = None) -> Motion:
    """Return a motion whose first ballot was tied."""
    return counted(house, open_ballot(house, motion), seat_1="in_favour", seat_2="against")


def adopted(house: Council, agenda_item: AgendaItem | None = None, **fields: Any) -> Motion:
    """Return a motion adopted by consensus."""
    return motions.declare_consensus(motion=put(house, agenda_item, **fields), actor=house.operator)


def drafted(house: Council, session: Session, text: str = "Dibuka.") -> Session:
    """Return an ended session with a draft of its minutes, which members may correct from today."""
    return sessions.write_minutes(session=session, text=text, actor=house.clerk)


def corrected(house: Council, session: Session, text: str = "Dibuka.") -> Session:
    """Return an ended session whose minutes were drafted so long ago that they can be signed."""
    session = drafted(house, session, text)
    Session.objects.filter(pk=session.pk).update(minutes_drafted_at=clock.now() - timedelta(days=30))
    session.refresh_from_db()
    return session


def stranger() -> User:
    """Return somebody with an account and nothing else."""
    return UserFactory()
