"""What the outbox and the task queue need done by the clock."""

from portal.kit.once import forget_old_keys

from .actions.hand_out import hand_out_due
from .actions.tidy_tasks import forget_old_tasks, reap_stuck_tasks
from .schedule import every
from .tasks import beat


@every(minutes=1)
def ask_the_worker_for_a_sign_of_life() -> None:
    """Enqueue a task that only says that the worker is there."""
    beat.enqueue()


@every(minutes=1)
def send_notices_again() -> None:
    """Hand the notices whose next attempt is due to the worker."""
    hand_out_due()


@every(minutes=5)
def free_stuck_tasks() -> None:
    """Put the tasks of dead workers back into the queue."""
    reap_stuck_tasks()


@every(minutes=60)
def forget_keys_of_sent_forms() -> None:
    """Delete the keys by which a form sent twice is known; they serve for a day."""
    forget_old_keys()


@every(minutes=24 * 60)
def forget_finished_tasks() -> None:
    """Delete the results of tasks that ended two weeks ago."""
    forget_old_tasks()
