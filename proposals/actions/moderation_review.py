"""Having a moderator's decision looked at again: asked for once, decided by somebody else."""

from typing import Any

from django.db import transaction

from portal import record
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require

from ..models import ModerationCase, ModerationDecision
from ..permissions import can_ask_review
from .checking import require_text

MOST_STATEMENT = 2_000


def ask_review(*, decision: ModerationDecision, actor: Any, statement: str) -> ModerationCase:
    """Put the decision into the queue once more, with what its person says about it.

    Whoever made it does not decide again. Raises Refused, ValidationError without a statement.
    """
    with transaction.atomic():
        held = lock(decision)
        require(can_ask_review(actor, held))
        case = ModerationCase.objects.create(
            kind=ModerationCase.Kind.REVIEW,
            comment=held.case.comment,
            text_of=held.case.text_of,
            reviewed=held,
            statement=require_text("statement", statement)[:MOST_STATEMENT],
            opened_at=clock.now(),
        )
        kind, number = case.subject
        record.act(
            subject_kind=kind,
            subject_id=number,
            verb="ask_review",
            actor=actor,
            actor_role="author",
            note={"proposal": case.proposal.pk},
            public=False,
        )
    return case
