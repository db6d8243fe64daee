"""The list of periodic jobs. An app names its jobs in its module `jobs.py`, which `run_schedule` imports."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Job:
    """A function without arguments, run at most once per `interval` on all machines together."""

    name: str
    interval: timedelta
    run: Callable[[], object]


_jobs: dict[str, Job] = {}


def every(*, minutes: int) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Return a decorator that puts a function on the schedule, to run every so many minutes.

    The function must bear being run late, twice, or after a crash in the middle: it looks up what is
    due and moves each thing in a transaction of its own.
    """
    if minutes < 1:
        raise ValueError("the schedule looks once a minute")

    def put_on(function: Callable[[], object]) -> Callable[[], object]:
        name = f"{function.__module__}.{function.__qualname__}"
        _jobs[name] = Job(name, timedelta(minutes=minutes), function)
        return function

    return put_on


def jobs() -> list[Job]:
    """Return every job, by name."""
    return [_jobs[name] for name in sorted(_jobs)]
