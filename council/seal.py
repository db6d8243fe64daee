"""A closed ballot stays as it was counted: triggers on both databases refuse every later change to it.

One exception: with a rehearsal its ballots are deleted too. It holds for the rows alone that hang on a
session that was born a rehearsal. What a ballot hangs on is therefore fixed as well: a session never becomes
or stops being a rehearsal, an item stays on its session and a motion on its item, and of these three rows
only those of a rehearsal are deleted. What is enacted is sealed in the same way in `seal_decisions`.
"""

from dataclasses import dataclass

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.kit import append_only

from .models import AgendaItem, Ballot, BallotSeat, Motion, Session, Vote

OLD, NEW = "OLD", "NEW"
NEVER = "1 = 0"
COUNTED = "a closed ballot stays as counted"
RENUMBERED = "OLD.id <> NEW.id"


@dataclass(frozen=True)
class Sealed:
    """A table whose rows may no longer be changed once `sealed` holds for them.

    `sealed` is a condition in SQL in which ``{row}`` stands for the row before or after the change.
    `columns` are those that an update may not touch; all, when empty. `added` says whether rows may not
    be added either. `rehearsed` is the condition under which a row may be deleted all the same: it hangs
    on a rehearsal. `words` say at a console what is sealed.
    """

    model: type[models.Model]
    sealed: str
    rehearsed: str = NEVER
    columns: tuple[str, ...] = ()
    added: bool = False
    words: str = COUNTED

    def statements(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Return the statements that create the triggers, by name."""
        table = connection.ops.quote_name(self.model._meta.db_table)
        update = f"UPDATE OF {', '.join(self.columns)}" if self.columns else "UPDATE"
        deleted = f"({self.sealed}) AND NOT ({self.rehearsed})"
        events = {"seal_update": (update, self.sealed, OLD), "seal_delete": ("DELETE", deleted, OLD)}
        if self.columns:
            events["seal_renumbered"] = ("UPDATE", f"{RENUMBERED} AND {self.sealed}", OLD)
        if self.added:
            events["seal_insert"] = ("INSERT", self.sealed, NEW)
            events["seal_into"] = (update, self.sealed, NEW)
        return triggers(
            connection,
            {
                name: (f"BEFORE {event} ON {table}", text.format(row=row))
                for name, (event, text, row) in events.items()
            },
            self.words,
        )


@dataclass(frozen=True)
class Fixed:
    """A table on which ballots hang: what its rows hang on themselves stays, and rows of real sessions do.

    `moved` is the condition in SQL under which an update would take a row elsewhere. It is asked at every
    update: SQLite knows a key by the name of ``rowid`` too.
    """

    model: type[models.Model]
    moved: str
    rehearsed: str

    def statements(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Return the statements that create the triggers, by name."""
        table = connection.ops.quote_name(self.model._meta.db_table)
        return triggers(
            connection,
            {
                "seal_moved": (f"BEFORE UPDATE ON {table}", f"{RENUMBERED} OR {self.moved}"),
                "seal_delete": (f"BEFORE DELETE ON {table}", f"NOT ({self.rehearsed.format(row=OLD)})"),
            },
        )


def triggers(
    connection: BaseDatabaseWrapper, events: dict[str, tuple[str, str]], words: str = COUNTED
) -> dict[str, str]:
    """Return the statements that refuse each event (its beginning and the condition), by their names."""
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    return dict(
        make(name, f"{head} FOR EACH ROW", condition, words) for name, (head, condition) in events.items()
    )


def _sqlite(event: str, head: str, condition: str, words: str) -> tuple[str, str]:
    """Return name and statement of a trigger for SQLite."""
    text = f"{head} WHEN {condition} BEGIN SELECT RAISE(ABORT, 'sealed: {words}'); END"
    name = append_only.named(event, text)
    return name, f"CREATE TRIGGER {name} {text}"


def _postgresql(event: str, head: str, condition: str, words: str) -> tuple[str, str]:
    """Return name and statement of a trigger for PostgreSQL, whose conditions need a function each."""
    body = (
        f"BEGIN IF {condition} THEN RAISE EXCEPTION 'sealed: {words}' "
        f"USING ERRCODE = '23000'; END IF; RETURN {'OLD' if 'DELETE' in head else 'NEW'}; END"
    )
    name = append_only.named(event, f"{head} {body}")
    function = f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$"
    return name, f"{function}; CREATE TRIGGER {name} {head} EXECUTE FUNCTION {name}()"


# Which rows hang on a rehearsal: from each table upwards to the kind of the session.
_ITEMS = "council_session x JOIN council_agendaitem i ON i.session_id = x.id"
_MOTIONS = _ITEMS + " JOIN council_motion m ON m.item_id = i.id"
_BALLOTS = _MOTIONS + " JOIN council_ballot b ON b.motion_id = m.id"
_BALLOT_SEATS = _BALLOTS + " JOIN council_ballotseat s ON s.ballot_id = b.id"


def _rehearsed(tables: str, key: str) -> str:
    """Return the condition that the row of `tables` that `key` names hangs on a rehearsal."""
    return f"EXISTS (SELECT 1 FROM {tables} WHERE x.kind = 'rehearsal' AND {key})"  # noqa: S608 (our own)


SESSION = Fixed(
    Session,
    moved="(OLD.kind <> NEW.kind AND 'rehearsal' IN (OLD.kind, NEW.kind))",
    rehearsed="{row}.kind = 'rehearsal'",
)
ITEM = Fixed(
    AgendaItem,
    moved="OLD.session_id <> NEW.session_id",
    rehearsed=_rehearsed("council_session x", "x.id = {row}.session_id"),
)
MOTION = Fixed(
    Motion, moved="OLD.item_id <> NEW.item_id", rehearsed=_rehearsed(_ITEMS, "i.id = {row}.item_id")
)
BALLOT = Sealed(
    Ballot, sealed="{row}.closed_at IS NOT NULL", rehearsed=_rehearsed(_MOTIONS, "m.id = {row}.motion_id")
)
# Whoever sat for a seat may be erased; name, presence and that it cast stay.
BALLOT_SEAT = Sealed(
    BallotSeat,
    sealed=(
        "EXISTS (SELECT 1 FROM council_ballot b WHERE b.id = {row}.ballot_id AND b.closed_at IS NOT NULL)"
    ),
    rehearsed=_rehearsed(_BALLOTS, "b.id = {row}.ballot_id"),
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
    rehearsed=_rehearsed(_BALLOT_SEATS, "s.id = {row}.ballot_seat_id"),
    added=True,
)


def register() -> None:
    """Put the ballots, and what they hang on, under the protection that is installed after every migrate."""
    for sealed in (SESSION, ITEM, MOTION, BALLOT, BALLOT_SEAT, VOTE):
        append_only.register_protection(sealed)
