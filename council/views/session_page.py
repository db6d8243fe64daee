"""What a session's page shows to one person: read once, in a constant number of queries."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from council.counting import Threshold, quorum, votes_needed
from council.lifecycle.motion import PENDING, MotionState
from council.lifecycle.session import SessionState
from council.models import (
    AgendaItem,
    Ballot,
    BallotSeat,
    Choice,
    ItemState,
    Motion,
    Session,
    SigningRole,
    Suspension,
    Vote,
)
from council.permissions import motions as motion_rules
from council.permissions import roles as rooms
from council.permissions.minutes import corrections_until, takes_corrections
from council.querysets import stamp_of
from council.room import Place, Room
from portal.kit import clock
from portal.kit.wording import hari, jam
from portal.members.models import Element

from .session_controls import SessionControls
from .session_guidance import Guidance, guidance_for


@dataclass(frozen=True)
class RollCallRow:
    """What one seat said in a closed ballot, or why it said nothing."""

    seat: BallotSeat
    choice: str
    label: str

    @property
    def element(self) -> str:
        """Return the element in words."""
        return str(Element(self.seat.element).label)


@dataclass(frozen=True)
class RollCall:
    """The roll call of one ballot that was closed and counted."""

    ballot: Ballot
    rows: list[RollCallRow]

    @property
    def result(self) -> str:
        """Return what a tied ballot that was repeated said; that of the last one stands with the motion."""
        return str(MotionState.TIED.label) if hasattr(self.ballot, "repeated_by") else ""


@dataclass
class Matter:
    """An agenda item with what the page says of it."""

    item: AgendaItem
    motions: list[Motion]
    position: str = ""
    roll_calls: dict[int, list[RollCall]] = field(default_factory=dict)

    @property
    def shown(self) -> Motion | None:
        """Return the motion that stands for the item: the latest that was put."""
        put = [motion for motion in self.motions if motion.state != MotionState.DRAFT]
        return put[-1] if put else None

    @property
    def draft(self) -> Motion | None:
        """Return the motion that is prepared."""
        return next((motion for motion in self.motions if motion.state == MotionState.DRAFT), None)

    @property
    def result_of(self) -> Motion | None:
        """Return the motion that says how the item stands; None where the item says it itself."""
        return None if self.item.state in (ItemState.RETURNED, ItemState.WITHDRAWN) else self.shown


def _stamp_of(session: Session) -> str:
    """Return what changes with everything done in `session`; of a rehearsal no act is left to tell."""
    return session.rehearsal_stamp if session.is_rehearsal else stamp_of(session.pk)


@dataclass
class SessionPage:
    """Everything that the page of `session` shows to `user`."""

    session: Session
    user: Any
    room: Room
    matters: list[Matter]
    in_room: bool
    hears: bool

    @classmethod
    def of(cls, session: Session, user: Any) -> SessionPage:
        """Read all of it."""
        # First of all: what happens while the rest is read is fetched with the next change.
        stamp = _stamp_of(session)
        room = Room.of(session)
        items = list(session.items.for_session_page())
        for item in items:
            item.session = session
        page = cls(
            session,
            user,
            room,
            [Matter(item, list(item.motions.all())) for item in items],
            rooms.sees_the_room(user, room),
            rooms.hears_the_talk(user, room),
        )
        page.stamp = stamp
        page.read_roll_calls()
        return page

    @property
    def is_live(self) -> bool:
        """Return whether things happen now, or any moment: the page keeps itself current."""
        if self.session.state == SessionState.PLANNED:
            return self.session.day == clock.today()
        return self.session.state in (SessionState.OPEN, SessionState.SUSPENDED)

    @cached_property
    def stamp(self) -> str:
        """Return what the page was current with; read before everything else it shows."""
        return _stamp_of(self.session)

    @property
    def stamp_address(self) -> str:
        """Return where the page asks whether it is still current."""
        name = "council:rehearsal_stamp" if self.session.is_rehearsal else "council:session_stamp"
        return reverse(name, args=[self.session.pk])

    @property
    def stamp_header(self) -> str:
        """Return the header, as htmx wants it, with which the page asks whether it is still current."""
        return json.dumps({"If-None-Match": f'"{self.stamp}"'})

    @cached_property
    def guidance(self) -> Guidance:
        """Return what may be done now, by whom, and why something may not."""
        return guidance_for(self)

    @property
    def now(self) -> datetime:
        """Return the moment that the page tells about."""
        return clock.now()

    # Presence

    @property
    def members(self) -> list[dict[str, Any]]:
        """Return the seats as the drawing wants them."""
        me = self.room.place_of(self.user)
        return [
            {
                "number": place.seat.number,
                "present": place.is_present,
                "me": place is me,
                "name": str(place.person) if place.person else "",
            }
            for place in self.room.places
        ]

    @property
    def is_seated(self) -> bool:
        """Return whether the person who looks sits in the council."""
        return self.room.place_of(self.user) is not None

    @property
    def quorum(self) -> int:
        """Return how many must be present."""
        return quorum(self.room.house.filled, self.room.rules.quorum_percent)

    @property
    def quorum_met(self) -> bool:
        """Return whether there is a quorum."""
        return bool(motion_rules.is_quorate(self.room))

    @property
    def has_attendance(self) -> bool:
        """Return whether anybody's presence was recorded."""
        return any(place.attendance for place in self.room.places)

    @cached_property
    def leader(self) -> Place | None:
        """Return who leads, with the conflicts of the item that is before the council."""
        return (self.current_room or self.room).leader

    @property
    def missing_signatures(self) -> list[str]:
        """Return the offices whose signature under the minutes is awaited, when one is there already."""
        signed = {signature.role for signature in self.session.signatures.all()}
        if not signed:
            return []
        return [str(label) for role, label in SigningRole.choices if role not in signed]

    @property
    def reads_minutes(self) -> bool:
        """Return whether this person may read the minutes: all once signed, before that those in the room."""
        return self.hears and (self.in_room or self.session.state == SessionState.MINUTED)

    @property
    def corrections_until(self) -> date | None:
        """Return the last day on which members can ask for corrections of the minutes, while they can."""
        rules = self.room.rules
        return corrections_until(self.session, rules) if takes_corrections(self.session, rules) else None

    @property
    def invitation_text(self) -> str:
        """Return the plain text for a chat: title, day and time, place, agenda, address."""
        session = self.session
        lines = [session.title, f"{hari(session.starts_at)}, {jam(session.starts_at)}", session.place]
        if not session.is_closed:
            lines.append(_("Open to the public"))
        lines += [f"{matter.item.position}. {matter.item.title}" for matter in self.matters]
        lines.append(settings.SITE_URL + session.get_absolute_url())
        return "\n".join(lines)

    @cached_property
    def suspension(self) -> Suspension | None:
        """Return the suspension that the session is in."""
        if self.session.state != SessionState.SUSPENDED:
            return None
        return self.session.suspensions.filter(ended_at=None).first()

    # The matter before the council

    @cached_property
    def current(self) -> Matter | None:
        """Return the item before the council, or the next one in an open session."""
        if self.session.state not in (SessionState.OPEN, SessionState.SUSPENDED):
            return None
        waiting = [matter for matter in self.matters if matter.item.state == ItemState.WAITING]
        for matter in waiting:
            if any(motion.state in PENDING for motion in matter.motions):
                return matter
        return waiting[0] if waiting else None

    @cached_property
    def current_room(self) -> Room | None:
        """Return the room with the conflicts of the current matter."""
        return self.room.for_item(self.current.item) if self.current else None

    @cached_property
    def motion(self) -> Motion | None:
        """Return the motion before the council, or the one prepared for those in the room to see."""
        if self.current is None:
            return None
        shown = self.current.shown
        if shown is not None and shown.state in PENDING:
            return shown
        if self.current.draft is not None:
            return self.current.draft if self.in_room else None
        # After a tie the ballot is repeated next, or another motion is prepared.
        return shown if shown is not None and shown.state == MotionState.TIED else None

    @property
    def is_over(self) -> bool:
        """Return whether the session has ended: from then on the page is read in the agenda's order."""
        return self.session.state in (SessionState.ENDED, SessionState.MINUTED)

    @property
    def finished(self) -> list[tuple[Matter, Motion]]:
        """Return the motions no longer before the council: the latest first, once over by the agenda."""
        done = [
            (matter, motion)
            for matter in self.matters
            for motion in matter.motions
            if motion.state not in PENDING and motion.state != MotionState.DRAFT and motion != self.motion
        ]
        if self.is_over:
            return done
        return sorted(
            done, key=lambda pair: pair[1].closed_at or pair[0].item.session.starts_at, reverse=True
        )

    @property
    def has_undrafted(self) -> bool:
        """Return whether something was adopted here that is on no decision draft yet."""
        motions = (motion for matter in self.matters for motion in matter.motions)
        return not self.session.is_rehearsal and any(
            motion.is_adopted and not hasattr(motion, "draft_motion") for motion in motions
        )

    # The ballot

    @cached_property
    def ballot(self) -> Ballot | None:
        """Return the ballot that is open."""
        motion = self.motion
        if motion is None or motion.state != MotionState.BALLOT_OPEN:
            return None
        return next((ballot for ballot in motion.ballots.all() if ballot.is_open), None)

    @property
    def votes_needed(self) -> int | None:
        """Return how many must be in favour in the open ballot; None where that depends on those against."""
        if self.ballot is None:
            return None
        threshold = Threshold(self.ballot.threshold)
        return votes_needed(threshold, filled=len(self.ballot.seats.all()), deciders=len(self.entitled))

    @property
    def ballot_seats(self) -> list[BallotSeat]:
        """Return who has cast and who has not; for those in the room."""
        return list(self.ballot.seats.all()) if self.ballot and self.in_room else []

    @property
    def entitled(self) -> list[BallotSeat]:
        """Return the seats that take part in the open ballot."""
        return [seat for seat in self.ballot.seats.all() if seat.may_cast] if self.ballot else []

    @property
    def cast_count(self) -> int:
        """Return how many have cast."""
        return sum(1 for seat in self.entitled if seat.cast_at)

    @cached_property
    def my_seat(self) -> BallotSeat | None:
        """Return the seat for which this person votes in the open ballot."""
        if self.ballot is None or not self.user.is_authenticated:
            return None
        return next((seat for seat in self.ballot.seats.all() if seat.person_id == self.user.pk), None)

    @cached_property
    def my_vote(self) -> str:
        """Return what this person has cast: nobody else's vote is ever read while a ballot is open."""
        if self.my_seat is None or not self.my_seat.cast_at:
            return ""
        return Vote.objects.values_list("choice", flat=True).get(ballot_seat=self.my_seat)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """Return the three answers and whether each is the one cast."""
        return [(value, str(label), value == self.my_vote) for value, label in Choice.choices]

    @property
    def my_conflict(self) -> str:
        """Return why this person takes no part in deciding the current matter, in words."""
        place = self.current_room.place_of(self.user) if self.current_room else None
        return motion_rules.conflict_words(place.conflict) if place and place.conflict else ""

    def read_roll_calls(self) -> None:
        """Read the votes of the ballots that were closed and counted: one query, none of an open one."""
        counted = {
            ballot.pk: (matter, motion, ballot)
            for matter in self.matters
            for motion in matter.motions
            for ballot in motion.ballots.all()
            if not ballot.is_open and not ballot.is_abandoned and not ballot.on_paper
        }
        votes = dict(
            Vote.objects.filter(ballot_seat__ballot__in=counted, ballot_seat__ballot__closed_at__isnull=False)
            .order_by("pk")
            .values_list("ballot_seat_id", "choice")
        )
        for matter, motion, ballot in counted.values():
            rows = [_roll_call_row(seat, votes) for seat in ballot.seats.all()]
            matter.roll_calls.setdefault(motion.pk, []).append(RollCall(ballot, rows))

    # What can be done

    @cached_property
    def controls(self) -> SessionControls:
        """Return the verbs offered to this person."""
        return SessionControls(self)


def _roll_call_row(seat: BallotSeat, votes: dict[int, str]) -> RollCallRow:
    """Return what `seat` said in a ballot that is closed."""
    if seat.pk in votes:
        label = str(Choice(votes[seat.pk]).label)
        if seat.is_oral:
            label = _("%(choice)s (aloud)") % {"choice": label}
        return RollCallRow(seat, votes[seat.pk], label)
    if seat.conflicted:
        return RollCallRow(seat, "conflict", _("conflict of interest, took no part"))
    if not seat.present:
        return RollCallRow(seat, "absent", _("absent"))
    return RollCallRow(seat, "silent", _("did not vote"))
