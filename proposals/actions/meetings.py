"""Attaching the notes of a meeting, hearing or visit, whose attendance counts as heard."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.verdict import require
from portal.members.models import Organisation

from ..models import Attendance, MeetingNotes, Proposal
from ..permissions import acting_role, can_record_meeting
from .acts import record_act
from .checking import require_text
from .closing import hold
from .counts import recount


def record_meeting(
    *,
    proposal: Proposal,
    actor: Any,
    kind: str,
    held_on: date,
    notes: str,
    organisations: Collection[Organisation],
) -> MeetingNotes:
    """Attach public `notes` of a meeting with the verified `organisations` that were present.

    Their elements count as heard. Raises Refused and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_record_meeting(actor, held))
        if kind not in MeetingNotes.Kind.values:
            raise ValidationError({"kind": [_("Choose what it was.")]})
        if held_on > clock.today():
            raise ValidationError({"held_on": [_("This day is still to come. Write the notes afterwards.")]})
        if not organisations or any(one.verified_at is None for one in organisations):
            raise ValidationError(
                {"organisations": [_("Choose the verified organisations that were there.")]}
            )
        made = MeetingNotes.objects.create(
            proposal=held,
            kind=kind,
            held_on=held_on,
            notes=require_text("notes", notes),
            author=actor,
            created_at=clock.now(),
        )
        Attendance.objects.bulk_create(
            Attendance(notes=made, organisation=one, element=one.element) for one in set(organisations)
        )
        recount(held)
        role = acting_role("record_meeting", actor, held)
        note = {"number": made.pk, "kind": kind, "held_on": held_on.isoformat()}
        record_act(held, "record_meeting", was=held.state, actor=actor, role=role, note=note)
    return made
