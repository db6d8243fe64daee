"""What the city does with a recommended proposal. The council's own actions call these."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.lifecycle import SYSTEM
from portal.kit.locking import change_state
from portal.kit.verdict import require

from ..lifecycle import ENDINGS, SECRETARIAT, State
from ..models import AnswerResult, Proposal
from ..permissions import can_convey, can_finish, can_record_answer, can_start
from .acts import record_act, tell_author
from .checking import require_text
from .closing import hold


def convey_proposal(*, proposal: Proposal, actor: Any, letter: str) -> Proposal:
    """Record that the proposal went to the mayor with `letter` (number and date, in words)."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_convey(actor, held))
        letter = require_text("letter", letter)
        was, now = held.state, clock.now()
        change_state(held, to=State.CONVEYED, conveyed_at=now, changed_at=now)
        record_act(held, "convey", was=was, actor=actor, role=SECRETARIAT, note={"letter": letter})
    return held


def record_answer(
    *, proposal: Proposal, actor: Any, result: str, studied_until: date | None = None
) -> Proposal:
    """Record the city's answer: accepted, partly, declined, or studied until a date.

    After *studied* the next answer is recorded with the same call. Raises Refused and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_record_answer(actor, held))
        if result not in AnswerResult.values:
            raise ValidationError({"result": [_("Choose what the city answered.")]})
        if (result == AnswerResult.STUDIED) != (studied_until is not None):
            raise ValidationError(
                {"studied_until": [_("An answer that is still being studied names the day until when.")]}
            )
        was, now = held.state, clock.now()
        verb = "answer_again" if was == State.ANSWERED else "answer"
        change_state(
            held,
            to=State.ANSWERED,
            answered_at=now,
            answer_result=result,
            studied_until=studied_until,
            changed_at=now,
        )
        tell_author(held, "answered", now.isoformat())
        record_act(held, verb, was=was, actor=actor, role=SECRETARIAT, note={"result": result})
    return held


def start_proposal(*, proposal: Proposal) -> Proposal:
    """Start the proposal because its first follow-up opened; nobody moves it by hand."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_start(held))
        was, now = held.state, clock.now()
        change_state(held, to=State.IN_PROGRESS, started_at=now, changed_at=now)
        record_act(held, "start", was=was, actor=None, role=SYSTEM)
    return held


def finish_proposal(*, proposal: Proposal, actor: Any, outcome: str) -> Proposal:
    """Record how it ended, once every follow-up has: `outcome` is one of lifecycle.ENDINGS."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_finish(actor, held))
        if outcome not in ENDINGS:
            raise ValidationError(_("This is no way in which a proposal ends."), code="outcome")
        was, now = held.state, clock.now()
        change_state(held, to=outcome, finished_at=now, changed_at=now)
        record_act(held, "finish", was=was, actor=actor, role=SECRETARIAT)
    return held
