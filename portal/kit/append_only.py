"""Tables that only grow: triggers on both databases that refuse to change, delete or truncate their rows.

A model is named once in its app's `ready()`. The triggers are lifted before a migration of that app (a
column that a trigger names can be neither altered on PostgreSQL nor dropped on SQLite) and put in place
after every migrate, because SQLite rebuilds a table, and silently drops its triggers, when a field is
altered. A system check tells when one is missing. They guard against mistakes in code and at a console,
not against the database's owner, who can drop them: that is what the public record is for.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.apps import AppConfig
from django.core import checks
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration
from django.db.models.signals import post_migrate, pre_migrate

PREFIX = "append_only_"
FUNCTION = "portal_append_only"


class Protection(Protocol):
    """What protects one table."""

    @property
    def model(self) -> type[models.Model]:
        """Return the model whose table it is."""

    def statements(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Return what creates the triggers, by name: see `named`."""


@dataclass(frozen=True)
class Protected:
    """A model whose rows stay as they were inserted, save its `erasable` columns, which may become blank.

    The `countable` columns may change in one way besides: together with `counter`, which rises by one.
    """

    model: type[models.Model]
    erasable: frozenset[str]
    countable: frozenset[str] = frozenset()
    counter: str = ""

    def statements(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Return the statements that create the triggers, by name."""
        return _statements(connection, self)


_protected: dict[str, Protection] = {}


def register(
    model: type[models.Model],
    *,
    erasable: Iterable[str] = (),
    countable: Iterable[str] = (),
    counter: str = "",
) -> None:
    """Protect `model`; the fields named in `erasable` may be blanked, never changed to another value.

    Blank is NULL for a nullable field, else the empty text or the empty JSON object. Those named in
    `countable` change only in an update that raises `counter` by one: no change of them goes uncounted.
    Raises ValueError for a field that has no blank.
    """
    fields = frozenset(erasable)
    for name in fields:
        _blank(model._meta.get_field(name))
    _protected[model._meta.label] = Protected(model, fields, frozenset(countable), counter)


def register_protection(protection: Protection) -> None:
    """Protect a model by triggers of its app's own making, installed, checked and lifted like all others."""
    _protected[protection.model._meta.label] = protection


def install(connection: BaseDatabaseWrapper, app_label: str | None = None) -> None:
    """Put the triggers of every protected table (or of one app's) in place; correct ones are left."""
    with connection.cursor() as cursor:
        for spec, expected in _existing_tables(connection, cursor, app_label):
            found = _found(connection, cursor, spec.model._meta.db_table)
            if found == set(expected):
                continue
            _drop(connection, cursor, spec.model._meta.db_table)
            if connection.vendor == "postgresql":
                cursor.execute(_POSTGRESQL_FUNCTION)
            for statement in expected.values():
                cursor.execute(statement)


def lift(connection: BaseDatabaseWrapper, app_label: str | None = None) -> None:
    """Drop the triggers of every protected table (or of one app's), as tests must that empty the tables."""
    with connection.cursor() as cursor:
        for spec, _ in _existing_tables(connection, cursor, app_label):
            _drop(connection, cursor, spec.model._meta.db_table)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return the names of the protected tables whose triggers are missing, outdated or switched off."""
    with connection.cursor() as cursor:
        return [
            spec.model._meta.db_table
            for spec, expected in _existing_tables(connection, cursor, None)
            if _found(connection, cursor, spec.model._meta.db_table) != set(expected)
        ]


def lift_before_migrate(
    sender: AppConfig, using: str, plan: list[tuple[Migration, bool]], **kwargs: Any
) -> None:
    """Receive `pre_migrate`: lift the triggers of an app that a migration is about to change."""
    if any(migration.app_label == sender.label for migration, _ in plan):
        lift(connections[using], sender.label)


def install_after_migrate(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Receive `post_migrate`: put the triggers of the migrated app back."""
    install(connections[using], sender.label)


@checks.register(checks.Tags.database)
def warn_of_missing_triggers(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Warn of every protected table that can be changed.

    Not an error: `migrate` runs the checks first, would stop there, and is what mends it.
    """
    return [
        checks.Warning(
            f"The append-only triggers of table {table} are missing.",
            hint="Run manage.py migrate, which puts them back, and find out who removed them.",
            id="portal.W001",
        )
        for alias in databases or ()
        for table in missing(connections[alias])
    ]


pre_migrate.connect(lift_before_migrate, dispatch_uid="portal.kit.append_only")
post_migrate.connect(install_after_migrate, dispatch_uid="portal.kit.append_only")


def _existing_tables(
    connection: BaseDatabaseWrapper, cursor: Any, app_label: str | None
) -> list[tuple[Protection, dict[str, str]]]:
    """Pair each protected table that exists with its triggers: name to statement."""
    tables = set(connection.introspection.table_names(cursor))
    return [
        (spec, spec.statements(connection))
        for spec in _protected.values()
        if spec.model._meta.db_table in tables and app_label in (None, spec.model._meta.app_label)
    ]


def _statements(connection: BaseDatabaseWrapper, spec: Protected) -> dict[str, str]:
    """Return the statements that create the triggers of an append-only table, by name."""
    quote = connection.ops.quote_name
    table = quote(spec.model._meta.db_table)
    fields = spec.model._meta.local_concrete_fields
    free = spec.erasable | spec.countable | {spec.counter}
    kept = ", ".join(quote(str(field.column)) for field in fields if field.name not in free)
    events = {
        "update": f"BEFORE UPDATE OF {kept} ON {table} FOR EACH ROW",
        "delete": f"BEFORE DELETE ON {table} FOR EACH ROW",
    }
    for field in fields:
        if field.name in spec.erasable:
            column = quote(str(field.column))
            events[f"erase_{field.name}"] = (
                f"BEFORE UPDATE OF {column} ON {table} FOR EACH ROW WHEN (NEW.{column} {_blank(field)})"
            )
    if spec.counter:
        counter = quote(spec.counter)
        counted = ", ".join(quote(str(f.column)) for f in fields if f.name in spec.countable | {spec.counter})
        events["count"] = (
            f"BEFORE UPDATE OF {counted} ON {table} FOR EACH ROW WHEN (NEW.{counter} <> OLD.{counter} + 1)"
        )
    if connection.vendor == "postgresql":
        events["truncate"] = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        body = f"EXECUTE FUNCTION {FUNCTION}()"
    else:
        name = spec.model._meta.db_table
        body = f"BEGIN SELECT RAISE(ABORT, 'append-only: rows of {name} stay as they are'); END"
    statements = {}
    for event, head in events.items():
        name = named(event, f"{head} {body}")
        statements[name] = f"CREATE TRIGGER {quote(name)} {head} {body}"
    return statements


def _blank(field: Any) -> str:
    """Return the condition, in SQL of both databases, that a new value of `field` is not blank."""
    if field.null:
        return "IS NOT NULL"
    if isinstance(field, models.JSONField):
        return "<> '{}'"
    if isinstance(field, models.TextField | models.CharField):
        return "<> ''"
    raise ValueError(f"{field} cannot be erased: it has no blank")


def named(event: str, text: str) -> str:
    """Return the name of a trigger: ours, the event's, and a digest that tells a changed one."""
    return f"{PREFIX}{event}_{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def _found(connection: BaseDatabaseWrapper, cursor: Any, table: str) -> set[str]:
    """Return the names of our triggers on `table` that are there and switched on."""
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT tgname FROM pg_trigger"
            " WHERE tgrelid = %s::regclass AND tgname LIKE %s AND tgenabled <> 'D'",
            [connection.ops.quote_name(table), PREFIX + "%"],
        )
    else:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name LIKE %s",
            [table, PREFIX + "%"],
        )
    return {name for (name,) in cursor.fetchall()}


def _drop(connection: BaseDatabaseWrapper, cursor: Any, table: str) -> None:
    """Drop whatever of our triggers is on `table`, switched on or not."""
    quote = connection.ops.quote_name
    if connection.vendor == "postgresql":
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE %s",
            [quote(table), PREFIX + "%"],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {quote(name)} ON {quote(table)}")
    else:
        for name in _found(connection, cursor, table):
            cursor.execute(f"DROP TRIGGER {quote(name)}")


# SQLSTATE 23000 arrives in Python as IntegrityError, as SQLite's RAISE(ABORT) does.
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: rows of % stay as they are', TG_TABLE_NAME USING ERRCODE = '23000';
END
$$
"""
