"""The calendar entry that goes with a notice: the app that leaves the notice says which."""

from collections.abc import Callable
from typing import Any

# Given the event and the person: the entry (.ics) and its method (REQUEST, CANCEL), or None.
Maker = Callable[[str, Any], tuple[bytes, str] | None]

_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Let `maker` make the entries of notices of `kind`; called in AppConfig.ready()."""
    _makers[kind] = maker


def entry_for(kind: str, event: str, person: Any) -> tuple[bytes, str] | None:
    """Return the calendar entry of a notice and its method, or None."""
    maker = _makers.get(kind)
    return maker(event, person) if maker else None
