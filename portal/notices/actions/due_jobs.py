"""Running the periodic jobs that are due, each on one machine only."""

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from portal.kit import clock, heartbeat

from .. import schedule
from ..models import PeriodicJob

# A job that has not come back after so long has died with its process; another machine may take it.
LEASE = timedelta(hours=1)

logger = logging.getLogger(__name__)


def run_due_jobs() -> list[str]:
    """Run every job that is due and that no other process has in hand; return the names of those run.

    A job that raises is logged and tried again at its next turn; the others run all the same.
    """
    heartbeat.beat("schedule")
    return [job.name for job in schedule.jobs() if _run_if_due(job)]


def _run_if_due(job: schedule.Job) -> bool:
    """Take the lease and run the job; return False when it is not due or somebody else has it."""
    lease = _take(job)
    if lease is None:
        return False
    error = ""
    try:
        job.run()
    except Exception as exception:  # whatever a job does wrong must not stop the others
        logger.exception("periodic job %s failed", job.name)
        error = type(exception).__name__
    # Guarded by our own lease: one that ran out may be in other hands by now.
    PeriodicJob.objects.filter(name=job.name, leased_until=lease).update(
        leased_until=None, finished_at=clock.now(), last_error=error
    )
    return True


def _take(job: schedule.Job) -> datetime | None:
    """Return until when the job is ours, or None."""
    moment = clock.now()
    row, _ = PeriodicJob.objects.get_or_create(name=job.name, defaults={"due_at": moment})
    if row.due_at > moment:
        # Asked without writing: on SQLite even an update that finds nothing takes the write lock.
        return None
    lease = moment + LEASE
    free = Q(leased_until=None) | Q(leased_until__lte=moment)
    taken = PeriodicJob.objects.filter(free, name=job.name, due_at__lte=moment).update(
        leased_until=lease, due_at=moment + job.interval, started_at=moment
    )
    return lease if taken else None
