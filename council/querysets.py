"""Every read of sessions, agenda items and motions that is used twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from council.lifecycle.motion import ADOPTED, MotionState
from council.lifecycle.session import SessionState
from portal.kit import clock
from portal.members import roles

if TYPE_CHECKING:
    from council.models import AgendaItem, Ballot, Motion, Session

REHEARSAL = "rehearsal"


def rehearses(user: Any) -> bool:
    """Return whether `user` takes part in rehearsals: staff, members of the council, their alternates."""
    if not user.is_authenticated:
        return False
    if roles.is_staff(user):
        return True
    mine = models.Q(person=user.pk) | models.Q(alternate=user.pk)
    return roles.kept(user, "rehearses", lambda: roles.filled_seats().filter(mine).exists())


class SessionQuerySet(models.QuerySet["Session"]):
    """Reads of sessions."""

    def visible_to(self, user: Any) -> SessionQuerySet:
        """Return the sessions that `user` may know of.

        All of them, also closed ones: invitation, decisions and roll calls are public, and what is said
        in a closed session is hidden by the page (`permissions.roles.hears_the_talk`). Rehearsals are
        known to those alone who take part in them.
        """
        return self if rehearses(user) else self.public()

    def public(self) -> SessionQuerySet:
        """Return the sessions that everybody may know of: all but the rehearsals."""
        return self.exclude(kind=REHEARSAL)

    def rehearsals(self, user: Any) -> SessionQuerySet:
        """Return the rehearsals that `user` may know of, the nearest first."""
        found = self.filter(kind=REHEARSAL) if rehearses(user) else self.none()
        return found.order_by("starts_at", "pk")

    def upcoming(self) -> SessionQuerySet:
        """Return what is planned, in session or suspended, the nearest first; rehearsals are not among it."""
        states = [SessionState.PLANNED, SessionState.OPEN, SessionState.SUSPENDED]
        return self.public().filter(state__in=states).order_by("starts_at", "pk")

    def past(self) -> SessionQuerySet:
        """Return what has ended, was rescheduled or cancelled, the latest first."""
        states = [
            SessionState.ENDED,
            SessionState.MINUTED,
            SessionState.RESCHEDULED,
            SessionState.CANCELLED,
        ]
        return self.public().filter(state__in=states).order_by("-starts_at", "-pk")

    def for_rows(self) -> SessionQuerySet:
        """Return the sessions with what a list row shows of their agenda, in a constant number of queries."""
        from council.models import AgendaItem

        return self.prefetch_related(
            models.Prefetch("items", AgendaItem.objects.select_related("proposal").order_by("position"))
        )


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    """Reads of agenda items."""

    def visible_to(self, user: Any) -> AgendaItemQuerySet:
        """Return the items of the sessions that `user` may know of."""
        return self if rehearses(user) else self.exclude(session__kind=REHEARSAL)

    def next_for(self, proposal: Any) -> AgendaItem | None:
        """Return the item by which `proposal` waits on the agenda of a coming session."""
        return self.filter(proposal=proposal, state="waiting").select_related("session").first()

    def decided_for(self, proposal: Any) -> AgendaItem | None:
        """Return the item by which `proposal` was decided last, while that is not enacted yet."""
        found = self.filter(
            proposal=proposal, motions__state__in=ADOPTED, motions__decision_outcome__isnull=True
        )
        return found.select_related("session").order_by("-finished_at", "-pk").first()

    def for_session_page(self) -> AgendaItemQuerySet:
        """Return the items with their motions, objections, conflicts and ballots; votes are not among it."""
        from council.models import Ballot, BallotSeat, ConflictOfInterest, Motion, Objection

        ballots = (
            Ballot.objects.select_related("repeated_by")
            .order_by("number")
            .prefetch_related(models.Prefetch("seats", BallotSeat.objects.order_by("seat_number")))
        )
        motions = (
            Motion.objects.select_related(
                "proposal__organisation",
                "version",
                "leader__person",
                "decision_outcome__decision__announcement",
                "draft_motion",
            )
            .order_by("pk")
            .prefetch_related(
                models.Prefetch(
                    "objections",
                    Objection.objects.select_related("person", "seat__organisation").order_by("pk"),
                ),
                models.Prefetch(
                    "conflicts",
                    ConflictOfInterest.objects.select_related("seat__person").order_by("seat__number"),
                ),
                models.Prefetch("ballots", ballots),
                "earlier_wordings",
            )
        )
        return (
            self.select_related("proposal__organisation", "session")
            .order_by("position")
            .prefetch_related(models.Prefetch("motions", motions))
        )


class MotionQuerySet(models.QuerySet["Motion"]):
    """Reads of motions."""

    def visible_to(self, user: Any) -> MotionQuerySet:
        """Return the motions of the sessions that `user` may know of, prepared ones as well."""
        return self if rehearses(user) else self.exclude(item__session__kind=REHEARSAL)

    def public(self) -> MotionQuerySet:
        """Return the motions that were put; prepared ones are the secretariat's and the council's."""
        return self.exclude(state=MotionState.DRAFT).exclude(item__session__kind=REHEARSAL)


@dataclass(frozen=True)
class WaitingForSeat:
    """A motion on which a council member's word is awaited now."""

    motion: Motion
    # Set when a ballot is open in which the member has not cast yet; else the motion is deliberated.
    ballot: Ballot | None

    @property
    def url(self) -> str:
        """Return the address where the member answers."""
        if self.ballot is not None:
            return self.ballot.get_absolute_url()
        return self.motion.item.session.get_absolute_url()


def waiting_for(user: Any) -> list[WaitingForSeat]:
    """Return the motions that wait for `user` as a council member: ballots not cast first, then deliberation.

    Two queries. Only who is on the attendance list as present, or frozen so in the ballot, is asked; who
    rehearses is shown it in the room alone.
    """
    from council.models import PRESENT, Ballot, Motion

    if not user.is_authenticated:
        return []
    ballots = (
        Ballot.objects.filter(
            closed_at=None,
            seats__person=user,
            seats__present=True,
            seats__conflicted=False,
            seats__cast_at=None,
        )
        .exclude(motion__item__session__kind=REHEARSAL)
        .select_related("motion__item__session")
        .order_by("opened_at")
    )
    motions = (
        Motion.objects.filter(
            state=MotionState.PUT,
            item__session__state=SessionState.OPEN,
            item__session__attendances__person=user,
            item__session__attendances__presence__in=PRESENT,
        )
        .exclude(item__session__kind=REHEARSAL)
        .select_related("item__session")
        .order_by("put_at")
    )
    return [
        *(WaitingForSeat(ballot.motion, ballot) for ballot in ballots),
        *(WaitingForSeat(motion, None) for motion in motions),
    ]


def stamp_of(session_id: int) -> str:
    """Return a word that changes with every act in a session and on its motions; empty before the first.

    One query.
    """
    from council.models import Motion
    from portal.record.models import Act

    # An address may hold any number; no session has one that the database cannot hold.
    if session_id > models.BigIntegerField.MAX_BIGINT:
        return ""
    motions = Motion.objects.filter(item__session=session_id).values("pk")
    acts = Act.objects.filter(
        models.Q(subject_kind="session", subject_id=session_id)
        | models.Q(subject_kind="motion", subject_id__in=motions)
    )
    last = acts.aggregate(last=models.Max("pk"))["last"]
    return f"{session_id}-{last}" if last else ""


def next_session() -> Session | None:
    """Return the plenary session that is on, or the next one that is planned; for the home page."""
    from council.models import Session, SessionKind

    return (
        Session.objects.upcoming()
        .filter(kind=SessionKind.PLENARY)
        .exclude(state=SessionState.PLANNED, starts_at__lt=clock.now())
        .for_rows()
        .first()
    )
