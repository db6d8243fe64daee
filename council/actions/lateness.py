"""What the clock tells: lateness to agency and secretariat, the quarter's note to the coordinators."""

from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from council.lateness import STAGES, Quarter, note_is_due, stage_of
from council.models import FollowUp, FollowUpReminder
from council.querysets_decisions import proposals_that_lack
from portal.kit import clock
from portal.kit.lifecycle import SYSTEM
from portal.members.models import Affiliation, GroupMembership, User
from portal.members.roles import SECRETARIAT_EDITOR
from portal.notices import notify

from .follow_up_steps import record


def tell_of_lateness() -> int:
    """Tell of every open follow-up whose due date is near or past, once for each stage; return how many.

    Its agency's liaisons hear of every stage, the secretariat's editors of those after the due date. Each
    follow-up is told of in a transaction of its own, so that a crash loses nothing and repeats nothing.
    """
    today = clock.today()
    near = today - timedelta(days=min(stage.days for stage in STAGES))
    due = FollowUp.objects.filter(
        state="open", due_on__lte=near, decision__announcement__isnull=False
    ).select_related("agency", "decision", "proposal")
    told = 0
    for follow_up in due.order_by("pk"):
        stage = stage_of(follow_up.due_on, today)
        if stage is not None and not follow_up.reminders.filter(stage=stage.name).exists():
            told += _tell(follow_up, stage.name, is_late=stage.is_late)
    return told


def _tell(follow_up: FollowUp, stage: str, *, is_late: bool) -> int:
    """Write down that this stage was told and leave the notices; 0 when another process was first."""
    try:
        with transaction.atomic():
            FollowUpReminder.objects.create(follow_up=follow_up, stage=stage, sent_at=clock.now())
            people = [*liaisons_of(follow_up.agency_id), *(editors() if is_late else ())]
            notify(
                event=f"follow_up:{follow_up.pk}:{stage}",
                kind="follow_up.lateness",
                people=people,
                template="council/mail/follow_up_late" if is_late else "council/mail/follow_up_soon",
                context={"follow_up": follow_up, "agency": follow_up.agency.name},
                url=follow_up.get_absolute_url(),
            )
            record(follow_up, "remind", follow_up.state, None, SYSTEM)
    except IntegrityError:
        return 0
    return 1


def liaisons_of(organisation_id: int) -> list[Any]:
    """Return who reports for an agency today."""
    current = (
        Affiliation.objects.current().representing().filter(organisation_id=organisation_id, is_liaison=True)
    )
    return [affiliation.user for affiliation in current.select_related("user").order_by("pk")]


def editors() -> list[Any]:
    """Return the secretariat's editors."""
    return list(User.objects.filter(is_active=True, groups__name=SECRETARIAT_EDITOR).order_by("pk"))


def remind_of_monitoring() -> int:
    """Remind the coordinators of the monitoring note that this quarter lacks; return how many notices."""
    quarter = Quarter.of(clock.today())
    told = 0
    for proposal in proposals_that_lack(note_is_due):
        with transaction.atomic():
            told += len(
                notify(
                    event=f"proposal:{proposal.pk}:monitoring:{quarter.year}-{quarter.number}",
                    kind="monitoring_note.due",
                    people=coordinators_of(proposal.leading_group_id),
                    template="council/mail/monitoring_due",
                    context={"proposal": proposal, "quarter": quarter},
                    url=reverse("council:trail", args=[proposal.pk]),
                )
            )
    return told


def coordinators_of(group_id: int | None) -> list[Any]:
    """Return who coordinates a working group today."""
    active = GroupMembership.objects.active().coordinators().filter(group_id=group_id)
    return [membership.user for membership in active.select_related("user").order_by("pk")]
