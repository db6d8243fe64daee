"""Pages of a long list by the row they begin after, not by counting: what is added shifts nothing."""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

LONGEST_TOKEN = 200
LONGEST_NUMBER = 2**31 - 1
YEARS = (1900, 2200)


class BadTokenError(ValueError):
    """What stands in the address names no place in the list."""


@dataclass(frozen=True)
class Section:
    """A part of a list, ordered by one field that is never null there, and by number where it is equal."""

    rows: "QuerySet[Any]"
    field: str
    descending: bool = True

    def ordered(self, *, backwards: bool = False) -> "QuerySet[Any]":
        """Return the rows in the section's order or the other way round."""
        sign = "-" if self.descending != backwards else ""
        return self.rows.order_by(f"{sign}{self.field}", f"{sign}pk")

    def beyond(self, value: Any, number: int, *, backwards: bool = False) -> "QuerySet[Any]":
        """Return what comes after (or, `backwards`, before) the row with this value and number."""
        side = "lt" if self.descending != backwards else "gt"
        # The first condition is implied by the second one; it lets the database begin there in the index.
        return self.ordered(backwards=backwards).filter(
            Q(**{f"{self.field}__{side}e": value}),
            Q(**{f"{self.field}__{side}": value}) | Q(**{f"pk__{side}": number}),
        )


@dataclass(frozen=True)
class KeysetPage:
    """One page: its rows, how many there are in all, and the tokens of its neighbours (empty at the ends)."""

    object_list: list[Any]
    count: int
    next_token: str
    previous_token: str

    def __iter__(self) -> Iterator[Any]:
        """Go through the rows."""
        return iter(self.object_list)

    def __len__(self) -> int:
        """Return how many rows the page has."""
        return len(self.object_list)


def page_after(
    sections: Sequence[Section], *, per_page: int, count: int, after: str = "", before: str = ""
) -> KeysetPage:
    """Return the page that begins after the row of one token, or ends before that of the other.

    Without any, the first page; also when nothing stands before any more. One query for each section that
    the page touches. Raises BadTokenError when the token is none of this list's.
    """
    if before and not after:
        rows = _walk(sections, before, per_page, backwards=True)
        if len(rows) >= per_page:
            more = len(rows) > per_page
            rows = rows[:per_page][::-1]
            return KeysetPage(
                [row for _place, row in rows],
                count,
                _token(sections, *rows[-1]),
                _token(sections, *rows[0]) if more else "",
            )
        after = ""
    rows = _walk(sections, after, per_page, backwards=False)
    shown = rows[:per_page]
    return KeysetPage(
        [row for _place, row in shown],
        count,
        _token(sections, *shown[-1]) if len(rows) > per_page else "",
        _token(sections, *shown[0]) if after and shown else "",
    )


def _walk(
    sections: Sequence[Section], token: str, per_page: int, *, backwards: bool
) -> list[tuple[int, Any]]:
    """Return up to one row more than a page, each with the place of its section."""
    places = list(range(len(sections)))[:: -1 if backwards else 1]
    start = None
    if token:
        start, value, number = _read(sections, token)
        places = [place for place in places if (place <= start if backwards else place >= start)]
    found: list[tuple[int, Any]] = []
    for place in places:
        section = sections[place]
        if place == start:
            rows = section.beyond(value, number, backwards=backwards)
        else:
            rows = section.ordered(backwards=backwards)
        found += [(place, row) for row in rows[: per_page + 1 - len(found)]]
        if len(found) > per_page:
            break
    return found


def _token(sections: Sequence[Section], place: int, row: Any) -> str:
    section = sections[place]
    value = row._meta.get_field(section.field).value_to_string(row)
    raw = json.dumps([place, value, row.pk], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read(sections: Sequence[Section], token: str) -> tuple[int, Any, int]:
    """Return section, value and number that a token names; anybody may have typed it."""
    try:
        place, value, number = _decoded(token)
        if type(place) is not int or type(number) is not int or not isinstance(value, str | int):
            raise BadTokenError(token)
        section = sections[place]
        parsed = section.rows.model._meta.get_field(section.field).to_python(value)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, ValidationError) as error:
        raise BadTokenError(token) from error
    if place < 0 or not 0 < number <= LONGEST_NUMBER or not _is_plausible(parsed):
        raise BadTokenError(token)
    return place, parsed, number


def _decoded(token: str) -> Any:
    """Return what the token holds; raise ValueError for anything else than base64 of JSON."""
    if len(token) > LONGEST_TOKEN:
        raise ValueError("too long")
    return json.loads(base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True))


def _is_plausible(value: Any) -> bool:
    """Return whether every database can compare the value: a moment of these centuries, or a number."""
    if isinstance(value, datetime):
        return value.tzinfo is not None and YEARS[0] <= value.year < YEARS[1]
    return isinstance(value, int) and abs(value) <= LONGEST_NUMBER
