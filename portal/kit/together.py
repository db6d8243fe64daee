"""Several short lists in one query: for a page that shows a few rows each of many tables.

Each list is one part of a UNION and sends each row as a JSON list, from which an instance of its model is
made again. Only the fields that are named are there, as after `only()`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import Value
from django.db.models.functions import JSONArray


@dataclass(frozen=True)
class Few:
    """A short list: its rows, and the fields to read, `organisation__name` for one of a related row.

    A related row needs its `id` among them. Order does not outlive the UNION; sort what comes back.
    """

    rows: "models.QuerySet[Any]"
    fields: tuple[str, ...]


def read_together(**lists: Few) -> dict[str, list[Any]]:
    """Return the instances of each list under its name, all of them read in one query, in no order."""
    first, *others = (_part(name, few) for name, few in lists.items())
    found: dict[str, list[Any]] = {name: [] for name in lists}
    for name, values in first.union(*others, all=True):
        few = lists[name]
        found[name].append(_instance(few.rows.model, dict(zip(few.fields, values, strict=True))))
    return found


def _part(name: str, few: Few) -> "models.QuerySet[Any]":
    return few.rows.order_by().values_list(Value(name), JSONArray(*few.fields))


def _instance(model: type[models.Model], row: Mapping[str, Any]) -> Any:
    """Return an instance of `model` with what stands in `row`, and its related rows."""
    own: dict[str, Any] = {}
    related: dict[str, dict[str, Any]] = {}
    for path, value in row.items():
        name, _across, rest = path.partition("__")
        if rest:
            related.setdefault(name, {})[rest] = value
        else:
            own[name] = value
    fields = [field for field in model._meta.concrete_fields if field.attname in own]
    values = [_value(field, own[field.attname]) for field in fields]
    made = model.from_db("default", [field.attname for field in fields], values)
    for name, its in related.items():
        field = model._meta.get_field(name)
        other = None if its["id"] is None else _instance(field.related_model, its)  # type: ignore[arg-type]
        field.set_cached_value(made, other)  # type: ignore[union-attr]
    return made


def _value(field: "models.Field[Any, Any]", value: Any) -> Any:
    """Return a value of JSON as the field holds it; a moment without a zone is UTC, as SQLite stores it."""
    if value is not None and isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return field.to_python(value)
