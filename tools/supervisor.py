"""Runs several processes as one: the end of one is the end of all."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

# How long a process may take to finish what it is doing before it is killed, in seconds.
PATIENCE = 10.0
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class Program:
    """One process to run: a name for people and its command line."""

    name: str
    command: Sequence[str]


class Supervisor:
    """Starts programs, each in a process group of its own, and ends them all together.

    The first one is started alone, so that nothing slows it down; the others follow once it is ready.
    """

    def __init__(self, programs: Sequence[Program], environment: Mapping[str, str]) -> None:
        self._first, *self._others = programs
        self._environment = dict(environment)
        self._running: list[tuple[Program, subprocess.Popen[bytes]]] = []
        self._asked_to_stop = 0

    def run(self, *, is_ready: Callable[[], bool], when_ready: Callable[[], None], within: float) -> int:
        """Run until asked to stop (exit code 0) or until a program ends by itself (exit code 1).

        `is_ready` is asked ten times a second for at most `within` seconds; `when_ready` is then called once.
        """
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            self._start(self._first)
            return self._watch(is_ready, when_ready, time.monotonic() + within)
        finally:
            self._end_all()

    def _watch(self, is_ready: Callable[[], bool], when_ready: Callable[[], None], deadline: float) -> int:
        waiting = True
        while not self._asked_to_stop:
            for program, process in self._running:
                if (code := process.poll()) is not None:
                    _say(
                        f"The {program.name} ended by itself ({_reason(code)}); everything is being stopped."
                    )
                    return 1
            if waiting and is_ready():
                waiting = False
                for program in self._others:
                    self._start(program)
                when_ready()
            elif waiting and time.monotonic() > deadline:
                _say("The site does not answer; everything is being stopped. The lines above say why.")
                return 1
            time.sleep(0.1)
        return 0

    def _start(self, program: Program) -> None:
        if self._asked_to_stop:
            return
        parent = os.getpid()

        def end_with_parent() -> None:
            # On Linux the kernel ends the child when this process is killed without a chance to do it itself.
            with contextlib.suppress(OSError, AttributeError):
                ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os._exit(1)

        process = subprocess.Popen(
            program.command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches the supervisor alone, which ends the others in order
            preexec_fn=end_with_parent,  # noqa: PLW1509 - this process runs no threads
        )
        self._running.append((program, process))

    def _stop(self, _number: int, _frame: object) -> None:
        self._asked_to_stop += 1

    def _end_all(self) -> None:
        for _program, process in self._running:
            _signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        asked = self._asked_to_stop
        # A second Ctrl-C means: at once.
        while time.monotonic() < deadline and self._asked_to_stop <= max(asked, 1):
            if all(process.poll() is not None for _program, process in self._running):
                break
            time.sleep(0.05)
        for _program, process in self._running:
            _signal_group(process, signal.SIGKILL)
            process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Send a signal to a process and whatever it has started; nothing happens when none is left."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _reason(code: int) -> str:
    return f"exit code {code}" if code >= 0 else signal.Signals(-code).name


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
