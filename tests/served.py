"""The portal as it is served: two processes of gunicorn on the test's database; people send them forms.

Each server is a process of its own, as on two machines. The sockets are opened here and handed on, so
that nobody waits for a port: what is sent early waits in the queue until the server takes it.
"""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from portal.kit.forms import new_key
from tests.signing import sign_in

HOST = "127.0.0.1"
THREADS = 12
# A full machine may take its time to start two servers and to answer two hundred forms.
PATIENCE_SECONDS = 240
CSRF_TOKEN = "c" * 32
ENDS_WITHIN_SECONDS = 20


@dataclass(frozen=True)
class Answer:
    """What a server answered to one form, and between which moments."""

    status: int
    address: str
    sent_at: datetime
    answered_at: datetime


@contextmanager
def two_servers(folder: Path) -> Iterator[list[int]]:
    """Serve the portal from two processes and give their ports; their log is shown when one ends early."""
    with ExitStack() as stack:
        servers = [stack.enter_context(_server(folder / f"server-{place}.log")) for place in (1, 2)]
        yield [port for _process, port in servers]
        for process, _port in servers:
            assert process.poll() is None, "a server ended by itself"


@contextmanager
def _server(log: Path) -> Iterator[tuple[subprocess.Popen, int]]:
    """Start one gunicorn with one worker of several threads, on a socket of ours; end it afterwards."""
    with socket.create_server((HOST, 0), backlog=512) as listener, log.open("wb") as output:
        command = [
            *(sys.executable, "-m", "gunicorn", "portal.wsgi:application"),
            *("--bind", f"fd://{listener.fileno()}", "--workers", "1", "--threads", str(THREADS)),
            *("--timeout", str(PATIENCE_SECONDS), "--graceful-timeout", "5", "--log-level", "warning"),
            "--no-control-socket",
        ]
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": _database(), "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process, listener.getsockname()[1]
        finally:
            process.terminate()
            try:
                process.wait(ENDS_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    if process.returncode not in (0, -15):
        sys.stderr.write(log.read_text())


def _database() -> str:
    """Return the address of the database that the tests use."""
    found = connection.settings_dict
    user, password = (quote(str(found[name] or ""), safe="") for name in ("USER", "PASSWORD"))
    login = f"{user}:{password}" if password else user
    return f"postgres://{login}@{found['HOST']}:{found['PORT']}/{quote(found['NAME'])}"


class Window:
    """One open window of somebody who is signed in: it sends forms to one of the servers."""

    def __init__(self, port: int, user) -> None:
        self.port = port
        client = Client()
        sign_in(client, user)
        self.cookie = f"sessionid={client.cookies['sessionid'].value}; csrftoken={CSRF_TOKEN}"

    def send(self, path: str, **fields: str) -> Answer:
        """Send a form and return the answer; what it leads to is not fetched."""
        sent = {**fields, "form_key": new_key(), "csrfmiddlewaretoken": CSRF_TOKEN}
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        line = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE_SECONDS)
        try:
            begun = datetime.now(UTC)
            line.request("POST", path, urlencode(sent), headers)
            answer = line.getresponse()
            answer.read()
            return Answer(answer.status, answer.getheader("Location", ""), begun, datetime.now(UTC))
        finally:
            line.close()
