"""What a reader may do with the comments of a page: the row of links below each of them."""

from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.kit import clock

from . import permissions
from .models import Comment, Proposal

# Stands for the comment's number in a row that is drawn for all comments alike.
_NUMBER = 4_611_686_018_427_387_904


@dataclass
class CommentLinks:
    """The links of one reader below the comments of one proposal.

    A page shows few kinds of rows, which differ in nothing but the number in their addresses: each kind is
    drawn once, and the number of the comment put in.
    """

    user: Any
    proposal: Proposal
    may_answer_comments: bool
    may_black_out: bool
    may_comment: bool
    may_take_over: bool
    # The comments that the reader wrote so recently that they may edit them.
    editable: set[int]
    _drawn: dict[tuple[bool, ...], str] = field(default_factory=dict)

    @classmethod
    def of(cls, user: Any, proposal: Proposal, comments: list[Comment]) -> "CommentLinks":
        """Ask the rules what `user` may do with the `comments` that a page shows of `proposal`."""
        return cls(
            user=user,
            proposal=proposal,
            may_answer_comments=bool(permissions.can_answer_comments(user, proposal)),
            may_black_out=bool(permissions.can_black_out(user, proposal)),
            may_comment=bool(permissions.can_comment(user, proposal)),
            may_take_over=bool(permissions.can_edit(user, proposal)),
            editable=_editable_now(user, proposal, comments),
        )

    def below(self, comment: Comment) -> SafeString:
        """Return the row of links below `comment`."""
        wants_answer = bool(self.may_answer_comments and comment.stance and comment.author_answer_id is None)
        kind = {
            "may_answer": wants_answer,
            "may_take_over": wants_answer and self.may_take_over and comment.has_suggestion,
            "may_edit": comment.pk in self.editable,
            "is_own": self.user.is_authenticated and comment.author_id == self.user.pk,
        }
        key = tuple(kind.values())
        if key not in self._drawn:
            self._drawn[key] = render_to_string(
                "proposals/_comment_links.html", {"links": self, "number": _NUMBER, **kind}
            )
        # Drawn by the template; a number has nothing to escape.
        return mark_safe(self._drawn[key].replace(str(_NUMBER), str(comment.pk)))  # noqa: S308


def _editable_now(user: Any, proposal: Proposal, comments: list[Comment]) -> set[int]:
    """Return the numbers of the `comments` that `user` may still edit: just written, and not answered.

    One query more, for somebody who has just written.
    """
    if not user.is_authenticated:
        return set()
    minutes = proposal.rules.comment_edit_minutes
    recent = {comment.pk for comment in comments if _is_editable(comment, user, minutes)}
    if not recent:
        return recent
    return recent.difference(Comment.objects.filter(reply_to__in=recent).values_list("reply_to", flat=True))


def _is_editable(comment: Comment, user: Any, minutes: int) -> bool:
    return (
        comment.author_id == user.pk
        and comment.is_visible
        and comment.author_answer_id is None
        and clock.now() < comment.editable_until(minutes)
    )
