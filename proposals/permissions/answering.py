"""Who may answer comments for the authors, and take suggested changes over."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.verdict import YES, Verdict, no

from ..passages import locate
from .moderation import not_suspended
from .who import roles_of
from .words import by_participation, first, refuse
from .writing import can_edit

if TYPE_CHECKING:
    from ..models import AuthorAnswer, Comment, Proposal


def can_answer_comments(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may give the authors' answers: an author, until the session."""
    return first(by_participation("answer_comments", roles_of(user, proposal), proposal), not_suspended(user))


def can_answer_comment(user: Any, comment: "Comment") -> Verdict:
    """Return whether `user` may give the authors' answer to this comment."""
    return first(can_answer_comments(user, comment.proposal), is_unanswered(comment))


def can_edit_answer(user: Any, answer: "AuthorAnswer") -> Verdict:
    """Return whether `user` may still edit the authors' answer: an author, as a writer may edit a comment.

    For as many minutes, and until somebody has written below one of the comments that it answers.
    """
    proposal = answer.proposal
    minutes = proposal.rules.comment_edit_minutes
    if clock.now() >= answer.editable_until(minutes):
        return refuse(
            "answer.edit.late",
            _(
                "An answer can be edited for %(minutes)d minutes. "
                "Answer the comment in the discussion instead."
            )
            % {"minutes": minutes},
            proposal,
        )
    if proposal.comments.filter(reply_to__author_answer=answer, created_at__gt=answer.created_at).exists():
        return refuse(
            "answer.edit.answered",
            _("Somebody has written below this answer. Answer the comment in the discussion instead."),
            proposal,
        )
    return can_answer_comments(user, proposal)


def can_take_over(user: Any, comment: "Comment") -> Verdict:
    """Return whether `user` may take the suggested change over: who may change the text now.

    The text must hold, once, the passage that it replaces.
    """
    suggestion = getattr(comment, "suggestion", None)
    if suggestion is None:
        return no("suggestion.none", _("This comment suggests no change of the wording."))
    verdict = first(can_edit(user, comment.proposal), is_unanswered(comment))
    version = comment.proposal.public_version
    if not verdict or locate(getattr(version, suggestion.part), suggestion.quote).is_unique:
        return verdict
    words = _(
        "The quoted passage no longer stands in version %(number)d as it was quoted. "
        "Change the text yourself if you agree, then answer the comment."
    )
    return no("suggestion.passage", words % {"number": version.number})


def is_unanswered(comment: "Comment") -> Verdict:
    """Return whether the comment can be read, has a stance, and has no author's answer yet."""
    if not comment.is_visible:
        return no("comment.answer.gone", _("A comment that you chose was withdrawn or hidden meanwhile."))
    if not comment.stance:
        return no(
            "comment.answer.kind",
            _("This is itself an answer or an official response. Answer it in the discussion."),
        )
    if comment.author_answer_id is not None:
        return no(
            "comment.answer.twice",
            _("The authors have answered a comment that you chose already. It shows their answer."),
        )
    return YES
