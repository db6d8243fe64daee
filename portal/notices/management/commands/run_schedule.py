"""Runs the periodic jobs: once, or as a small process that looks once a minute."""

import signal
import threading
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.module_loading import autodiscover_modules

from portal.notices.actions import run_due_jobs

SECONDS_BETWEEN_ROUNDS = 60


class Command(BaseCommand):
    """Several machines may run it: each job is leased to one of them at a time."""

    help = "Runs the periodic jobs that are due, again every minute until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --once for one round."""
        parser.add_argument("--once", action="store_true", help="run what is due now, then end")

    def handle(self, *, once: bool, **options: Any) -> None:
        """Run one round, or rounds until SIGINT or SIGTERM; a job that has begun is finished first."""
        autodiscover_modules("jobs")
        if once:
            for name in run_due_jobs():
                self.stdout.write(name)
            return
        stop = threading.Event()

        def end(number: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGINT, end)
        signal.signal(signal.SIGTERM, end)
        while not stop.is_set():
            close_old_connections()
            self.round()
            stop.wait(SECONDS_BETWEEN_ROUNDS)

    def round(self) -> None:
        """Run what is due; a database that does not answer now is asked again in the next round."""
        try:
            run_due_jobs()
        except Exception as error:  # the process outlives a database that restarts
            self.stderr.write(f"periodic jobs: {type(error).__name__}, trying again in a minute")
