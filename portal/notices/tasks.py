"""What the worker does for the outbox."""

from django_tasks import task

from portal.kit import heartbeat


@task()
def deliver_notice(notice_id: int) -> None:
    """Send one notice, unless another worker has or had it in hand."""
    from .actions.delivery import deliver

    deliver(notice_id=notice_id)


@task()
def beat() -> None:
    """Leave the sign of life by which /readyz knows that the worker works."""
    heartbeat.beat("worker")
