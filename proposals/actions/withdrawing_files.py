"""Taking a file out of sight: in a picture or a paper nothing can be blacked out, so it goes as a whole."""

from typing import Any

from django.db import transaction

from portal import notices, record
from portal.kit.locking import lock
from portal.kit.verdict import require

from ..models import Attachment, HouseRule, ModerationCase, ModerationDecision
from ..models.moderation import Outcome
from ..permissions import can_withdraw_file
from ..recording import KIND
from .closing import hold
from .sanctioning import ROLE, decide_at_once


def withdraw_file(
    *, attachment: Attachment, actor: Any, rule: HouseRule | None, reason: str
) -> ModerationDecision:
    """Withdraw an attachment from every version that holds it; what it was called stays, with rule and date.

    The file is kept for staff. The authors are told `rule` and `reason` and can have it reviewed. Raises
    Refused, and ValidationError by field.
    """
    with transaction.atomic():
        held = hold(attachment.proposal)
        found = lock(attachment)
        found.proposal = held
        require(can_withdraw_file(actor, found))
        decision = decide_at_once(
            kind=ModerationCase.Kind.WITHDRAWAL,
            outcome=Outcome.WITHDRAW,
            proposal=held,
            comment=None,
            actor=actor,
            rule=rule,
            reason=reason,
        )
        found.withdrawal = decision
        found.save(update_fields=["withdrawal"])
        people = [decision.person] if decision.person else []
        notices.notify(
            event=f"file_withdrawn:{decision.pk}",
            kind="moderation.decided",
            people=[*people, *(one.person for one in held.co_writers)],
            template="proposals/mail/file_withdrawn",
            context={"decision": decision, "attachment": found, "proposal": held},
            url=decision.get_absolute_url(),
        )
        record.act(
            subject_kind=KIND,
            subject_id=held.pk,
            verb="withdraw_file",
            actor=actor,
            actor_role=ROLE,
            note={"attachment": found.pk, "rule": rule.number if rule else 0, "sha256": found.sha256},
        )
    return decision


def put_file_back(decision: ModerationDecision) -> int:
    """Show a file again after a review; return its number. The act is the caller's."""
    found = lock(Attachment.objects.get(withdrawal=decision))
    found.withdrawal = None
    found.save(update_fields=["withdrawal"])
    return found.pk
