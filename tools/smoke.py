"""Starts the portal in a fresh clone as a newcomer would, twice, and looks at what they would see.

    .venv/bin/python -m tools.smoke

Tells the times, and fails when the second start takes more than five seconds until the site answers, changes
what people wrote, or leaves a process behind.
"""

import hashlib
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECOND_START_SECONDS = 5.0
SECOND_STARTS = 3
FIRST_START_SECONDS = 900.0
# Tables of the people's own writing; beside them stand sessions, tasks and signs of life, which come and go.
OWN_TABLES = ("kit_holiday", "members_", "record_", "proposals_", "council_", "home_", "wagtailcore_")


class Failure(Exception):  # noqa: N818 - an answer to the person, not an error
    """Something that a newcomer would stumble over."""


def free_port() -> int:
    """Return a port that nobody uses."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, bytes]:
    """Return status and body of a page; status 0 when nobody answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except OSError:
        return 0, b""
    finally:
        connection.close()


class Site:
    """One run of `make start`, in a process group of its own as in a terminal."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self._begun = time.monotonic()
        self._log = folder.parent / "start.log"
        keep = ("PATH", "HOME", "LANG", "PIP_CACHE_DIR", "SSL_CERT_FILE", "PIP_CERT", "PYTHON")
        variables = {name: os.environ[name] for name in keep if name in os.environ}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                ["make", "--no-print-directory", "start", f"PORT={port}"],
                cwd=folder,
                env=variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def output(self) -> str:
        """What the run has printed so far."""
        return self._log.read_text(errors="replace")

    def failure(self, words: str) -> Failure:
        """Return a failure that shows what the run has printed, then says what was wrong."""
        return Failure(f"{self.output}\n{words}")

    def wait(self, seconds: float) -> float:
        """Wait until the home page answers; return how long that took from the start. Raises Failure."""
        while time.monotonic() - self._begun < seconds:
            if self._process.poll() is not None:
                raise self.failure(f"make start ended with exit code {self._process.returncode}")
            status, _body = get(self.port, "/healthz")
            if status == 200:
                return time.monotonic() - self._begun
            time.sleep(0.05)
        raise self.failure(f"no answer after {seconds:.0f} seconds")

    def wait_for_words(self, words: str) -> None:
        """Wait until the run has printed `words`. Raises Failure."""
        deadline = time.monotonic() + 20
        while words not in self.output:
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise self.failure(f"make start never said {words!r}")
            time.sleep(0.05)

    def interrupt(self) -> None:
        """Press Ctrl-C: the whole foreground group gets the signal. Raises Failure when it does not end."""
        os.killpg(self._process.pid, signal.SIGINT)
        try:
            self._process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            raise Failure("Ctrl-C does not end make start within 30 seconds") from None


def processes_in(folder: Path) -> list[str]:
    """Return the command lines of processes whose working folder is inside `folder`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink().is_relative_to(folder):
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue
    return found


def fingerprint(path: Path) -> str:
    """Return a hash over what people wrote in an SQLite database."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in sorted(name for name in names if name.startswith(OWN_TABLES)):
            digest.update(name.encode())
            for row in database.execute(f'SELECT * FROM "{name}" ORDER BY 1'):  # noqa: S608 - names from the file
                digest.update(repr(row).encode())
    return digest.hexdigest()


def try_out(folder: Path) -> None:
    """Start, look, stop; start again, look, stop. Raises Failure."""
    port = free_port()
    first = Site(folder, port)
    print(f"first start: answers after {first.wait(FIRST_START_SECONDS):.1f} s", flush=True)
    first.wait_for_words(f"http://127.0.0.1:{port}/")
    for path in ("/", "/en/", "/usulan/", "/keputusan/", "/admin/login/", "/readyz"):
        status, _body = get(port, path)
        if not 200 <= status < 400:
            raise first.failure(f"{path} answers {status}")
    first.interrupt()
    expect_nothing_left(folder)
    database = folder / "var" / "portal.sqlite3"
    before = fingerprint(database)

    # Other work on a small machine makes one start slow by chance; none of three is fast by chance.
    seconds = min(start_again(folder, port) for _try in range(SECOND_STARTS))
    if fingerprint(database) != before:
        raise Failure("a later start changed what people wrote")
    if seconds > SECOND_START_SECONDS:
        raise Failure(f"every later start took more than {SECOND_START_SECONDS:.0f} seconds")
    print("nothing changed, no process left")


def start_again(folder: Path, port: int) -> float:
    """Start a portal that has nothing new, stop it, and return after how many seconds it answered."""
    site = Site(folder, port)
    seconds = site.wait(FIRST_START_SECONDS)
    print(f"start with nothing new: answers after {seconds:.1f} s", flush=True)
    site.wait_for_words(f"http://127.0.0.1:{port}/")
    site.interrupt()
    expect_nothing_left(folder)
    return seconds


def expect_nothing_left(folder: Path) -> None:
    """Raise Failure when a process still runs in the folder."""
    deadline = time.monotonic() + 5
    while left := processes_in(folder):
        if time.monotonic() > deadline:
            raise Failure("left running:\n" + "\n".join(left))
        time.sleep(0.05)


def main() -> int:
    """Try it out in a temporary clone; return the exit code."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch).resolve() / "portal"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(folder)], check=True)
        try:
            try_out(folder)
        except Failure as failure:
            print(failure, file=sys.stderr)
            return 1
        finally:
            for process in Path("/proc").glob("[0-9]*"):
                _end_if_inside(process, folder)
    return 0


def _end_if_inside(process: Path, folder: Path) -> None:
    """Kill what a failed try left behind in the temporary clone."""
    try:
        if (process / "cwd").readlink().is_relative_to(folder):
            os.kill(int(process.name), signal.SIGKILL)
    except OSError:
        return


if __name__ == "__main__":
    sys.exit(main())
