"""`make start`: all that a fresh machine needs to show the portal, in one command that may be repeated.

Makes the virtual environment, brings the database and the static files up to date, loads the demo content
into an empty database, and runs web server, background worker and schedule together until Ctrl-C. Work whose
ingredients did not change since the last run is skipped.

The first part runs before anything is installed, so this file uses the standard library only (and what the
lock holds where it says so).
"""

import fcntl
import hashlib
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tools import demo_accounts, environment
from tools.environment import ROOT, Stop
from tools.supervisor import Program, Supervisor

HOST = "127.0.0.1"
DATA_DIR = Path(os.environ.get("DATA_DIR", ROOT / "var")).absolute()
STATE = DATA_DIR / "start.json"
PACKAGES = ("portal", "proposals", "council", "home")
# Below this size an SQLite file is searched for damage page by page; above, only its head is read.
QUICK_CHECK_BYTES = 100_000_000


def main() -> int:
    """Prepare and serve; return the exit code."""
    os.chdir(ROOT)
    try:
        port = read_port(os.environ.get("PORT", "8000"))
        python = environment.ensure(ROOT / "requirements.txt")
        if Path(sys.prefix).resolve() != environment.VENV.resolve():
            # Go on inside the environment: PostgreSQL's driver is there.
            os.execv(python, [str(python), "-m", "tools.start"])
        return start(port)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. `make start` goes on from here.", file=sys.stderr)
        return 130


def start(port: int) -> int:
    """Bring everything up to date and serve on `port` until asked to stop. Raises Stop."""
    # A polite end (SIGTERM) of the preparation is an interruption like Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    url = os.environ.get("DATABASE_URL", "") or f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"
    variables = child_environment(port)
    with alone():
        check_port(port)
        check_database(url)
        prepare(url, variables)
        address = f"http://{HOST}:{port}/"
        supervisor = Supervisor(programs(port), variables)
        return supervisor.run(is_ready=lambda: answers(port), when_ready=lambda: announce(address), within=90)


def programs(port: int) -> list[Program]:
    """Return what runs: the web server first."""
    manage = [sys.executable, str(ROOT / "manage.py")]
    web = [
        sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", f"{HOST}:{port}",
        "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload",
        "--no-control-socket", "--graceful-timeout", "2", "--log-level", "warning",
    ]  # fmt: skip
    return [
        Program("web server", web),
        Program("background worker", [*manage, "db_worker", "--interval", "2", "--no-startup-delay"]),
        Program("schedule", [*manage, "run_schedule"]),
    ]


def child_environment(port: int) -> dict[str, str]:
    """Return the environment of the processes: local settings, whatever another project has exported."""
    variables = dict(os.environ)
    variables["DJANGO_SETTINGS_MODULE"] = "portal.settings.local"
    variables["PYTHONUNBUFFERED"] = "1"
    variables.setdefault("LOG_LEVEL", "WARNING")
    variables.setdefault("SITE_URL", f"http://{HOST}:{port}")
    variables.pop("PYTHONPATH", None)
    return variables


def read_port(text: str) -> int:
    """Return the port that PORT names. Raises Stop."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:
        return int(text)
    raise Stop(
        f"PORT={text} is not a port. Choose a number from 1024 to 65535, for example: make start PORT=8001"
    )


def check_port(port: int) -> None:
    """See that nobody else serves on the port. Raises Stop."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Stop(f"Port {port} needs root. Choose a higher one: make start PORT=8000") from None
        except OSError:
            other = port + 1 if port < 65535 else 8000
            raise Stop(
                f"Port {port} is taken. Stop what runs there, or choose another: make start PORT={other}"
            ) from None


@contextmanager
def alone() -> Iterator[None]:
    """Hold the data folder for this run alone; the lock goes with the process. Raises Stop."""
    try:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        lock = (DATA_DIR / "start.lock").open("w")
    except OSError as error:
        raise Stop(
            f"{DATA_DIR} cannot be written ({error.strerror}). Make it yours, or set DATA_DIR."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Stop(
                "The portal is already running from this folder. Stop it there with Ctrl-C first."
            ) from None
        yield


def check_database(url: str) -> None:
    """See that the database can be read and written. Raises Stop."""
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        check_sqlite(sqlite_path(url))
    elif scheme in {"postgres", "postgresql"}:
        migration_rows(url)
    else:
        raise Stop(
            "DATABASE_URL names no database that the portal knows: postgres://user:password@host:5432/name, "
            "sqlite:////path/to/file, or leave it out."
        )


def check_sqlite(path: Path) -> None:
    """See that an SQLite file, if there is one, is whole and ours to write. Raises Stop."""
    advice = "Move it away (the next start makes a new one), or put a backup in its place."
    try:
        if not path.exists():
            return
        if not path.is_file():
            raise Stop(f"{path} is not a database file. {advice}")
        if not os.access(path, os.R_OK | os.W_OK) or not os.access(path.parent, os.W_OK):
            raise Stop(
                f"{path} cannot be read and written by this account. Change its owner, or set DATA_DIR."
            )
        with closing(sqlite3.connect(path, timeout=20)) as database:
            database.execute("SELECT count(*) FROM sqlite_master")
            if path.stat().st_size < QUICK_CHECK_BYTES:
                (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
                if verdict != "ok":
                    raise Stop(f"The database {path} is damaged. {advice}")
    except sqlite3.OperationalError as error:
        raise Stop(f"The database {path} does not answer ({error}). Is another program holding it?") from None
    except sqlite3.DatabaseError:
        raise Stop(f"The database {path} is damaged or no SQLite file. {advice}") from None
    except OSError as error:
        raise Stop(f"{path} cannot be read ({error.strerror}). Change its owner, or set DATA_DIR.") from None


def sqlite_path(url: str) -> Path:
    """Return the file that an sqlite:/// address names."""
    return (ROOT / url.removeprefix("sqlite:///")).absolute()


def migration_rows(url: str) -> list[tuple[str, str, str]]:
    """Return the migrations that the database has, with their times; none before the first. Raises Stop.

    The times make the list a fingerprint of this very database: another one in its place has other times.
    """
    query = "SELECT app, name, applied FROM django_migrations ORDER BY id"
    if url.startswith("sqlite:"):
        path = sqlite_path(url)
        if not path.exists():
            return []
        with closing(sqlite3.connect(path, timeout=20)) as database:
            try:
                return [tuple(map(str, row)) for row in database.execute(query)]  # type: ignore[misc]
            except sqlite3.OperationalError:
                return []
    import psycopg  # from the lock

    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            (table,) = connection.execute("SELECT to_regclass('django_migrations')").fetchone() or (None,)
            return [tuple(map(str, row)) for row in connection.execute(query)] if table else []  # type: ignore[misc]
    except psycopg.Error as error:
        parts = urlsplit(url)
        reason = (str(error).strip() or type(error).__name__).splitlines()[0].rpartition("failed: ")[2]
        raise Stop(
            f"The database at {parts.hostname}{parts.path} does not answer ({reason}). "
            "Start it, correct DATABASE_URL, or leave DATABASE_URL out to use SQLite."
        ) from None


def prepare(url: str, variables: dict[str, str]) -> None:
    """Do what changed since the last successful run: migrations, demo, static files. Raises Stop."""
    done = _read_state()
    code = _hash_contents(_migration_files())
    static = _hash_listing(_static_files())
    steps = []
    if done.get("migrations") != _hash([code, url, *migration_rows(url)]):
        steps.append("migrate")
    if done.get("static") != static or not (DATA_DIR / "static" / "staticfiles.json").exists():
        steps.append("static")
    if not steps:
        print("· Libraries, database and static files are up to date", flush=True)
        return
    STATE.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tools.prepare", *steps]
    code_of_end = subprocess.run(command, env=variables, check=False).returncode
    if code_of_end in {130, -signal.SIGINT}:
        raise KeyboardInterrupt
    if code_of_end != 0:
        raise Stop(
            "The preparation failed; the lines above say why. Nothing is half done: mend it and try again."
        )
    state = {"migrations": _hash([code, url, *migration_rows(url)]), "static": static}
    partial = STATE.with_suffix(".partial")
    partial.write_text(json.dumps(state))
    partial.replace(STATE)


def _read_state() -> dict[str, str]:
    try:
        state = json.loads(STATE.read_text())
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _migration_files() -> Iterator[Path]:
    # The lock stands for the libraries' migrations.
    yield ROOT / "requirements.txt"
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("migrations/*.py"))


def _static_files() -> Iterator[Path]:
    yield ROOT / "requirements.txt"
    yield ROOT / "portal" / "settings" / "files.py"
    yield from sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    for package in PACKAGES:
        yield from sorted(path for path in (ROOT / package).rglob("static/**/*") if path.is_file())


def _hash_contents(paths: Iterable[Path]) -> str:
    return _hash(
        [(str(path.relative_to(ROOT)), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths]
    )


def _hash_listing(paths: Iterable[Path]) -> str:
    return _hash(
        [(str(path.relative_to(ROOT)), path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    )


def _hash(things: list) -> str:
    return hashlib.sha256(json.dumps(things).encode()).hexdigest()


def answers(port: int) -> bool:
    """Tell whether the site serves its health page."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()


def announce(address: str) -> None:
    """Print the address and the demo accounts."""
    lines = [""]
    if demo_is_on():
        lines += ["Demo accounts, one for each role:", ""]
        lines += [f"  {one.email:<36} {one.role}" for one in demo_accounts.accounts()]
        lines += ["", f"Password of all of them: {demo_accounts.password()}"]
    lines.append(f"The portal runs at {address} (Ctrl-C ends everything)")
    print("\n".join(lines), flush=True)


def demo_is_on() -> bool:
    """Tell whether the demo content is wanted, as the local settings read it: yes, unless DEMO says no."""
    return os.environ.get("DEMO", "true").lower() not in {"false", "f", "0", "no", "n", "off"}


if __name__ == "__main__":
    sys.exit(main())
