"""Several processes run as one: they end together, and nothing is left behind."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# A program that starts a grandchild and waits; it leaves the numbers of both where the test finds them.
WAITS = """
import os, pathlib, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
pathlib.Path(sys.argv[1]).write_text(f"{os.getpid()} {child.pid}")
time.sleep(120)
"""
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + WAITS


@pytest.fixture
def supervise(tmp_path):
    """Return a function that runs programs (Python source each) under a supervisor of their own."""

    def run(*sources: str, ready: str = "True") -> subprocess.Popen:
        marks = [tmp_path / f"program-{number}" for number in range(len(sources))]
        script = textwrap.dedent(
            f"""
            import os, pathlib, sys
            from tools import supervisor
            supervisor.PATIENCE = 0.5
            marks = {[str(mark) for mark in marks]!r}
            programs = [
                supervisor.Program(f"program {{n}}", [sys.executable, "-c", source, mark])
                for n, (source, mark) in enumerate(zip({list(sources)!r}, marks))
            ]
            sys.exit(supervisor.Supervisor(programs, os.environ).run(
                is_ready=lambda: {ready} and pathlib.Path(marks[0]).exists(),
                when_ready=lambda: print("ready", flush=True), within=5,
            ))
            """
        )
        process = subprocess.Popen(
            [sys.executable, "-c", script],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        process.marks = marks  # type: ignore[attr-defined]
        started.append(process)
        return process

    started: list[subprocess.Popen] = []
    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def wait_until_all_run(process: subprocess.Popen) -> list[int]:
    """Wait until every program has left its numbers; return them."""
    assert process.stdout.readline() == "ready\n"
    for mark in process.marks:  # type: ignore[attr-defined]
        while not (mark.exists() and len(mark.read_text().split()) == 2):
            os.sched_yield()
    return [int(number) for mark in process.marks for number in mark.read_text().split()]  # type: ignore[attr-defined]


def alive(number: int) -> bool:
    """Tell whether a process runs; a zombie that its new parent has not yet taken in does not."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_stop_ends_every_process_and_their_children(supervise, number):
    process = supervise(WAITS, WAITS)
    numbers = wait_until_all_run(process)
    process.send_signal(number)
    assert process.wait(timeout=20) == 0
    assert not [one for one in numbers if alive(one)]


def test_a_process_that_will_not_stop_is_killed(supervise):
    process = supervise(WAITS, STUBBORN)
    numbers = wait_until_all_run(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0
    assert not [one for one in numbers if alive(one)]


def test_the_end_of_one_ends_the_others_with_a_plain_line(supervise):
    process = supervise(WAITS, "import sys; sys.exit(3)")
    _out, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert said == "The program 1 ended by itself (exit code 3); everything is being stopped.\n"
    numbers = [int(number) for number in process.marks[0].read_text().split()]  # type: ignore[attr-defined]
    assert not [one for one in numbers if alive(one)]


def test_a_first_process_that_fails_starts_no_other(supervise):
    process = supervise("raise SystemExit(1)", WAITS)
    _out, said = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "The program 0 ended by itself (exit code 1)" in said
    assert not process.marks[1].exists()  # type: ignore[attr-defined]


def test_a_supervisor_that_is_killed_leaves_no_direct_child(supervise):
    process = supervise(WAITS, WAITS)
    numbers = wait_until_all_run(process)
    process.kill()
    process.wait()
    direct = numbers[::2]
    while any(alive(one) for one in direct):
        os.sched_yield()
    for one in numbers[1::2]:
        os.kill(one, signal.SIGKILL)
