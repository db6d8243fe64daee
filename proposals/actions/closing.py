"""Closing a discussion: by the clock, in the scheduled job or in the next action that touches it."""

from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.lifecycle import SYSTEM
from portal.kit.locking import change_state, lock, lock_all
from portal.kit.verdict import Refused, no, require

from .. import lineage
from ..lifecycle import State
from ..models import Proposal
from ..permissions import can_close_discussion
from .acts import record_act


def hold(proposal: Proposal) -> Proposal:
    """Return a fresh, locked copy of `proposal`, its discussion closed when the closing has passed.

    Every action on a proposal begins with it. What it was merged into is locked with it, in the order of
    the numbers, because that is recounted after it. Raises Refused (rule ``gone``) when a draft was
    discarded meanwhile, and TransactionManagementError outside a transaction.
    """
    line = {proposal.pk, *lineage.above(proposal.pk)}
    if len(line) > 1:
        lock_all(Proposal, line)
    try:
        held = lock(proposal)
    except Proposal.DoesNotExist as error:
        raise Refused(no("gone", _("This draft was discarded in another window."))) from error
    if held.merged_into_id is not None and held.merged_into_id not in line:
        # Merged between the two reads: locking its target now could wait in a circle.
        raise Refused(no("moved", _("This proposal has just been merged. Look again and decide anew.")))
    if held.state == State.DISCUSSION and held.closing_passed:
        _close(held)
    return held


def close_discussion(*, proposal: Proposal) -> Proposal:
    """Close the discussion of `proposal`; raise Refused when it is not open or not due."""
    with transaction.atomic():
        held = lock(proposal)
        require(can_close_discussion(held))
        _close(held)
    return held


def close_due_discussions() -> int:
    """Close every discussion whose closing has passed, each in a transaction of its own; return how many."""
    closed = 0
    for proposal in Proposal.objects.due_to_close().order_by("closes_at", "pk"):
        try:
            close_discussion(proposal=proposal)
        except Refused:
            # Somebody's action closed it, or a late change extended it, since the list was read.
            continue
        closed += 1
    return closed


def _close(held: Proposal) -> None:
    change_state(held, to=State.FORMULATION, changed_at=clock.now())
    record_act(held, "close_discussion", was=State.DISCUSSION, actor=None, role=SYSTEM)
