"""Who may write, submit, change and withdraw a proposal."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit.verdict import YES, Verdict, no
from portal.members import roles as member_roles

from ..lifecycle import State
from .moderation import not_suspended
from .standing import in_a_group
from .who import co_authored, mandates_of, roles_of
from .words import by_participation, by_table, first, steward, wrong_state

if TYPE_CHECKING:
    from portal.members.models import WorkingGroup

    from ..models import Proposal


def can_create(user: Any) -> Verdict:
    """Return whether `user` may begin a proposal: in a working group, and representing an organisation."""
    if not (standing := in_a_group(user)):
        return standing
    if not mandates_of(user):
        return no(
            "proposal.create.mandate",
            _(
                "A proposal is written on behalf of an organisation. You have no verified and valid mandate "
                "now. Send your mandate letter under “My organisations”."
            ),
        )
    return not_suspended(user)


def can_see(user: Any, proposal: "Proposal") -> bool:
    """Return whether `user` may know of the proposal: it was submitted once, or it is their own draft."""
    return proposal.ever_submitted or writes(user, proposal)


def writes(user: Any, proposal: "Proposal") -> bool:
    """Return whether `user` is the author or a co-author now."""
    return user.is_authenticated and (proposal.author_id == user.pk or proposal.pk in co_authored(user))


def can_edit_draft(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may write on the draft."""
    if not writes(user, proposal):
        return no("proposal.draft.who", _("A draft is read and written by its authors alone."))
    if proposal.state != State.DRAFT:
        return no("proposal.draft.state", wrong_state(proposal.phase))
    return YES


def can_discard_draft(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may throw the draft away: only what was never submitted."""
    if proposal.ever_submitted:
        return no(
            "proposal.discard.submitted",
            _("What was submitted once stays readable. Withdraw the proposal instead, and say why."),
        )
    if proposal.author_id != user.pk and writes(user, proposal):
        return no("proposal.discard.who", _("A draft is discarded by its author; a co-author can leave it."))
    return can_edit_draft(user, proposal)


def can_submit(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may submit the draft. Whether the text is complete is told by completeness.py."""
    return first(
        by_table("submit", roles_of(user, proposal), proposal),
        mandate_current(user, proposal),
        in_a_group(user),
        not_suspended(user),
    )


def mandate_current(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` still speaks for the organisation that proposes."""
    mine = next((one for one in proposal.co_writers if one.person_id == user.pk), proposal)
    if any(affiliation.organisation_id == mine.organisation_id for affiliation in mandates_of(user)):
        return YES
    return no(
        "proposal.submit.mandate",
        _(
            "You have no valid mandate for %(organisation)s now. Send a new mandate letter under "
            "“My organisations”; nothing else has to be filled in again, and your text is kept."
        )
        % {"organisation": mine.organisation.name},
    )


def can_lead(user: Any, group: "WorkingGroup | None") -> Verdict:
    """Return whether `group` may lead a proposal of `user`: only a working group of their own."""
    groups = member_roles.active_groups(user)
    if group is None or group in groups:
        return YES
    return no(
        "proposal.submit.group",
        _("You are not a member of %(group)s. Choose one of your own working groups to lead: %(own)s.")
        % {"group": group.name, "own": ", ".join(own.name for own in groups)},
    )


def can_edit(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may change the text in discussion."""
    return first(
        by_participation("edit", roles_of(user, proposal), proposal),
        mandate_current(user, proposal),
        not_suspended(user),
    )


def can_change_attachments(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may change the attachments: of a draft, or in discussion with a version."""
    if proposal.state == State.DRAFT:
        return can_edit_draft(user, proposal)
    return can_edit(user, proposal)


def can_withdraw(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may withdraw the proposal."""
    verdict = by_table("withdraw", roles_of(user, proposal), proposal)
    if verdict and not proposal.ever_submitted:
        return no(
            "proposal.withdraw.never_submitted",
            _("This draft was never submitted. Nobody has seen it: discard it instead."),
        )
    return verdict


def can_restore(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may put a withdrawn proposal back where it was."""
    return steward("restore", user, proposal)
