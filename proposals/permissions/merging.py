"""Who may ask to merge a proposal into another, answer, carry it out, and undo it."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit import wording
from portal.kit.verdict import YES, Verdict, no

from ..lifecycle import MERGE_TARGETS
from ..lineage import live_request
from .who import is_own, roles_of
from .words import by_participation, first, not_own, refuse, steward

if TYPE_CHECKING:
    from ..models import MergeRequest, Proposal


def can_propose_merge(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may ask the author to have the proposal merged into another one."""
    verdict = first(
        by_participation("propose_merge", roles_of(user, proposal), proposal), not_own(user, proposal)
    )
    if verdict and live_request(proposal) is not None:
        return no(
            "proposal.propose_merge.live",
            _("The author has been asked already. Take that question back before you ask another one."),
        )
    return verdict


def can_merge_into(user: Any, proposal: "Proposal", target: "Proposal") -> Verdict:
    """Return whether `target` can take `proposal` up, and is none of the person's own."""
    if target.pk == proposal.pk:
        return no("proposal.merge.itself", _("A proposal is not merged into itself. Choose another one."))
    if target.phase not in MERGE_TARGETS:
        return refuse(
            "proposal.merge.target",
            _(
                "Proposal %(number)d is now in the state “%(state)s”. A proposal is merged only into one "
                "that is submitted or in discussion."
            )
            % {"number": target.pk, "state": target.phase.label},
            proposal,
        )
    if is_own(user, target):
        return refuse(
            "proposal.merge.own_target",
            _(
                "Proposal %(number)d is your own or comes from your organisation. "
                "Another coordinator or the secretariat merges into it."
            )
            % {"number": target.pk},
            proposal,
        )
    return YES


def can_answer_merge(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may say whether they agree: the author, while the question is open."""
    verdict = by_participation("answer_merge", roles_of(user, proposal), proposal)
    if not verdict:
        return verdict
    request = live_request(proposal)
    if request is None or request.answer:
        return no("proposal.answer_merge.none", _("There is no question about merging to be answered now."))
    return YES


def can_cancel_merge(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may take the question about merging back."""
    verdict = first(
        by_participation("cancel_merge", roles_of(user, proposal), proposal), not_own(user, proposal)
    )
    if verdict and live_request(proposal) is None:
        return no("proposal.cancel_merge.none", _("There is no question about merging to be taken back."))
    return verdict


def can_merge(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may merge the proposal now: the author agrees, or was silent long enough."""
    verdict = steward("merge", user, proposal)
    return verdict and author_had_their_say(proposal, live_request(proposal))


def author_had_their_say(proposal: "Proposal", request: "MergeRequest | None") -> Verdict:
    """Return whether the author agreed to `request` or let its day pass."""
    if request is None:
        return refuse(
            "proposal.merge.asked",
            _(
                "The author has not been asked yet. "
                "Ask first: they agree, or have some working days to answer."
            ),
            proposal,
        )
    if request.agreed or request.silent:
        return YES
    return refuse(
        "proposal.merge.waiting",
        _("The author may still answer until %(date)s. Without an answer it can be merged after that day.")
        % {"date": wording.tanggal(request.due_on)},
        proposal,
    )


def can_unmerge(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may undo the merging and put the proposal back where it was."""
    return steward("unmerge", user, proposal)
