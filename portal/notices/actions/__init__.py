"""Every write of the outbox and of the schedule."""

from .delivery import deliver
from .due_jobs import run_due_jobs
from .hand_out import hand_out_due
from .outbox import notify

__all__ = ["deliver", "hand_out_due", "notify", "run_due_jobs"]
