"""Mail to the people concerned: an outbox filled in the transaction of each action, and a schedule."""

from typing import TYPE_CHECKING, Any

from .muting import muted

if TYPE_CHECKING:
    from .actions import notify

__all__ = ["muted", "notify"]


def __getattr__(name: str) -> Any:
    """Import `notify` late: it needs the models, and Django imports this package before those."""
    if name == "notify":
        from .actions import notify

        return notify
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
