"""Opening, extending and reopening the discussion."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import change_state
from portal.kit.verdict import require
from portal.kit.workdays import add_workdays, closing_moment
from portal.members.models import Organisation

from ..heard import heard
from ..lifecycle import State
from ..models import AgencyRequest, Proposal
from ..permissions import acting_role, can_extend, can_open_discussion, can_reopen_discussion, heard_is_unmet
from .acts import record_act, tell_author
from .checking import require_text
from .closing import hold
from .counts import recount

# On what grounds a discussion is reopened.
WORDING_CHANGED = "wording"
NOT_HEARD = "unheard"


def open_discussion(
    *,
    proposal: Proposal,
    actor: Any,
    closes_on: date | None = None,
    agencies: Collection[Organisation] = (),
    no_agency_reason: str = "",
) -> Proposal:
    """Open the discussion until the end of `closes_on` (default: the rules' days from today).

    `agencies` that would carry it out are thereby asked; without any, `no_agency_reason` says why. A
    closing on a day off moves on to the next working day. Raises Refused and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_open_discussion(actor, held))
        rules = held.rules
        day = closes_on or clock.today() + timedelta(days=rules.discussion_days)
        require_days(day, rules.discussion_days_min, rules.discussion_days_max)
        _require_agencies(agencies, no_agency_reason)
        now = clock.now()
        for agency in agencies:
            AgencyRequest.objects.get_or_create(
                proposal=held,
                organisation=agency,
                defaults={
                    "asked_at": now,
                    "asked_by": actor,
                    "due_on": add_workdays(clock.today(), rules.agency_silence_workdays),
                },
            )
        role, was = acting_role("open_discussion", actor, held), held.state
        change_state(
            held,
            to=State.DISCUSSION,
            opened_at=now,
            closes_at=closing_moment(day),
            no_agency_reason="" if agencies else no_agency_reason.strip(),
            changed_at=now,
        )
        recount(held)
        tell_author(held, "opened", held.public_version.number)
        record_act(held, "open_discussion", was=was, actor=actor, role=role, note=_closing_note(held))
    return held


def extend_discussion(*, proposal: Proposal, actor: Any, closes_on: date, reason: str) -> Proposal:
    """Let the discussion run on until the end of `closes_on`, once, for a public `reason`.

    It must be later than the closing, by no more days than the rules allow. Raises Refused and
    ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_extend(actor, held))
        reason = require_text("reason", reason)
        role, closing = acting_role("extend", actor, held), held.closing
        _require_extension(closing_day(held), closes_on, held.rules.extension_days_max)
        change_state(
            held,
            to=State.DISCUSSION,
            closes_at=closing_moment(closes_on),
            extended=True,
            changed_at=clock.now(),
        )
        tell_author(held, "extended", held.closing.isoformat(), reason=reason)
        record_act(
            held,
            "extend",
            was=State.DISCUSSION,
            actor=actor,
            role=role,
            reason=reason,
            note={"before": closing.isoformat(), **_closing_note(held)},
        )
    return held


def closing_day(proposal: Proposal) -> date:
    """Return the day, in the city's time, on which the discussion closes."""
    return clock.day_of(proposal.closing)


def reopen_discussion(
    *, proposal: Proposal, actor: Any, closes_on: date, ground: str, reason: str
) -> Proposal:
    """Open a closed discussion again until the end of `closes_on`, on one of two grounds.

    `ground` is WORDING_CHANGED or NOT_HEARD; the latter is checked. Raises Refused and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_reopen_discussion(actor, held))
        if ground not in (WORDING_CHANGED, NOT_HEARD):
            raise ValidationError({"ground": [_("Choose one of the grounds.")]})
        if ground == NOT_HEARD:
            require(heard_is_unmet(held, heard(held)))
        reason = require_text("reason", reason)
        require_days(closes_on, held.rules.reopen_days_min, held.rules.discussion_days_max)
        role, was = acting_role("reopen_discussion", actor, held), held.state
        change_state(
            held,
            to=State.DISCUSSION,
            closes_at=closing_moment(closes_on),
            formulation_due_on=None,
            changed_at=clock.now(),
        )
        record_act(
            held,
            "reopen_discussion",
            was=was,
            actor=actor,
            role=role,
            reason=reason,
            note={"ground": ground, **_closing_note(held)},
        )
    return held


def require_days(day: date, least: int, most: int) -> None:
    """Raise ValidationError unless `day` is `least` to `most` days away from today."""
    days = (day - clock.today()).days
    if not least <= days <= most:
        raise ValidationError(
            {
                "closes_on": [
                    _("The discussion stays open for %(least)d to %(most)d days; this would be %(days)d.")
                    % {"least": least, "most": most, "days": days}
                ]
            }
        )


def _require_extension(closing: date, day: date, most: int) -> None:
    days = (day - closing).days
    if not 1 <= days <= most:
        raise ValidationError(
            {
                "closes_on": [
                    _(
                        "An extension is 1 to %(most)d days beyond the present closing; "
                        "this would be %(days)d."
                    )
                    % {"most": most, "days": days}
                ]
            }
        )


def _require_agencies(agencies: Collection[Organisation], no_agency_reason: str) -> None:
    if any(not agency.kind.is_agency or agency.verified_at is None for agency in agencies):
        raise ValidationError({"agencies": [_("Choose verified city agencies only.")]})
    if not agencies and not no_agency_reason.strip():
        raise ValidationError(
            {"no_agency_reason": [_("Name the agency that would carry it out, or say why there is none.")]}
        )


def _closing_note(held: Proposal) -> dict[str, str]:
    return {"closes_at": held.closing.isoformat()}
