"""A server on this machine and a bounded number of requests to it: how many it answers in a second."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONNECTIONS, WORKERS, SECONDS = 8, 2, 4
READY_WITHIN = 30
OK = 200


@dataclass(frozen=True)
class Traffic:
    """Sends requests to the server that listens on `port` of the loopback interface."""

    port: int

    def rate(self, path: str) -> float:
        """Return how many requests for `path` are answered in a second, by CONNECTIONS at once."""
        self._answered(path, time.monotonic() + 1)
        begun = time.monotonic()
        ends = begun + SECONDS
        counts: list[int] = []
        threads = [
            threading.Thread(target=lambda: counts.append(self._answered(path, ends)))
            for _ in range(CONNECTIONS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return sum(counts) / (time.monotonic() - begun)

    def _answered(self, path: str, ends: float) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        found = 0
        while time.monotonic() < ends:
            connection.request("GET", path, headers={"Accept-Encoding": "identity"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != OK:
                raise RuntimeError(f"{path} was answered with {answer.status}")
            found += 1
        connection.close()
        return found


@contextmanager
def serving() -> Iterator[Traffic]:
    """Serve the portal with gunicorn on a free port until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["gunicorn", "--no-control-socket", "--log-level", "warning", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--worker-class", "gthread", "--threads", "4", "portal.wsgi"]
    server = subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, env=os.environ)
    try:
        _wait_for(port)
        yield Traffic(port)
    finally:
        server.terminate()
        server.wait(timeout=READY_WITHIN)


def _wait_for(port: int) -> None:
    ends = time.monotonic() + READY_WITHIN
    while time.monotonic() < ends:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not answer within {READY_WITHIN} seconds.")
