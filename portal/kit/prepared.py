"""Reads whose SQL is made once and run often: for the pages that members open most.

Django writes the SQL of a query anew each time it runs, which for a page of a dozen reads takes longer than
the database does. A prepared read is built once with `Given` in place of what changes, its SQL is kept, and
each run only fills in the values. What comes back is what the queryset would have given.
"""

import re
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.sql.compiler import SQLCompiler

# How SQLite is told days and moments.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_LARGEST = 2**63 - 1


class Given(Expression):
    """Stands in a prepared read for a value that each run gives under `name`, or for a list of them.

    `filter(author=Given("author"))`, `filter(pk__in=Given("numbers", many=True))`. A list may be empty.
    """

    def __init__(self, name: str, *, many: bool = False) -> None:
        super().__init__()
        self.name = name
        self.many = many

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return one place for a value, and itself as what has to be put there."""
        return "%s", (self,)

    def get_group_by_cols(self) -> list[Any]:
        """Return nothing: it is no column."""
        return []


class GivenPerson(Given):
    """The number of somebody who is signed in, for querysets that ask that of a user before they filter."""

    is_authenticated = True


@dataclass(frozen=True)
class _Statement:
    """The SQL of a read for one kind of database, cut at the places of its parameters."""

    queryset: "QuerySet[Any]"
    compiler: SQLCompiler
    texts: list[str]
    parameters: tuple[Any, ...]

    def filled(self, connection: Any, given: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
        """Return SQL and parameters with what is `given` in its places."""
        sql, parameters = [self.texts[0]], []
        for parameter, text in zip(self.parameters, self.texts[1:], strict=True):
            if not isinstance(parameter, Given):
                values = [parameter]
            elif parameter.many:
                # An empty list finds nothing, which NULL says on every database.
                values = list(given[parameter.name]) or [None]
            else:
                values = [given[parameter.name]]
            parameters += [_adapted(connection, value) for value in values]
            sql += [", ".join(["%s"] * len(values)), text]
        return "".join(sql), tuple(parameters)


class Prepared:
    """A read that is built once by `build`, in which everything that changes is a `Given`."""

    def __init__(self, build: "Callable[[], QuerySet[Any]]") -> None:
        self._build = build
        self._statements: dict[str, _Statement] = {}

    def __call__(self, **given: Any) -> list[Any]:
        """Return the rows for what is `given`: one query. Raises KeyError when something is not given."""
        connection = connections[DEFAULT_DB_ALIAS]
        statement = self._statements.get(connection.vendor)
        if statement is None:
            statement = self._statements[connection.vendor] = _statement(self._build())
        filled = statement.filled(connection, given)
        # The compiler knows what its columns are once it has made the SQL; it belongs to one connection.
        compiler = copy(statement.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: filled  # type: ignore[method-assign]
        query = copy(statement.queryset.query)
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        source = statement.queryset
        rows = type(source)(model=source.model, query=query, using=DEFAULT_DB_ALIAS)
        rows._fields = source._fields  # type: ignore[attr-defined]
        rows._iterable_class = source._iterable_class
        return list(rows)


def _statement(queryset: "QuerySet[Any]") -> _Statement:
    compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    frozen = [value for value in parameters if _is_time(value)]
    texts = sql.split("%s")
    if frozen or len(texts) != len(parameters) + 1:
        raise ValueError(f"A prepared read can't keep {frozen or sql}: use Given for what changes.")
    return _Statement(queryset, compiler, texts, tuple(parameters))


def _is_time(value: Any) -> bool:
    """Return whether a parameter is a day or a moment, which would stay what it was at the first run."""
    return isinstance(value, date | datetime) or (isinstance(value, str) and bool(_DAY.match(value)))


def _adapted(connection: Any, value: Any) -> Any:
    """Return a value as the database takes it: SQLite keeps dates and moments as text.

    A number that no column can hold, as an address may name it, becomes NULL, which is equal to nothing.
    """
    if isinstance(value, int) and abs(value) > _LARGEST:
        return None
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
