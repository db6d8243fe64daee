"""Who may support, comment and respond officially."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.verdict import YES, Verdict, no
from portal.members import roles as member_roles

from ..lifecycle import State
from .moderation import not_suspended
from .standing import in_a_group
from .who import participant_roles_of
from .words import by_participation, first, refuse

if TYPE_CHECKING:
    from ..models import Comment, Proposal


def can_support(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may support the proposal."""
    return _by_standing("support", user, proposal)


def can_withdraw_support(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may take their support back: until the session."""
    return by_participation("withdraw_support", participant_roles_of(user, proposal), proposal)


def can_comment(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may comment or answer a comment."""
    verdict = first(_by_standing("comment", user, proposal), not_suspended(user))
    if verdict and not member_roles.is_member(user):
        return no(
            "proposal.comment.affiliation",
            _("A comment is written for an organisation. Yours is not verified yet; see “My organisations”."),
        )
    return verdict


def _by_standing(verb: str, user: Any, proposal: "Proposal") -> Verdict:
    """Ask the table of participation; who is no member of a group yet hears which step is missing."""
    verdict = by_participation(verb, participant_roles_of(user, proposal), proposal)
    if verdict or verdict.rule != f"proposal.{verb}.who" or not user.is_authenticated:
        return verdict
    if proposal.phase != State.DISCUSSION:
        return no(
            verdict.rule,
            _("The discussion is closed. Only council members and city agencies can still comment."),
        )
    missing = in_a_group(user)
    return verdict if missing else missing


def can_edit_comment(user: Any, comment: "Comment") -> Verdict:
    """Return whether `user` may still edit the comment: the writer, shortly after, while unanswered."""
    proposal = comment.proposal
    if comment.author_id != user.pk or not comment.is_visible:
        return no("comment.edit.who", _("A comment is edited by its writer alone."))
    verdict = _comment_open(comment)
    if verdict and not comment.is_official:
        return can_comment(user, proposal)
    return first(verdict, not_suspended(user))


def _comment_open(comment: "Comment") -> Verdict:
    """Return whether the comment may still be changed, rather than only added to."""
    minutes = comment.proposal.rules.comment_edit_minutes
    if clock.now() >= comment.editable_until(minutes):
        return refuse(
            "comment.edit.late",
            _("A comment can be edited for %(minutes)d minutes. Add another one instead.")
            % {"minutes": minutes},
            comment.proposal,
        )
    if comment.author_answer_id is not None or comment.answers.exists():
        return refuse(
            "comment.edit.answered",
            _("Somebody has answered this comment. Add another one instead."),
            comment.proposal,
        )
    return YES


def can_retract_comment(user: Any, comment: "Comment") -> Verdict:
    """Return whether `user` may withdraw the comment: the writer, at any time, leaving a visible mark."""
    if comment.author_id != user.pk:
        return no("comment.retract.who", _("A comment is withdrawn by its writer alone."))
    if not comment.is_visible:
        return no("comment.retract.gone", _("This comment can no longer be read."))
    return YES


def can_respond_officially(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may give an agency's official response."""
    return first(
        by_participation("official_response", participant_roles_of(user, proposal), proposal),
        not_suspended(user),
    )
