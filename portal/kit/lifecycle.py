"""A table of states as data, and the one pure function that reads it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .verdict import YES, Verdict, no

# Who moves a thing when no person does: the clock, or a consequence of another action.
SYSTEM = "system"


@dataclass(frozen=True)
class Move:
    """One row of a table: who may do what from where, where it leads, and what it needs besides.

    `targets` has several states where the outcome decides (a ballot, a decision). `needs` names the
    guards that the permission function checks.
    """

    verb: str
    sources: frozenset[str]
    targets: frozenset[str]
    who: frozenset[str]
    needs: tuple[str, ...] = ()


def move(
    verb: str,
    sources: Iterable[str] | str,
    targets: Iterable[str] | str,
    who: Iterable[str] | str,
    *needs: str,
) -> Move:
    """Return a row; single states and roles may be given as plain strings."""

    def as_set(value: Iterable[str] | str) -> frozenset[str]:
        return frozenset([value] if isinstance(value, str) else value)

    return Move(verb, as_set(sources), as_set(targets), as_set(who), needs)


@dataclass(frozen=True)
class Lifecycle:
    """All moves of one noun. A verb may have several rows; at most one of them per state."""

    noun: str
    states: tuple[str, ...]
    roles: tuple[str, ...]
    moves: tuple[Move, ...]
    _by_cell: dict[tuple[str, str], Move] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the rows; raise ValueError for an unknown state or role or two rows in one cell."""
        cells: dict[tuple[str, str], Move] = {}
        for row in self.moves:
            if unknown := (row.sources | row.targets) - set(self.states):
                raise ValueError(f"{self.noun}.{row.verb}: unknown states {sorted(unknown)}")
            if unknown := row.who - set(self.roles):
                raise ValueError(f"{self.noun}.{row.verb}: unknown roles {sorted(unknown)}")
            for state in row.sources:
                if (row.verb, state) in cells:
                    raise ValueError(f"{self.noun}.{row.verb}: two rows from {state}")
                cells[row.verb, state] = row
        object.__setattr__(self, "_by_cell", cells)

    @property
    def verbs(self) -> tuple[str, ...]:
        """Return every verb once, in the order of the table."""
        return tuple(dict.fromkeys(row.verb for row in self.moves))

    def row(self, verb: str, state: str) -> Move | None:
        """Return the row for `verb` from `state`, or None where the table has none."""
        return self._by_cell.get((verb, state))

    def verdict(self, verb: str, state: str, roles: Collection[str]) -> Verdict:
        """Say whether somebody in `roles` may do `verb` to a thing in `state`.

        The refusals are ``<noun>.<verb>.state`` (not from this state) and ``<noun>.<verb>.who``.
        Guards named in `needs` are for the caller's permission function.
        """
        row = self.row(verb, state)
        if row is None:
            return no(
                f"{self.noun}.{verb}.state",
                _(
                    "This step is not possible in the present state. "
                    "Reload the page to see what can be done now."
                ),
            )
        if row.who.isdisjoint(roles):
            return no(
                f"{self.noun}.{verb}.who",
                _("Your role does not allow this step. The page says whose turn it is."),
            )
        return YES
