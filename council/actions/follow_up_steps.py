"""What every verb on a follow-up begins and ends with: the locks, always in one order, and the one act."""

from typing import Any

from council.models import FollowUp
from portal.kit.locking import lock
from portal.record import act
from proposals.models import Proposal


def locked(follow_up: FollowUp) -> tuple[Proposal, FollowUp]:
    """Lock the proposal, then its follow-up: always in this order, as finishing a proposal does."""
    proposal = lock(Proposal(pk=follow_up.proposal_id))
    held = lock(follow_up)
    held.proposal = proposal
    return proposal, held


def record(follow_up: FollowUp, verb: str, old: str, actor: Any, role: str, reason: str = "") -> None:
    """Write the one act of a verb on `follow_up`, last in its action."""
    act(
        subject_kind="follow_up",
        subject_id=follow_up.pk,
        verb=verb,
        from_state=old,
        to_state=follow_up.state,
        reason=reason,
        actor=actor,
        actor_role=role,
        note={"proposal": follow_up.proposal_id},
    )
