"""Saving a comment in its place in reading order, and writing its act."""

from typing import Any

from portal import record
from portal.kit import clock

from ..models import Comment
from ..models.comment import LEVELS
from ..recording import COMMENT
from .counts import recount_thread


def place(comment: Comment, answered: Comment | None) -> None:
    """Save `comment` where it belongs in reading order: as a new thread, or below `answered`."""
    comment.created_at = clock.now()
    parent = answered
    if answered is not None and answered.depth == LEVELS:
        parent = answered.parent
    comment.reply_to = answered
    comment.parent = parent
    comment.depth = parent.depth + 1 if parent else 1
    comment.root = (parent.root or parent) if parent else None
    # The number of the row is known only once it is saved: the path follows in the same transaction.
    comment.save(force_insert=True)
    before = f"{parent.path}/" if parent else ("0-" if comment.is_official else "1-")
    comment.path = f"{before}{comment.pk:010d}"
    comment.save(update_fields=["path"])
    if comment.root is not None:
        recount_thread(comment.root)


def record_comment(
    comment: Comment, verb: str, actor: Any, role: str, *, public: bool = True, **note: Any
) -> None:
    """Write the act about a comment; its text stands in the comment alone, so that it can be erased."""
    record.act(
        subject_kind=COMMENT,
        subject_id=comment.pk,
        verb=verb,
        actor=actor,
        actor_role=role or "author",
        note={"proposal": comment.proposal_id, "stance": comment.stance, "capacity": comment.capacity} | note,
        public=public,
    )
