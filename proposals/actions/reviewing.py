"""The one review of a proposal that was not forwarded: asked for by the author, done by another person."""

from typing import Any

from django.db import transaction

from portal.kit import clock
from portal.kit.locking import change_state
from portal.kit.verdict import require

from ..lifecycle import AUTHOR, SECRETARIAT, State
from ..models import NotForwarded, Proposal
from ..permissions import can_request_review, can_review, can_uphold_refusal
from .acts import record_act, tell_author
from .checking import require_text
from .closing import hold


def request_review(*, proposal: Proposal, actor: Any, reason: str) -> NotForwarded:
    """Ask, as the author and once, that another person looks at the refusal; `reason` is public."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_request_review(actor, held))
        refusal = held.refusals.latest("pk")
        refusal.review_reason = require_text("reason", reason)
        refusal.review_requested_at = clock.now()
        refusal.save(update_fields=["review_reason", "review_requested_at"])
        record_act(
            held, "request_review", was=held.state, actor=actor, role=AUTHOR, reason=refusal.review_reason
        )
    return refusal


def review_refusal(*, proposal: Proposal, actor: Any, reason: str) -> Proposal:
    """Admit the proposal after all: it goes back to be checked, and the check's promise starts anew."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_review(actor, held))
        refusal = _finish(held, actor, reason, upheld=False)
        was, now = held.state, clock.now()
        change_state(held, to=State.SUBMITTED, check_since=now, changed_at=now)
        tell_author(held, "reviewed", refusal.pk, refusal=refusal)
        record_act(held, "review", was=was, actor=actor, role=SECRETARIAT, reason=refusal.review_answer)
    return held


def uphold_refusal(*, proposal: Proposal, actor: Any, reason: str) -> Proposal:
    """End the review by letting the refusal stand, with a public reason; there is no second one."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_uphold_refusal(actor, held))
        refusal = _finish(held, actor, reason, upheld=True)
        tell_author(held, "reviewed", refusal.pk, refusal=refusal)
        record_act(
            held,
            "uphold_refusal",
            was=held.state,
            actor=actor,
            role=SECRETARIAT,
            reason=refusal.review_answer,
        )
    return held


def _finish(held: Proposal, actor: Any, reason: str, *, upheld: bool) -> NotForwarded:
    refusal = held.refusals.latest("pk")
    refusal.review_answer = require_text("reason", reason)
    refusal.reviewed_by, refusal.reviewed_at, refusal.upheld = actor, clock.now(), upheld
    refusal.save(update_fields=["review_answer", "reviewed_by", "reviewed_at", "upheld"])
    return refusal
