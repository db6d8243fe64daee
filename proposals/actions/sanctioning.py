"""A moderator's decision without a case that waited: the case is written with it, decided from the start."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit import clock

from ..models import Comment, HouseRule, ModerationCase, ModerationDecision, ModerationRules, Proposal

ROLE = "moderator"
MOST_REASON = 2_000


def decide_at_once(
    *,
    kind: str,
    outcome: str,
    proposal: Proposal,
    comment: Comment | None,
    actor: Any,
    rule: HouseRule | None,
    reason: str,
    is_reviewable: bool = True,
) -> ModerationDecision:
    """Write down a decision about the comment, or without one about the text of the locked proposal.

    Its writer may have it reviewed, unless it is nobody's own text. Raises ValidationError by field without
    a house rule in force or a reason.
    """
    faults: dict[str, list[str]] = {}
    if rule is None or not rule.in_force:
        faults["rule"] = [_("Choose the house rule that was broken.")]
    if not (reason := reason.strip()[:MOST_REASON]):
        faults["reason"] = [_("Say why. The person concerned reads it.")]
    if faults:
        raise ValidationError(faults)
    now = clock.now()
    case = ModerationCase.objects.create(
        kind=kind,
        state=ModerationCase.State.DECIDED,
        comment=comment,
        text_of=None if comment else proposal,
        opened_at=now,
        claimed_by=actor,
        claimed_at=now,
    )
    person = case.writer if is_reviewable else None
    days = timedelta(days=ModerationRules.load().review_days)
    return ModerationDecision.objects.create(
        case=case,
        outcome=outcome,
        rule=rule,
        reason=reason,
        person=person,
        decided_by=actor,
        decided_at=now,
        reviewable_until=clock.today() + days if person else None,
    )
