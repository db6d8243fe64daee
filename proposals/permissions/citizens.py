"""Who may give an input as a citizen, enter one on somebody's behalf, and release what waits."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit.verdict import YES, Verdict, no
from portal.members import roles as member_roles

from ..lifecycle import State
from ..models.citizen_input import CitizenInput
from .moderation import not_suspended
from .who import is_own
from .words import first, wrong_state

if TYPE_CHECKING:
    from ..models import Proposal


def can_give_input(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may leave an input: an account without organisation, once, in discussion."""
    if not user.is_authenticated or not user.is_active:
        return no("citizen.account", _("Sign in first; then you can leave an input."))
    return first(_open(proposal), _no_member(user), not_suspended(user), _once(user, proposal))


def _open(proposal: "Proposal") -> Verdict:
    if proposal.phase != State.DISCUSSION:
        return no("citizen.state", wrong_state(proposal.phase))
    return YES


def _no_member(user: Any) -> Verdict:
    if member_roles.is_member(user):
        return no(
            "citizen.member",
            _("You belong to an organisation: write a comment in the discussion, where it counts as heard."),
        )
    return YES


def _once(user: Any, proposal: "Proposal") -> Verdict:
    if proposal.citizen_inputs.filter(author=user).exists():
        return no("citizen.once", _("You have left an input on this proposal already. One per proposal."))
    return YES


def can_record_input(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may enter a citizen's letter, visit or call: the secretariat, in discussion."""
    if not member_roles.is_secretariat(user):
        return no("citizen.record.who", _("Letters and visits are entered by the secretariat."))
    return _open(proposal)


def can_decide_input(user: Any, found: CitizenInput) -> Verdict:
    """Return whether `user` may release or refuse what waits: a moderator, nothing of their own."""
    if not member_roles.is_moderator(user):
        return no("moderation.who", _("Only moderators can do this."))
    if found.state != CitizenInput.State.HELD:
        return no("moderation.decided", _("This case is decided already. Reload the queue."))
    if found.author_id == user.pk or is_own(user, found.proposal):
        return no(
            "moderation.own",
            _(
                "The comment or the proposal is your own or comes from your organisation. "
                "Another moderator decides."
            ),
        )
    return YES
