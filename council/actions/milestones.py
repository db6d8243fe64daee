"""The plan of a follow-up (milestones, others involved, funds), what was reached of it, and the evidence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.lifecycle.roles import LIAISON, SECRETARIAT
from council.models import FollowUp, FollowUpEvidence, FollowUpReport, Milestone
from council.models.follow_up import WHOLE
from council.permissions import follow_ups as rules
from portal.kit import clock
from portal.kit.verdict import require
from portal.members import evidence as evidence_rules
from portal.members.models import Organisation

from .fields import need_texts
from .follow_up_steps import locked, record

TITLE_LIMIT = 200
FUNDING_LIMIT = 200
REASON_LIMIT = 1000
MOST_MILESTONES = 12


@dataclass(frozen=True)
class MilestoneLine:
    """One step that the agency plans; `weight` is its share of the whole in per cent."""

    title: str
    weight: int
    due_on: date


def plan_follow_up(
    *,
    follow_up: FollowUp,
    milestones: Sequence[MilestoneLine],
    funding: str,
    others: Collection[Organisation] = (),
    reason: str = "",
    actor: Any,
) -> FollowUp:
    """Plan what is still to be reached, who else takes part and from which funds; replaces the plan so far.

    Milestones that were reached stay as they are; all weights together make 100. A plan that is changed
    needs a `reason`, which is public. Raises Refused, ValidationError at ``milestones``, ``funding`` and
    ``reason``.
    """
    with transaction.atomic():
        _proposal, follow_up = locked(follow_up)
        require(rules.can_plan_follow_up(actor, follow_up))
        standing = list(follow_up.milestones.all())
        reached = [milestone for milestone in standing if milestone.is_reached]
        _check_plan(follow_up, milestones, reached)
        if len(funding.strip()) > FUNDING_LIMIT:
            need_texts({"funding": FUNDING_LIMIT}, {"funding": funding})
        if standing:
            need_texts({"reason": REASON_LIMIT}, {"reason": reason})
        follow_up.milestones.filter(reached_by=None).delete()
        first = max((milestone.position for milestone in reached), default=0) + 1
        Milestone.objects.bulk_create(
            Milestone(
                follow_up=follow_up,
                position=position,
                title=line.title.strip(),
                weight=line.weight,
                due_on=line.due_on,
            )
            for position, line in enumerate(milestones, start=first)
        )
        follow_up.funding = funding.strip()
        follow_up.save(update_fields=["funding"])
        follow_up.others.set(others)
        role = LIAISON if LIAISON in rules.roles_towards(actor, follow_up) else SECRETARIAT
        record(follow_up, "plan", follow_up.state, actor, role, reason=reason.strip())
    return follow_up


def _check_plan(follow_up: FollowUp, lines: Sequence[MilestoneLine], reached: Collection[Milestone]) -> None:
    """Raise ValidationError for lines without title, day or weight, and for weights that do not make 100."""
    if len(lines) + len(reached) > MOST_MILESTONES:
        raise ValidationError(
            {"milestones": _("Plan at most %(count)d milestones.") % {"count": MOST_MILESTONES}}
        )
    for line in lines:
        need_texts({"milestones": TITLE_LIMIT}, {"milestones": line.title})
        if not 1 <= line.weight <= WHOLE:
            raise ValidationError({"milestones": _("A weight is a share between 1 and 100.")})
        # What is late already is planned anew beyond the day that it missed.
        if line.due_on > follow_up.due_on >= clock.today():
            raise ValidationError(
                {"milestones": _("“%(title)s” is planned after the due date.") % {"title": line.title}}
            )
    total = sum(line.weight for line in lines) + sum(milestone.weight for milestone in reached)
    if (lines or reached) and total != WHOLE:
        raise ValidationError(
            {
                "milestones": _("The weights add up to %(total)d. Together they must make 100.")
                % {"total": total}
            }
        )


def share_reached(follow_up: FollowUp, reached: Collection[int]) -> int:
    """Return the share that is done once the milestones of the ids `reached` are too.

    Raises ValidationError when one of them is not an unreached milestone of this follow-up.
    """
    plan = list(follow_up.milestones.all())
    open_ids = {milestone.pk for milestone in plan if not milestone.is_reached}
    if not set(reached) <= open_ids:
        raise ValidationError({"reached": _("This milestone was reached already, or is not in the plan.")})
    return sum(milestone.weight for milestone in plan if milestone.is_reached or milestone.pk in reached)


def keep_evidence(report: FollowUpReport, files: Sequence[Any]) -> None:
    """Store the files that prove `report`; raise ValidationError for what is no evidence."""
    evidence_rules.check_number(files)
    for file in files:
        FollowUpEvidence.objects.create(
            report=report,
            file=file,
            content_type=evidence_rules.check(file),
            size=file.size,
            uploaded_at=clock.now(),
        )
