"""The check of a submitted proposal: sent back to be completed, or not forwarded."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import change_state
from portal.kit.verdict import require

from ..lifecycle import State
from ..lineage import end_request
from ..models import Draft, NotForwarded, Proposal
from ..permissions import acting_role, can_not_forward, can_send_back
from .acts import record_act, tell_author
from .closing import hold
from .versions import text_of


def send_back(*, proposal: Proposal, actor: Any, reason: str) -> Proposal:
    """Give the proposal back to its author, saying publicly what is incomplete."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_send_back(actor, held))
        reason = require_text("reason", reason)
        role, was = acting_role("send_back", actor, held), held.state
        _restore_draft(held)
        end_request(held)
        change_state(held, to=State.DRAFT, changed_at=clock.now())
        tell_author(held, "sent_back", held.public_version.number, reason=reason)
        record_act(held, "send_back", was=was, actor=actor, role=role, reason=reason)
    return held


def not_forward(*, proposal: Proposal, actor: Any, category: str, reason: str, direction: str) -> Proposal:
    """End the proposal's way here: say on which ground, why, and where its author can go."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_not_forward(actor, held))
        if category not in NotForwarded.Category.values:
            raise ValidationError({"category": [_("Choose one of the grounds.")]})
        reason = require_text("reason", reason)
        direction = require_text("direction", direction)
        role, was = acting_role("not_forward", actor, held), held.state
        NotForwarded.objects.create(
            proposal=held,
            category=category,
            reason=reason,
            direction=direction,
            decided_by=actor,
            decided_at=clock.now(),
        )
        end_request(held)
        change_state(held, to=State.NOT_FORWARDED, changed_at=clock.now())
        record_act(
            held, "not_forward", was=was, actor=actor, role=role, reason=reason, note={"category": category}
        )
    return held


def require_text(name: str, text: str) -> str:
    """Return `text` without surrounding blanks; raise ValidationError at `name` when nothing is left."""
    if not (text := text.strip()):
        raise ValidationError({name: [_("This is still empty. Everybody will read it.")]})
    return text


def _restore_draft(held: Proposal) -> None:
    """Fill the draft anew from what was submitted: that is what the author goes on with."""
    version = held.public_version
    draft = Draft.objects.get(proposal=held)
    for name, value in text_of(version).items():
        setattr(draft, name, value)
    draft.leading_group = held.leading_group
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save()
    draft.areas.set(version.areas.all())
    draft.groups.set(held.groups.all())
    kept = version.attachments.values("pk")
    held.attachments.filter(pk__in=kept).update(in_draft=True)
    held.attachments.exclude(pk__in=kept).update(in_draft=False)
