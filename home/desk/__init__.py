"""My desk: everything that waits for one person, gathered from people, proposals, moderation and council."""

from .desk import Desk, desk_of
from .row import Row

__all__ = ["Desk", "Row", "desk_of"]
