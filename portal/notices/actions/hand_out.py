"""Handing notices to the worker that are due again: put off, lost, or left by a worker that died."""

from django.db import transaction

from portal.kit import clock

from ..models import Notice
from ..tasks import deliver_notice
from .outbox import RECOVER_AFTER

# So many in one round: a mail server that was away for a day is not buried when it returns.
AT_ONCE = 500


def hand_out_due() -> int:
    """Enqueue every notice whose next attempt is due and return how many."""
    moment = clock.now()
    waiting = [Notice.State.QUEUED, Notice.State.SENDING]
    due = Notice.objects.filter(next_try_at__lte=moment, state__in=waiting).order_by("next_try_at", "id")
    handed_out = 0
    for notice_id in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            claimed = due.filter(pk=notice_id).update(
                state=Notice.State.QUEUED, next_try_at=moment + RECOVER_AFTER
            )
            if claimed:
                deliver_notice.enqueue(notice_id)
        handed_out += claimed
    return handed_out
