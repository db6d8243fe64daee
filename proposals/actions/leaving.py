"""Withdrawing a proposal, and putting it back where it was."""

from datetime import timedelta
from typing import Any

from django.db import transaction

from portal.kit import clock
from portal.kit.locking import change_state
from portal.kit.verdict import require
from portal.kit.workdays import closing_moment

from ..lifecycle import AUTHOR, SECRETARIAT, State
from ..lineage import end_request
from ..models import Proposal
from ..permissions import can_restore, can_withdraw
from .acts import record_act
from .checking import require_text
from .closing import hold


def way_back(held: Proposal) -> dict[str, Any]:
    """Return the fields that put a left proposal back where it was.

    Back in discussion it gets at least the days of a reopening; back to be checked, the promise of the
    check starts anew.
    """
    now, back = clock.now(), held.state_before
    fields: dict[str, Any] = {"to": back, "state_before": "", "changed_at": now}
    if back == State.DISCUSSION:
        least = closing_moment(clock.today() + timedelta(days=held.rules.reopen_days_min))
        fields["closes_at"] = max(held.closing, least)
    elif back == State.SUBMITTED:
        fields["check_since"] = now
    return fields


def withdraw_proposal(*, proposal: Proposal, actor: Any, reason: str) -> Proposal:
    """Withdraw the proposal with a public reason; text, comments and address stay."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_withdraw(actor, held))
        reason = require_text("reason", reason)
        was = held.state
        end_request(held)
        change_state(held, to=State.WITHDRAWN, state_before=was, changed_at=clock.now())
        record_act(held, "withdraw", was=was, actor=actor, role=AUTHOR, reason=reason)
    return held


def restore_proposal(*, proposal: Proposal, actor: Any, reason: str) -> Proposal:
    """Put a withdrawn proposal back where it was; back in discussion it gets the days of a reopening."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_restore(actor, held))
        reason = require_text("reason", reason)
        was = held.state
        change_state(held, **way_back(held))
        record_act(held, "restore", was=was, actor=actor, role=SECRETARIAT, reason=reason)
    return held
