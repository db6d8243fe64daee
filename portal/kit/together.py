"""Several short lists in one query: for a page that shows a few rows each of many tables.

Each list is one part of a UNION and sends each row as a JSON list, from which an instance of its model is
made again. Only the fields that are named are there, as after `only()`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import JSONArray

from .prepared import Prepared


@dataclass(frozen=True)
class Few:
    """A short list: its rows, and the fields to read, `organisation__name` for one of a related row.

    What changes from run to run is a `Given` in the rows. A related row needs its `id` among the fields.
    Order does not outlive the UNION; sort what comes back.
    """

    rows: "models.QuerySet[Any]"
    fields: tuple[str, ...]


class Together:
    """A prepared read of several lists, which `build` returns by their names."""

    def __init__(self, build: Callable[[], dict[str, Few]]) -> None:
        self._build = build
        self._rows = Prepared(self._union)

    def __call__(self, **given: Any) -> dict[str, list[Any]]:
        """Return the instances of each list under its name, for what is `given`: one query, no order."""
        found: dict[str, list[Any]] = {name: [] for name in self._makers}
        for name, values in self._rows(**given):
            found[name].append(self._makers[name](values))
        return found

    def _union(self) -> "models.QuerySet[Any]":
        first, *others = (
            few.rows.order_by().values_list(Value(name), JSONArray(*few.fields))
            for name, few in self._build().items()
        )
        return first.union(*others, all=True)

    @cached_property
    def _makers(self) -> "dict[str, Callable[[Sequence[Any]], Any]]":
        return {
            name: _maker(few.rows.model, {path: place for place, path in enumerate(few.fields)})
            for name, few in self._build().items()
        }


def _maker(model: type[models.Model], places: Mapping[str, int]) -> Callable[[Sequence[Any]], Any]:
    """Return what makes an instance of `model` and its related rows; `places` tells what stands where."""
    related: dict[str, dict[str, int]] = {}
    for path, place in places.items():
        name, _across, rest = path.partition("__")
        if rest:
            related.setdefault(name, {})[rest] = place
    fields = [field for field in model._meta.concrete_fields if field.attname in places]
    names = [field.attname for field in fields]
    values = [(places[name], _reader(field)) for name, field in zip(names, fields, strict=True)]
    others = []
    for name, its in related.items():
        field: Any = model._meta.get_field(name)
        others.append((field, its["id"], _maker(field.related_model, its)))

    def make(row: Sequence[Any]) -> Any:
        made = model.from_db("default", names, [read(row[place]) for place, read in values])
        for field, number, other in others:
            field.set_cached_value(made, None if row[number] is None else other(row))
        return made

    return make


def _reader(field: "models.Field[Any, Any]") -> Callable[[Any], Any]:
    """Return what makes a value of JSON one of `field`."""
    return _moment if isinstance(field, models.DateTimeField) else field.to_python


def _moment(value: str | None) -> datetime | None:
    """Return a moment; without a zone it is UTC, as SQLite stores it."""
    if value is None:
        return None
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
