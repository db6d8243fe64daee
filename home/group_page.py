"""What the page of a working group shows, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Min, Q

from portal.kit.workdays import holidays_at_hand
from portal.members.models import Affiliation, Element, GroupMembership, Organisation, User, WorkingGroup
from proposals.journey import waits_for
from proposals.lifecycle import State
from proposals.models import Proposal, ProposalRules
from proposals.querysets import ProposalQuerySet

DISCUSSED_ROWS = 10
WAITING_ROWS = 10
# No row of squares is longer; the figure beside it says the rest.
MOST_SQUARES = 40
# States in which somebody has to move, in the order of the path.
WAITING = (
    State.CONVEYED,
    State.ANSWERED,
    State.ACCEPTED,
    State.ACCEPTED_WITH_CHANGES,
    State.DEFERRED,
    State.AWAITING_SESSION,
    State.FORMULATION,
    State.SUBMITTED,
)
# What became of proposals: label of several states together, its square, its tone. The order of the page.
BECAME: tuple[tuple[tuple[State, ...], str, str], ...] = (
    ((State.IMPLEMENTED,), "full", "good"),
    ((State.PARTLY_IMPLEMENTED,), "part", "good"),
    ((State.IN_PROGRESS,), "light", "good"),
    ((State.CONVEYED, State.ANSWERED), "half", "now"),
    ((State.ACCEPTED, State.ACCEPTED_WITH_CHANGES), "half", "good"),
    ((State.INFEASIBLE,), "bar", "stopped"),
    ((State.NOT_ACCEPTED,), "bar", "stopped"),
    ((State.DEFERRED,), "pause", "late"),
    ((State.NOT_FORWARDED,), "bar", "quiet"),
    ((State.MERGED,), "part", "quiet"),
    ((State.WITHDRAWN,), "dash", "quiet"),
    ((State.AWAITING_SESSION,), "half", "now"),
    ((State.SUBMITTED, State.DISCUSSION, State.FORMULATION, State.DRAFT), "light", "now"),
)


@dataclass(frozen=True)
class WaitingRow:
    """A proposal that waits for somebody: for what, and until when."""

    proposal: Proposal
    words: str
    until: "date | datetime | None"


@dataclass(frozen=True)
class BecameRow:
    """How many proposals of the group came to one end."""

    states: tuple[State, ...]
    square: str
    tone: str
    count: int

    @property
    def code(self) -> str:
        """The first of the states, by which the template finds the words."""
        return str(self.states[0])

    @property
    def squares(self) -> range:
        """One for each proposal, as many as fit."""
        return range(min(self.count, MOST_SQUARES))


@dataclass
class OrganisationRow:
    """An organisation in the group, and who speaks for it there."""

    organisation: Organisation
    people: list[tuple[User, bool, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class GroupView:
    """Everything that the page shows of its group."""

    discussed: list[Proposal]
    discussed_count: int
    waiting: list[WaitingRow]
    became: list[BecameRow]
    total: int
    since: datetime | None
    implemented: int
    elements: list[tuple[str, list[OrganisationRow]]]
    members: int
    organisations: int


def group_view(group: WorkingGroup) -> GroupView:
    """Read the page of `group`; proposals that it leads or has joined count alike."""
    proposals = Proposal.objects.public().filter(
        Q(leading_group=group) | Q(pk__in=group.joined_proposals.values("pk"))
    )
    discussed = proposals.in_discussion()
    states = dict(proposals.order_by().values_list("state").annotate(Count("pk")))
    elements, members = _members(group)
    return GroupView(
        discussed=list(discussed.for_rows().order_by("closes_at", "pk")[:DISCUSSED_ROWS]),
        discussed_count=discussed.count(),
        waiting=_waiting(proposals),
        became=[
            BecameRow(codes, square, tone, count)
            for codes, square, tone in BECAME
            if (count := sum(states.get(code, 0) for code in codes))
        ],
        total=sum(states.values()),
        since=proposals.aggregate(Min("submitted_at"))["submitted_at__min"],
        implemented=states.get(State.IMPLEMENTED, 0),
        elements=elements,
        members=members,
        organisations=sum(len(rows) for _element, rows in elements),
    )


def _waiting(proposals: ProposalQuerySet) -> list[WaitingRow]:
    """Return the proposals in which somebody has to move, those furthest on their path first."""
    found = sorted(
        proposals.in_phase(WAITING).for_rows().order_by("changed_at", "pk")[:WAITING_ROWS],
        key=lambda proposal: WAITING.index(proposal.phase),
    )
    rules = ProposalRules.load()
    rows = []
    with holidays_at_hand():
        for proposal in found:
            # Read once for the list instead of once for every row.
            proposal.rules = rules
            words, until = waits_for(proposal) or ("", None)
            rows.append(WaitingRow(proposal, words, until))
    return rows


def _members(group: WorkingGroup) -> tuple[list[tuple[str, list[OrganisationRow]]], int]:
    """Return who sits in the group, by element and organisation, and how many people that are.

    Somebody with several organisations stands with the one that they represent, else with the first.
    """
    memberships = list(
        GroupMembership.objects.filter(group=group)
        .active()
        .select_related("user")
        .order_by("user__name", "pk")
    )
    affiliations: dict[int, Affiliation] = {}
    for affiliation in (
        Affiliation.objects.current()
        .filter(user__in=[membership.user_id for membership in memberships])
        .select_related("organisation__kind")
        .order_by("pk")
    ):
        known = affiliations.get(affiliation.user_id)
        if known is None or (affiliation.is_representing and not known.is_representing):
            affiliations[affiliation.user_id] = affiliation
    rows: dict[int, OrganisationRow] = {}
    by_element: dict[str, list[OrganisationRow]] = defaultdict(list)
    members = 0
    for membership in memberships:
        own = affiliations.get(membership.user_id)
        if own is None:
            continue
        members += 1
        if own.organisation_id not in rows:
            rows[own.organisation_id] = OrganisationRow(own.organisation)
            by_element[own.organisation.element].append(rows[own.organisation_id])
        coordinates = membership.role == GroupMembership.Role.COORDINATOR
        rows[own.organisation_id].people.append((membership.user, coordinates, own.is_liaison))
    labels: dict[str, Any] = dict(Element.choices)
    return [(str(labels[code]), by_element[code]) for code in Element.values if by_element[code]], members
