"""Every write of the outbox and of the schedule."""

from .delivery import deliver
from .due_jobs import run_due_jobs
from .hand_out import hand_out_due
from .outbox import notify
from .rewording import forget_person, reword_waiting

__all__ = ["deliver", "forget_person", "hand_out_due", "notify", "reword_waiting", "run_due_jobs"]
