"""What a session does with a proposal. The council's own actions call these inside their transactions."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import change_state
from portal.kit.verdict import require

from ..lifecycle import OUTCOMES, SECRETARIAT, SESSION, State
from ..models import Proposal, Version
from ..permissions import can_be_moved_by_session, can_defer, can_resume
from .acts import record_act, tell_author
from .checking import require_text
from .closing import hold
from .versions import make_version, text_of


def apply_outcome(
    *,
    proposal: Proposal,
    outcome: str,
    actor: Any,
    decision_number: str,
    decided_wording: str = "",
    deferred_until: date | None = None,
    deferred_condition: str = "",
) -> Proposal:
    """Move the proposal to the `outcome` of an enacted decision: one of lifecycle.OUTCOMES.

    *Accepted with changes* needs `decided_wording`, which replaces the text of what is proposed in a
    version of its own; *deferred* needs a date or a condition. `decision_number` is kept for staff only,
    until the decision is announced. Raises Refused and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_be_moved_by_session("decide", held))
        if outcome not in OUTCOMES:
            raise ValidationError(_("This is no outcome of a decision."), code="outcome")
        fields: dict[str, Any] = {"deferred_until": None, "deferred_condition": ""}
        if outcome == State.DEFERRED:
            fields = _deferral(held, deferred_until, deferred_condition)
        elif outcome == State.ACCEPTED_WITH_CHANGES:
            fields |= _decided_version(held, decided_wording)
        elif outcome == State.ACCEPTED:
            fields["decided_version"] = held.current_version
        was, now = held.state, clock.now()
        change_state(
            held, to=outcome, decided_at=now, decision_number=decision_number, changed_at=now, **fields
        )
        record_act(held, "decide", was=was, actor=actor, role=SESSION)
    return held


def return_to_group(*, proposal: Proposal, reason: str, deadline: date, actor: Any) -> Proposal:
    """Give the proposal back to its working group, to be formulated anew by the end of `deadline`."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_be_moved_by_session("return_to_group", held))
        reason = require_text("reason", reason)
        was = held.state
        change_state(
            held,
            to=State.FORMULATION,
            formulation_due_on=deadline,
            awaiting_since=None,
            changed_at=clock.now(),
        )
        note = {"deadline": deadline.isoformat()}
        record_act(held, "return_to_group", was=was, actor=actor, role=SESSION, reason=reason, note=note)
    return held


def resume_review(*, proposal: Proposal, actor: Any, reason: str) -> Proposal:
    """Take a deferred proposal up again: its date is reached or, as `reason` says, its condition met."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_resume(actor, held))
        reason = require_text("reason", reason)
        was, now = held.state, clock.now()
        change_state(held, to=State.AWAITING_SESSION, awaiting_since=now, changed_at=now)
        record_act(held, "resume", was=was, actor=actor, role=SECRETARIAT, reason=reason)
    return held


def notify_decided(*, proposal: Proposal, decision_number: str) -> None:
    """Tell the author of the decision; called in the transaction that announces it."""
    tell_author(proposal, "decided", decision_number, decision_number=decision_number)


def _deferral(held: Proposal, until: date | None, condition: str) -> dict[str, Any]:
    require(can_defer(held))
    if until is None and not condition.strip():
        raise ValidationError(_("A deferral needs a date or a condition."), code="deferral")
    return {
        "deferred_until": until,
        "deferred_condition": condition.strip(),
        "deferrals": held.deferrals + 1,
    }


def _decided_version(held: Proposal, wording: str) -> dict[str, Any]:
    """Make the version that the council adopted: the current text with the decided wording."""
    current = held.public_version
    text = text_of(current) | {"content": require_text("decided_wording", wording)}
    version = make_version(
        held,
        text=text,
        areas=current.areas.all(),
        author=None,
        origin=Version.Origin.DECISION,
        change_note=_("Wording as decided by the council"),
    )
    return {
        "current_version": version,
        "decided_version": version,
    }
