"""Who may ask for the review of a proposal that was not forwarded, and who may do it."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit.verdict import YES, Verdict, no

from .who import roles_of
from .words import by_participation, by_table, first, not_own, refuse

if TYPE_CHECKING:
    from ..models import NotForwarded, Proposal


def can_request_review(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may ask for a review: the author, once in the life of the proposal."""
    return first(
        by_participation("request_review", roles_of(user, proposal), proposal), _not_asked_before(proposal)
    )


def can_review(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may admit the proposal after all: asked for, and by another person."""
    return first(
        by_table("review", roles_of(user, proposal), proposal),
        not_own(user, proposal),
        _by_another_person(user, proposal),
    )


def can_uphold_refusal(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may end the review by letting the refusal stand."""
    return first(
        by_participation("uphold_refusal", roles_of(user, proposal), proposal),
        not_own(user, proposal),
        _by_another_person(user, proposal),
    )


def _not_asked_before(proposal: "Proposal") -> Verdict:
    if proposal.refusals.filter(review_requested_at__isnull=False).exists():
        return refuse(
            "proposal.request_review.once",
            _(
                "A review is asked for once, and you have asked already. "
                "The proposal's page shows its result."
            ),
            proposal,
        )
    return YES


def _by_another_person(user: Any, proposal: "Proposal") -> Verdict:
    refusal: NotForwarded | None = proposal.refusals.first()
    if refusal is None or not refusal.review_waits:
        return no(
            "proposal.review.requested",
            _("The author has not asked for a review, or it has been done already."),
        )
    if refusal.decided_by_id == user.pk:
        return refuse(
            "proposal.review.another_person",
            _(
                "You decided that the proposal is not forwarded. "
                "Another person of the secretariat reviews it."
            ),
            proposal,
        )
    return YES
