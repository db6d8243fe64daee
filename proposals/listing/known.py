"""Looks through all that a list holds once, and reads its pages by the numbers that it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from portal.kit.keyset import Section

from ..querysets import ProposalQuerySet
from .orders import PER_PAGE, Part

# So many rows of each part are known: ten pages, never less than one. What stands behind is looked for anew.
MOST = 200
# A page, and the row that tells whether there is a next one.
_PAGE = PER_PAGE + 1


@dataclass(frozen=True)
class Holding:
    """How many a part of the list holds; of the first of them, what orders them and their numbers."""

    count: int
    first: list[tuple[Any, int]]


@dataclass(frozen=True, kw_only=True)
class KnownSection(Section):
    """A section that takes the rows it knows by number from `all_rows`, and looks for others among `rows`.

    Of those it knows it gives no more than a page and one row: as many as a page of the list asks for.
    """

    all_rows: "QuerySet[Any]"
    holding: Holding

    def ordered(self, *, backwards: bool = False) -> "QuerySet[Any]":
        """Return the first rows in the section's order; the last ones the other way round."""
        if backwards and not self._knows_all:
            return self._unknown.ordered(backwards=True)
        return self._take(self.holding.first, backwards=backwards)

    def beyond(self, value: Any, number: int, *, backwards: bool = False) -> "QuerySet[Any]":
        """Return what comes after (or, `backwards`, before) the row with this value and number."""
        start, known = (value, number), self.holding.first
        near = [each for each in known if (each > start if self.descending == backwards else each < start)]
        # Before a place among the known rows all are known; after it, as many as there are.
        if self._knows_all or (len(near) < len(known) if backwards else len(near) >= _PAGE):
            return self._take(near, backwards=backwards)
        return self._unknown.beyond(value, number, backwards=backwards)

    @property
    def _unknown(self) -> Section:
        """The section as one that knows no row."""
        return Section(self.rows, self.field, self.descending)

    @property
    def _knows_all(self) -> bool:
        return len(self.holding.first) == self.holding.count

    def _take(self, near: Sequence[tuple[Any, int]], *, backwards: bool) -> "QuerySet[Any]":
        """Return the first rows of `near`, the last ones `backwards`: no more than a page asks for."""
        numbers = [number for _value, number in (near[-_PAGE:] if backwards else near[:_PAGE])]
        rows = self.all_rows.filter(pk__in=numbers)
        return Section(rows, self.field, self.descending).ordered(backwards=backwards)


def look_through(found: ProposalQuerySet, among: Sequence[Part]) -> list[Holding]:
    """Return what each part of the list holds of `found`, in one query."""
    *others, last = range(len(among))
    belongs = Case(*(When(among[number].holds, then=number) for number in others), default=Value(last))
    fields = [part.field for part in among]
    rows = (
        found.order_by()
        .annotate(part=belongs)
        .annotate(
            count=Window(Count("pk"), partition_by="part"),
            place=Window(RowNumber(), partition_by="part", order_by=_order(among)),
        )
        .filter(place__lte=MOST)
        .order_by("part", "place")
        .values_list("part", "count", "pk", *fields)
    )
    counts = [0] * len(among)
    first: list[list[tuple[Any, int]]] = [[] for _part in among]
    for part, count, number, *values in rows:
        counts[part] = count
        first[part].append((values[part], number))
    return [Holding(count, known) for count, known in zip(counts, first, strict=True)]


def _order(among: Sequence[Part]) -> list[Any]:
    """Return the order within every part: what one part is ordered by is nothing in all others."""
    fields = [
        (part, Case(When(part=number, then=F(name))))
        for number, part in enumerate(among)
        for name in (part.field, "pk")
    ]
    return [field.desc() if part.descending else field.asc() for part, field in fields]
