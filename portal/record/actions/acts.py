"""Writing down that somebody did something: the last write of every action."""

from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from portal.kit import clock

from ..models import Act, Entry
from .entries import append

NOTE_PREFIX = "note_"


def act(
    *,
    subject_kind: str,
    subject_id: int,
    verb: str,
    from_state: str = "",
    to_state: str = "",
    reason: str = "",
    actor: Any = None,
    actor_role: str = "",
    note: dict[str, Any] | None = None,
    public: bool = True,
) -> Act:
    """Record one act and, when it is `public`, append its entry to the public record; return the act.

    `actor_role` is the capacity in which `actor` (a user, or None for the system) moved it. `note` holds
    small further facts for display; its texts and numbers stand in the entry too, as ``note_<name>``.
    The entry never holds who the actor is. Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "an act is recorded inside the transaction of its action"
        )
    done = Act(
        subject_kind=subject_kind,
        subject_id=subject_id,
        verb=verb,
        from_state=from_state,
        to_state=to_state,
        reason=reason,
        actor=actor,
        actor_role=actor_role,
        note=note or {},
        at=clock.now(),
    )
    if public:
        done.entry = _append_entry(done)
    done.save(force_insert=True)
    return done


def _append_entry(done: Act) -> Entry:
    """Append the entry of an act that is not saved yet."""
    values: dict[str, str | int] = {
        "kind": done.subject_kind,
        "id": done.subject_id,
        "verb": done.verb,
        "from": done.from_state,
        "to": done.to_state,
        "reason": done.reason,
        "role": done.actor_role,
        "at": iso(done.at),
    }
    for name, value in done.note.items():
        if isinstance(value, bool):
            values[NOTE_PREFIX + name] = int(value)
        elif isinstance(value, str | int):
            values[NOTE_PREFIX + name] = value
    return append(values=values, at=done.at)


def iso(moment: datetime) -> str:
    """Return `moment` (aware) as the record writes it: ``2026-11-21T07:05:00.000000Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
