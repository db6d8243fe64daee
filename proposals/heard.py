"""The heard rule: who has spoken about a proposal, and who is to be heard before the council decides."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Count
from django.db.models.functions import Length

from portal.kit import clock
from portal.members.models import Element

from .lineage import family

if TYPE_CHECKING:
    from .models import Proposal


@dataclass(frozen=True)
class ElementHeard:
    """What was heard from one element: qualifying comments and the organisations they came from."""

    element: str
    comments: int
    organisations: int
    # An author's own element is shown but never counts.
    is_authors: bool
    # How many of the organisations stand on the attendance list of a meeting, hearing or visit.
    present: int = 0

    @property
    def heard(self) -> bool:
        """Return whether the element counts as heard."""
        return not self.is_authors and self.organisations > 0

    @property
    def label(self) -> str:
        """Return the element's name in the reader's language."""
        return str(Element(self.element).label)


@dataclass(frozen=True)
class AgencyHeard:
    """Whether one agency that was asked has answered, is silent for good, or still has time."""

    name: str
    due_on: date
    answered_at: datetime | None
    silent: bool

    @property
    def pending(self) -> bool:
        """Return whether its answer is still waited for."""
        return self.answered_at is None and not self.silent


@dataclass(frozen=True)
class HeardReport:
    """The rule's answer, with everything that the page says about it."""

    elements: dict[str, ElementHeard]
    agencies: tuple[AgencyHeard, ...]
    needed: int

    @property
    def heard_elements(self) -> int:
        """Return how many elements count as heard."""
        return sum(entry.heard for entry in self.elements.values())

    @property
    def missing(self) -> int:
        """Return how many elements are still to be heard."""
        return max(0, self.needed - self.heard_elements)

    @property
    def unheard(self) -> list[ElementHeard]:
        """Return the elements that could still be heard."""
        return [entry for entry in self.elements.values() if not entry.is_authors and not entry.heard]

    @property
    def pending_agencies(self) -> list[AgencyHeard]:
        """Return the agencies whose answer is still waited for."""
        return [agency for agency in self.agencies if agency.pending]

    @property
    def met(self) -> bool:
        """Return whether the proposal may go to a session without a waiver."""
        return self.missing == 0 and not self.pending_agencies


# By element: qualifying `comments`, the `organisations` that spoke, and how many of them were `present`.
Speakers = dict[str, dict[str, int]]


def count_heard(
    *,
    authors_elements: Collection[str],
    comments: Iterable[tuple[str, int]],
    agencies: Iterable[tuple[str, date, datetime | None]],
    needed: int,
    today: date,
    attendance: Iterable[tuple[str, int]] = (),
) -> HeardReport:
    """Apply the rule to plain facts: who spoke (`count_speakers`), and the rest (`apply_rule`)."""
    return apply_rule(
        speakers=count_speakers(comments, attendance),
        authors_elements=authors_elements,
        agencies=agencies,
        needed=needed,
        today=today,
    )


def count_speakers(
    comments: Iterable[tuple[str, int]], attendance: Iterable[tuple[str, int]] = ()
) -> Speakers:
    """Count who spoke, by element.

    `comments` are the qualifying ones (visible, long enough, made representing, not official) as (element,
    organisation id), `attendance` the organisations at meetings with notes, alike.
    """
    by_element: dict[str, list[int]] = {element: [] for element in Element.values}
    present: dict[str, set[int]] = {element: set() for element in Element.values}
    for element, organisation in comments:
        by_element[element].append(organisation)
    for element, organisation in attendance:
        present[element].add(organisation)
    return {
        element: {
            "comments": len(found),
            "organisations": len(present[element].union(found)),
            "present": len(present[element]),
        }
        for element, found in by_element.items()
    }


def apply_rule(
    *,
    speakers: Speakers,
    authors_elements: Collection[str],
    agencies: Iterable[tuple[str, date, datetime | None]],
    needed: int,
    today: date,
) -> HeardReport:
    """Apply the rule to who spoke.

    `agencies` are those asked, as (name, last day for the answer, answered when or None). `needed` is how
    many elements other than the authors' must be heard. An agency is silent from the day after its last day.
    """
    return HeardReport(
        elements={
            element: ElementHeard(
                element,
                speakers[element]["comments"],
                speakers[element]["organisations"],
                element in authors_elements,
                speakers[element]["present"],
            )
            # PostgreSQL keeps the keys of what is stored in an order of its own.
            for element in Element.values
        },
        agencies=tuple(
            AgencyHeard(name, due_on, answered_at, answered_at is None and today > due_on)
            for name, due_on, answered_at in agencies
        ),
        needed=needed,
    )


def heard(proposal: "Proposal", speakers: Speakers | None = None) -> HeardReport:
    """Return who has been heard about `proposal` and who has not, counted from the rows.

    Comments on what was merged into it count as well. `speakers` saves counting them where that was done.
    """
    asked = proposal.agency_requests.select_related("organisation")
    return apply_rule(
        speakers=speakers or speakers_of(proposal, family(proposal.pk)),
        authors_elements={proposal.organisation.element, *_elements_along(proposal)},
        agencies=[(request.organisation.name, request.due_on, request.answered_at) for request in asked],
        needed=proposal.rules.heard_elements,
        today=clock.today(),
    )


def speakers_of(proposal: "Proposal", numbers: Collection[int]) -> Speakers:
    """Count who spoke about the proposals `numbers` (lineage.family), in two queries."""
    from .models import Attendance, Comment

    qualifying = (
        Comment.objects.filter(proposal__in=numbers)
        .visible()
        .filter(capacity="representing", is_official=False)
        .annotate(length=Length("body"))
        .filter(length__gte=proposal.rules.heard_comment_length)
        .values_list("element", "organisation_id")
        .annotate(comments=Count("pk"))
    )
    return count_speakers(
        [(element, org) for element, org, count in qualifying.order_by() for _ in range(count)],
        Attendance.objects.filter(notes__proposal__in=numbers).values_list("element", "organisation_id"),
    )


def _elements_along(proposal: "Proposal") -> set[str]:
    """Return the elements of the co-authors' organisations, of those who left a public proposal too."""
    return set(proposal.co_authors.bound().values_list("organisation__kind__element", flat=True))
