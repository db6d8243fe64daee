"""The nouns of the outbox: notices, and the jobs that run by the clock."""

from .notice import Notice
from .periodic_job import PeriodicJob

__all__ = ["Notice", "PeriodicJob"]
