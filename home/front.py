"""What the home page and the working groups' pages show, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from council.city_status import CityStatus, Progress, counter_for, status_of
from council.models import AgendaItem, Decision, FollowUp, Referral, Session
from council.querysets import next_session
from portal.kit import clock
from portal.members.models import WorkingGroup
from proposals.lifecycle import State
from proposals.models import Proposal

ROWS = 4
AGENDA_ROWS = 2


@dataclass(frozen=True)
class GroupFigures:
    """How many proposals of one working group wait for which step today."""

    submitted: int = 0
    discussed: int = 0
    awaiting: int = 0


@dataclass(frozen=True)
class PathFigures:
    """How many things stand at each of the five steps of a proposal's path today."""

    submitted: int
    discussed: int
    awaiting: int
    unanswered: int
    unanswered_late: int
    running: int
    running_late: int


@dataclass(frozen=True)
class GroupCard:
    """A working group on the home page: its figures, and what closes next in it."""

    group: WorkingGroup
    figures: GroupFigures
    closing_next: Proposal | None


@dataclass(frozen=True)
class NextSession:
    """The session that is on or comes next, with the first items of its agenda."""

    session: Session
    items: list[AgendaItem] = field(default_factory=list)
    more: int = 0


@dataclass(frozen=True)
class DecisionRow:
    """An announced decision, where it stands with the city, and what came of its follow-ups."""

    decision: Decision
    city: CityStatus
    progress: Progress


@dataclass(frozen=True)
class Front:
    """Everything that the home page shows."""

    session: NextSession | None
    path: PathFigures
    discussed: list[Proposal]
    groups: list[GroupCard]
    decisions: list[DecisionRow]
    recommendations_this_year: int
    decisions_this_year: int


def front() -> Front:
    """Read the home page; the number of queries does not grow with the data."""
    figures = figures_by_group()
    recommendations, decisions = _decisions_of_year(clock.today().year)
    return Front(
        session=_next_session(),
        path=_path(figures),
        discussed=list(
            Proposal.objects.public().in_discussion().for_rows().order_by("closes_at", "pk")[:ROWS]
        ),
        groups=_group_cards(figures),
        decisions=decision_rows(Decision.objects.announced().for_register()[:ROWS]),
        recommendations_this_year=recommendations,
        decisions_this_year=decisions,
    )


def decision_rows(found: Iterable[Decision]) -> list[DecisionRow]:
    """Return `found` (read with `for_register`) as rows; the holidays are read once."""
    decisions = list(found)
    count = counter_for(decisions)
    return [
        DecisionRow(decision, status_of(decision, count), Progress.of(decision.follow_ups.all()))
        for decision in decisions
    ]


def figures_by_group() -> dict[int, GroupFigures]:
    """Return the figures of each leading working group, by its id, in one query."""
    rows = (
        Proposal.objects.public()
        .filter(state__in=[State.SUBMITTED, State.DISCUSSION, State.AWAITING_SESSION])
        .order_by()
        .values("leading_group")
        .annotate(
            submitted=Count("pk", filter=Q(state=State.SUBMITTED)),
            discussed=Count("pk", filter=Q(state=State.DISCUSSION, closes_at__gt=clock.now())),
            awaiting=Count("pk", filter=Q(state=State.AWAITING_SESSION)),
        )
    )
    return {
        row["leading_group"]: GroupFigures(row["submitted"], row["discussed"], row["awaiting"])
        for row in rows
    }


def _path(figures: dict[int, GroupFigures]) -> PathFigures:
    """Return how many things stand at each step: proposals, letters to the mayor, duties of agencies."""
    today = clock.today()
    letters = Referral.objects.filter(state="conveyed").aggregate(
        waiting=Count("pk"), late=Count("pk", filter=Q(promised_on__lt=today))
    )
    duties = FollowUp.objects.filter(
        state__in=["open", "reported"], decision__announcement__isnull=False
    ).aggregate(running=Count("pk"), late=Count("pk", filter=Q(state="open", due_on__lt=today)))
    return PathFigures(
        submitted=sum(group.submitted for group in figures.values()),
        discussed=sum(group.discussed for group in figures.values()),
        awaiting=sum(group.awaiting for group in figures.values()),
        unanswered=letters["waiting"],
        unanswered_late=letters["late"],
        running=duties["running"],
        running_late=duties["late"],
    )


def _group_cards(figures: dict[int, GroupFigures]) -> list[GroupCard]:
    """Return the open working groups in the city's order, each with what closes next in it."""
    closing = (
        Proposal.objects.public()
        .in_discussion()
        .filter(leading_group=OuterRef("pk"))
        .order_by("closes_at", "pk")
    )
    groups = list(
        WorkingGroup.objects.filter(is_open=True)
        .annotate(closing_next_id=Subquery(closing.values("pk")[:1]))
        .order_by("position", "pk")
    )
    proposals = Proposal.objects.in_bulk([group.closing_next_id for group in groups if group.closing_next_id])
    return [
        GroupCard(group, figures.get(group.pk, GroupFigures()), proposals.get(group.closing_next_id))
        for group in groups
    ]


def _next_session() -> NextSession | None:
    """Return the session that is on or comes next, or None when none is planned."""
    session = next_session()
    if session is None:
        return None
    items = list(session.items.all())
    # A third line is shown as itself: "one other item" would not be shorter than its title.
    shown = AGENDA_ROWS if len(items) > AGENDA_ROWS + 1 else AGENDA_ROWS + 1
    return NextSession(session, items[:shown], max(0, len(items) - shown))


def _decisions_of_year(year: int) -> tuple[int, int]:
    """Return how many recommendations and decisions of `year` have been announced."""
    counts: dict[str, Any] = (
        Decision.objects.announced()
        .filter(year=year)
        .aggregate(
            recommendations=Count("pk", filter=Q(kind="REK")), decisions=Count("pk", filter=Q(kind="KEP"))
        )
    )
    return counts["recommendations"], counts["decisions"]
