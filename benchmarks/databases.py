"""The databases that are measured: one per engine and size, made from one with the demo content."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "benchmarks"
POSTGRESQL, SQLITE = "postgresql", "sqlite"


@dataclass(frozen=True)
class Database:
    """One database to measure, `rows` proposals large; 0 is the one with the demo content alone."""

    engine: str
    rows: int

    @property
    def name(self) -> str:
        """Return the name on the server, or of the file."""
        return f"portal_bench_{self.rows}"

    @property
    def url(self) -> str:
        """Return the address as DATABASE_URL takes it."""
        if self.engine == SQLITE:
            return f"sqlite:///{FOLDER / self.name}.sqlite3"
        return _server()._replace(path=f"/{self.name}").geturl()

    def create(self) -> None:
        """Make it anew: with the demo content, or as a copy of the one that has it."""
        FOLDER.mkdir(parents=True, exist_ok=True)
        base = Database(self.engine, 0)
        if self.engine == SQLITE:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{FOLDER / self.name}.sqlite3{suffix}").unlink(missing_ok=True)
            if self.rows:
                shutil.copy(FOLDER / f"{base.name}.sqlite3", FOLDER / f"{self.name}.sqlite3")
        else:
            self.drop()
            template = base.name if self.rows else "template1"
            _on_server(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(self.name), sql.Identifier(template)
                )
            )
        if not self.rows:
            self.run("manage.py", "migrate", "--verbosity", "0")
            self.run("manage.py", "createcachetable", "--verbosity", "0")
            self.run("manage.py", "load_demo")
            self.run("manage.py", "collectstatic", "--no-input", "--verbosity", "0")

    def drop(self) -> None:
        """Remove it, if it is there."""
        if self.engine == SQLITE:
            for file in FOLDER.glob(f"{self.name}.sqlite3*"):
                file.unlink()
        else:
            _on_server(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(self.name)))

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment in which the portal uses this database."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "DATABASE_URL": self.url,
            "DATA_DIR": str(FOLDER),
        }

    def run(self, *arguments: str) -> None:
        """Run Python with `arguments` on this database; raise CalledProcessError when it fails."""
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True)


def _server() -> SplitResult:
    return urlsplit(os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/postgres")


def _on_server(statement: sql.Composed) -> None:
    with psycopg.connect(_server().geturl(), autocommit=True) as connection:
        connection.execute(statement)
