"""Clearing up the task queue: tasks whose worker died, which it does not notice itself, and old results."""

from datetime import timedelta

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.kit import clock

STUCK_AFTER = timedelta(minutes=30)
# A task that killed so many workers is not given to another.
MOST_WORKERS = 3
KEPT = timedelta(days=14)


def forget_old_tasks() -> int:
    """Delete the results of tasks that ended more than KEPT ago; return how many."""
    deleted, _ = DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - KEPT).delete()
    return deleted


def reap_stuck_tasks() -> int:
    """Put tasks that have been running for too long back into the queue, or end them; return how many."""
    stuck = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING, started_at__lte=clock.now() - STUCK_AFTER
    )
    reaped = 0
    for task_result in stuck:
        over = len(task_result.worker_ids) >= MOST_WORKERS
        reaped += stuck.filter(pk=task_result.pk).update(
            status=TaskResultStatus.FAILED if over else TaskResultStatus.READY,
            finished_at=clock.now() if over else None,
        )
    return reaped
