"""A closed ballot stays as it was counted: triggers on both databases refuse every later change to it."""

from dataclasses import dataclass

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.kit import append_only

from .models import Ballot, BallotSeat, Vote

OLD, NEW = "OLD", "NEW"


@dataclass(frozen=True)
class Sealed:
    """A table whose rows may no longer be changed once `sealed` holds for them.

    `sealed` is a condition in SQL in which ``{row}`` stands for the row before or after the change.
    `columns` are those that an update may not touch; all, when empty. `added` says whether rows may not
    be added either.
    """

    model: type[models.Model]
    sealed: str
    columns: tuple[str, ...] = ()
    added: bool = False

    def statements(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Return the statements that create the triggers, by name."""
        table = connection.ops.quote_name(self.model._meta.db_table)
        update = f"UPDATE OF {', '.join(self.columns)}" if self.columns else "UPDATE"
        events = {"seal_update": (update, OLD), "seal_delete": ("DELETE", OLD)}
        if self.added:
            events["seal_insert"] = ("INSERT", NEW)
            events["seal_into"] = (update, NEW)
        make = _postgresql if connection.vendor == "postgresql" else _sqlite
        made = (
            make(name, f"BEFORE {event} ON {table} FOR EACH ROW", self.sealed.format(row=row), row)
            for name, (event, row) in events.items()
        )
        return dict(made)


def _sqlite(event: str, head: str, condition: str, row: str) -> tuple[str, str]:
    """Return name and statement of a trigger for SQLite."""
    text = (
        f"{head} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'sealed: a closed ballot stays as counted'); END"
    )
    name = append_only.named(event, text)
    return name, f"CREATE TRIGGER {name} {text}"


def _postgresql(event: str, head: str, condition: str, row: str) -> tuple[str, str]:
    """Return name and statement of a trigger for PostgreSQL, whose conditions need a function each."""
    body = (
        f"BEGIN IF {condition} THEN RAISE EXCEPTION 'sealed: a closed ballot stays as counted' "
        f"USING ERRCODE = '23000'; END IF; RETURN {'OLD' if 'DELETE' in head else 'NEW'}; END"
    )
    name = append_only.named(event, f"{head} {body}")
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
    return name, f"{function}; CREATE TRIGGER {name} {head} EXECUTE FUNCTION {name}()"


BALLOT = Sealed(Ballot, sealed="{row}.closed_at IS NOT NULL")
# Whoever sat for a seat may be erased; name, presence and that it cast stay.
BALLOT_SEAT = Sealed(
    BallotSeat,
    sealed=(
        "EXISTS (SELECT 1 FROM council_ballot b WHERE b.id = {row}.ballot_id AND b.closed_at IS NOT NULL)"
    ),
    columns=(
        "ballot_id",
        "seat_id",
        "seat_number",
        "person_name",
        "organisation_name",
        "element",
        "present",
        "conflicted",
        "cast_at",
        "is_oral",
    ),
    added=True,
)
VOTE = Sealed(
    Vote,
    sealed=(
        "EXISTS (SELECT 1 FROM council_ballotseat s JOIN council_ballot b ON b.id = s.ballot_id "
        "WHERE s.id = {row}.ballot_seat_id AND b.closed_at IS NOT NULL)"
    ),
    added=True,
)


def register() -> None:
    """Put the three tables under the protection that is installed after every migrate."""
    for sealed in (BALLOT, BALLOT_SEAT, VOTE):
        append_only.register_protection(sealed)
