"""Who may flag, moderate, and have a decision looked at again; and who may not write for a while."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit import clock, wording
from portal.kit.prepared import Given, Prepared
from portal.kit.verdict import YES, Verdict, no
from portal.members import roles as member_roles

from ..lifecycle import AUTHOR, CO_AUTHOR
from ..models.moderation import SANCTIONS, ModerationCase, ModerationDecision
from ..models.moderation_rules import ModerationRules
from .who import is_own, roles_of
from .words import first

if TYPE_CHECKING:
    from ..models import Attachment, Comment, Proposal


_SUSPENSIONS = Prepared(
    lambda: ModerationDecision.objects.suspending(Given("user"), on=Given("day")).select_related("rule")[:1]
)


def not_suspended(user: Any) -> Verdict:
    """Return whether `user` may write at this time: no moderator has suspended their writing."""
    if not user.is_authenticated:
        return YES
    suspensions = member_roles.kept(user, "suspension", lambda: _SUSPENSIONS(user=user.pk, day=clock.today()))
    if not suspensions:
        return YES
    found = suspensions[0]
    return no(
        "moderation.suspended",
        _(
            "A moderator has suspended your writing until %(date)s (%(rule)s). You can go on reading. "
            "The reason, and how to ask for a review, stand under “Moderation decisions” in your account."
        )
        % {"date": wording.tanggal(found.suspended_until), "rule": found.rule},
    )


def can_flag(user: Any, comment: "Comment") -> Verdict:
    """Return whether `user` may flag the comment: anybody with an account, once, not their own."""
    if not user.is_authenticated or not user.is_active:
        return no("comment.flag.account", _("Sign in first; then you can flag this comment."))
    if not comment.is_visible:
        return no("comment.flag.gone", _("This comment can no longer be read."))
    if comment.author_id == user.pk:
        return no(
            "comment.flag.own", _("This comment is your own. You can withdraw it instead of flagging it.")
        )
    if comment.flags.filter(person=user).exists():
        return no(
            "comment.flag.once",
            _("You have flagged this comment already. A moderator looks at it in the order of arrival."),
        )
    return YES


def can_read_queue(user: Any) -> bool:
    """Return whether `user` may read the queue and the originals: moderators, secretariat, inspector."""
    return (
        member_roles.is_moderator(user)
        or member_roles.is_secretariat(user)
        or member_roles.is_inspector(user)
    )


def _moderates(user: Any, case: ModerationCase) -> Verdict:
    """Return whether `user` moderates this case: a moderator, while it waits, nothing of their own."""
    if not member_roles.is_moderator(user):
        return no("moderation.who", _("Only moderators can do this."))
    if not case.is_open:
        return no("moderation.decided", _("This case is decided already. Reload the queue."))
    own = _not_own(user, case.proposal, case.comment)
    if not own:
        return own
    if case.reviewed is not None and case.reviewed.decided_by_id == user.pk:
        return no(
            "moderation.review.same",
            _("You made the decision that is to be reviewed. Another moderator looks at it again."),
        )
    return YES


def _not_own(user: Any, proposal: "Proposal", comment: "Comment | None") -> Verdict:
    if is_own(user, proposal) or (comment is not None and comment.author_id == user.pk):
        return no(
            "moderation.own",
            _(
                "The comment or the proposal is your own or comes from your organisation. "
                "Another moderator decides."
            ),
        )
    return YES


def can_black_out(user: Any, proposal: "Proposal", comment: "Comment | None" = None) -> Verdict:
    """Return whether `user` may black out a passage: a moderator, in what everybody can read.

    `comment` is the comment that it is about; without one it is about the proposal's own text.
    """
    if not member_roles.is_moderator(user):
        return no("moderation.who", _("Only moderators can do this."))
    if not proposal.ever_submitted:
        return no("blackout.private", _("Nobody but its authors can read this draft."))
    if comment is not None and not comment.is_visible:
        return no("blackout.gone", _("This comment can no longer be read. There is nothing to black out."))
    return _not_own(user, proposal, comment)


def can_withdraw_file(user: Any, attachment: "Attachment") -> Verdict:
    """Return whether `user` may take an attachment out of sight: a moderator, one that everybody can read."""
    if not member_roles.is_moderator(user):
        return no("moderation.who", _("Only moderators can do this."))
    if not (attachment.proposal.ever_submitted and attachment.versions.exists()):
        return no("file.private", _("Nobody but its authors can read this draft."))
    if attachment.withdrawal_id is not None:
        return no("file.withdrawn", _("This file is withdrawn already."))
    return _not_own(user, attachment.proposal, None)


def claim_expired(case: ModerationCase) -> bool:
    """Return whether whoever took the case on has left it lying for longer than the rules allow."""
    if case.claimed_at is None:
        return False
    return clock.now() >= case.claimed_at + timedelta(hours=ModerationRules.load().claim_hours)


def can_claim(user: Any, case: ModerationCase) -> Verdict:
    """Return whether `user` may take the case on: nobody has it, or somebody has left it lying."""
    return first(_moderates(user, case), _free_for(user, case))


def _free_for(user: Any, case: ModerationCase) -> Verdict:
    if case.claimed_by_id == user.pk and user.pk is not None:
        return no("moderation.claim.yours", _("You have taken this case on already."))
    if case.claimed_by_id is None or claim_expired(case):
        return YES
    return no(
        "moderation.claim.taken",
        _("%(name)s has taken this case on. Choose another one from the queue.") % {"name": case.claimed_by},
    )


def can_release_claim(user: Any, case: ModerationCase) -> Verdict:
    """Return whether `user` may give the case back to the queue."""
    return first(_moderates(user, case), _taken_by(user, case))


def can_decide(user: Any, case: ModerationCase) -> Verdict:
    """Return whether `user` may decide the case: whoever has taken it on, nobody else."""
    return first(_moderates(user, case), _taken_by(user, case))


def _taken_by(user: Any, case: ModerationCase) -> Verdict:
    if case.claimed_by_id == user.pk:
        return YES
    if case.claimed_by_id is None:
        return no(
            "moderation.decide.unclaimed",
            _("Take the case on first. So nobody else works on it at the same time."),
        )
    return no(
        "moderation.decide.taken",
        _("%(name)s has taken this case on and decides it.") % {"name": case.claimed_by},
    )


def can_read_decision(user: Any, decision: ModerationDecision) -> bool:
    """Return whether `user` may read the decision: whom it concerns, and whoever reads the queue."""
    if not user.is_authenticated:
        return False
    return _concerns(user, decision) or can_read_queue(user)


def _concerns(user: Any, decision: ModerationDecision) -> bool:
    """Return whether the decision is about `user`; one about a proposal's text is about all its authors."""
    if decision.person_id == user.pk:
        return True
    proposal = decision.case.text_of
    return proposal is not None and bool(roles_of(user, proposal) & {AUTHOR, CO_AUTHOR})


def can_ask_review(user: Any, decision: ModerationDecision) -> Verdict:
    """Return whether `user` may have the decision looked at again: its person, once, within the days."""
    if not _concerns(user, decision):
        return no("moderation.review.who", _("A review is asked for by the person concerned alone."))
    if decision.outcome not in SANCTIONS or decision.reviewable_until is None:
        return no("moderation.review.outcome", _("There is nothing in this decision to undo."))
    if hasattr(decision, "review"):
        return no(
            "moderation.review.once",
            _("You have asked for a review of this decision already. A decision is reviewed once."),
        )
    if clock.today() > decision.reviewable_until:
        return no(
            "moderation.review.late",
            _("A review could be asked for until %(date)s.")
            % {"date": wording.tanggal(decision.reviewable_until)},
        )
    return YES
