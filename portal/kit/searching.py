"""The search of both databases: PostgreSQL's full text and SQLite's FTS5, over stems made here.

Each app remembers what it publishes and registers how to remember all of it anew. Who may see what is not
known here: a search is always narrowed by the numbers of what its reader may see.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db import connections, models
from django.db.models import BooleanField, Case, F, Func, IntegerField, Value, When
from django.db.models.signals import post_migrate

from .stems import Query, stems_of

if TYPE_CHECKING:
    from .models import SearchEntry  # noqa: F401

TABLE = "kit_searchentry"
# SQLite's index beside the table.
FTS = "kit_search_words"
COLUMNS = ("title", "words")
NAMED, IN_TITLE, IN_TEXT = 3, 2, 1

_BATCH = 1_000


@dataclass(frozen=True)
class Findable:
    """What is remembered of one thing: its kind and number, its words, its day and its working group."""

    kind: str
    thing: int
    title: str
    text: str
    day: date
    sector: int | None = None

    def values(self) -> dict[str, Any]:
        """Return the fields of its entry."""
        words = stems_of(f"{self.title} {self.text}")
        return {"title": stems_of(self.title), "words": words, "day": self.day, "sector": self.sector}


_registry: dict[str, Callable[[], Iterable[Findable]]] = {}


class Holds(Func):
    """Whether a column of an entry holds all (or any) of some stems, by the index of the database."""

    output_field = BooleanField()

    def __init__(self, column: str, stems: Collection[str], *, any_of: bool = False) -> None:
        super().__init__(F(column), F("pk"))
        self.column, self.stems, self.any_of = column, tuple(stems), any_of

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[str, ...]]:
        """Return the condition for PostgreSQL; stems are letters and figures alone."""
        column, _own_key = (compiler.compile(part)[0] for part in self.get_source_expressions())
        wanted = (" | " if self.any_of else " & ").join(f"'{stem}'" for stem in self.stems)
        vector = f"to_tsvector('simple'::regconfig, {column})"
        return f"({vector} @@ to_tsquery('simple'::regconfig, %s))", (wanted,)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple[str, ...]]:
        """Return the condition for SQLite."""
        _column, own_key = (compiler.compile(part)[0] for part in self.get_source_expressions())
        wanted = (" OR " if self.any_of else " AND ").join(f'"{stem}"' for stem in self.stems)
        found = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608 (our own names, no value)
        return f"({own_key} IN ({found}))", (f"{self.column} : ({wanted})",)


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Entries by what they hold."""

    def holding(self, query: Query) -> SearchEntryQuerySet:
        """Return the entries with all words and phrases of `query`, none without words."""
        if not query:
            return self.none()
        found = self.filter(Holds("words", query.stems))
        for phrase in query.phrases:
            found = found.filter(words__contains=f" {phrase} ")
        return found

    def holding_any(self, query: Query) -> SearchEntryQuerySet:
        """Return the entries with a word of `query` in the title, none without words."""
        return self.filter(Holds("title", query.stems, any_of=True)) if query else self.none()

    def ranked(self, query: Query, *, named: tuple[str, int] | None = None) -> SearchEntryQuerySet:
        """Return them with `rank`: a title that holds all words comes before a text that does.

        Before both comes the thing whose kind and number are `named`.
        """
        # Looked up once by its own index; asked of each row, the words would be taken apart again.
        titles = self.model.objects.filter(Holds("title", query.stems)).values("pk")
        by_number = [When(kind=named[0], thing=named[1], then=Value(NAMED))] if named else []
        rank = Case(
            *by_number,
            When(pk__in=titles, then=Value(IN_TITLE)),
            default=Value(IN_TEXT),
            output_field=IntegerField(),
        )
        return self.annotate(rank=rank)


def register(kind: str, everything: Callable[[], Iterable[Findable]]) -> None:
    """Let `rebuild` ask `everything` for all things of `kind` that can be found."""
    _registry[kind] = everything


def remember(found: Findable) -> None:
    """Let a thing be found from now on; part of the transaction that publishes it or changes its words."""
    from .models import SearchEntry  # the model imports this module

    SearchEntry.objects.update_or_create(kind=found.kind, thing=found.thing, defaults=found.values())


def rebuild() -> dict[str, int]:
    """Remember everything anew, after rows were written past the actions; return how many of each kind."""
    from .models import SearchEntry  # the model imports this module

    SearchEntry.objects.all().delete()
    counted = {}
    for kind, everything in _registry.items():
        entries = (SearchEntry(kind=kind, thing=found.thing, **found.values()) for found in everything())
        counted[kind] = 0
        while batch := list(islice(entries, _BATCH)):
            counted[kind] += len(SearchEntry.objects.bulk_create(batch))
    return counted


def install(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Receive `post_migrate`: put the indexes in place, and SQLite's triggers that keep its own up to date.

    SQLite drops triggers when a migration rebuilds the table, so they are put back after every migrate.
    """
    connection = connections[using]
    if sender.label != "kit" or TABLE not in connection.introspection.table_names():
        return
    statements = _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_POSTGRESQL = [
    f"CREATE INDEX IF NOT EXISTS kit_search_{column} ON {TABLE} "
    f"USING gin (to_tsvector('simple'::regconfig, {column}))"
    for column in COLUMNS
]
_NAMES = ", ".join(COLUMNS)
_ADD = f"INSERT INTO {FTS} (rowid, {_NAMES}) VALUES (new.id, new.title, new.words);"  # noqa: S608
_TAKE = f"INSERT INTO {FTS} ({FTS}, rowid, {_NAMES}) VALUES ('delete', old.id, old.title, old.words);"  # noqa: S608
_SQLITE = [
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5({_NAMES}, content='{TABLE}', content_rowid='id')",
    *(
        f"CREATE TRIGGER IF NOT EXISTS {FTS}_{when} AFTER {when} ON {TABLE} BEGIN {what} END"
        for when, what in (("insert", _ADD), ("delete", _TAKE), ("update", f"{_TAKE} {_ADD}"))
    ),
]

post_migrate.connect(install, dispatch_uid="portal.kit.searching")
