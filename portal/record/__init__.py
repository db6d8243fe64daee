"""The public record: what was done, by whom in which capacity, and proof that it was not changed since."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .actions import act, append
    from .querysets import acts_of

__all__ = ["act", "acts_of", "append"]


def __getattr__(name: str) -> Any:
    """Import the functions late: they need the models, and Django imports this package before those."""
    if name in ("act", "append"):
        from . import actions

        return getattr(actions, name)
    if name == "acts_of":
        from .querysets import acts_of

        return acts_of
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
