"""Tells whether the PostgreSQL server that DATABASE_URL names answers, or in one line what to do."""

import os
import sys
from urllib.parse import urlsplit

import psycopg


def main() -> int:
    """Return 0 when the server answers, else 1."""
    url = os.environ.get("DATABASE_URL", "")
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        print("DATABASE_URL names no PostgreSQL server (postgres://user@host:port/name).", file=sys.stderr)
        return 1
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error:
        print(
            f"No PostgreSQL server answers at {parts.hostname}:{parts.port or 5432}{parts.path}. "
            "Start one, or name another in DATABASE_URL.",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
