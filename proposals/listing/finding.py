"""Finds what meets all conditions of a list, so that a page takes as long among many as among few.

An index holds the proposals of a group, of a state or of an organisation in the order of the list. For
anything else, and for several at once, the database has to look through all that meets the conditions to
count it. It tells the numbers of the first of them as well, and pages are read by these until the next
public act: others look at the same list, and whoever does looks at its next page.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import TypeVar

from django.db.models import Min

from portal.kit.brief import until_renewed
from portal.kit.keyset import Section

from ..models import Proposal
from .filters import Condition
from .known import KnownSection, look_through
from .orders import parts, sections

Kept = TypeVar("Kept")


@dataclass(frozen=True)
class Found:
    """How many there are, and the parts of the list that hold them."""

    count: int
    sections: list[Section]


def find(conditions: Sequence[Condition], order: str, *, name: Hashable) -> Found:
    """Return how many public proposals meet all `conditions`, and the sections to read their rows from.

    What the database had to look through is kept under `name`, until the next public act or until the clock
    closes a discussion, VISITOR_PAGE_SECONDS at most. Three queries, or one where it was kept.
    """
    public = Proposal.objects.public()
    met = public.filter(*(condition.met for condition in conditions))
    if len(conditions) <= 1 and all(condition.in_order for condition in conditions):
        return Found(_keep(("count", name), met.count), sections(met.for_rows(), order))
    holdings = _keep((order, name), lambda: look_through(met, parts(order)))
    return Found(
        sum(holding.count for holding in holdings),
        [
            KnownSection(each.rows, each.field, each.descending, all_rows=public.for_rows(), holding=holding)
            for each, holding in zip(sections(met.for_rows(), order), holdings, strict=True)
        ],
    )


def _keep(key: Hashable, make: Callable[[], Kept]) -> Kept:
    kept, _until = until_renewed(
        ("proposals listed", key), lambda: (make(), _next_closing()), until=itemgetter(1)
    )
    return kept


def _next_closing() -> datetime | None:
    """Return when the clock next moves a proposal to another state, and so to another list."""
    return Proposal.objects.public().in_discussion().aggregate(next=Min("closes_at"))["next"]
