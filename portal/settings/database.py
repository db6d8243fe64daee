"""SQLite by default, PostgreSQL by DATABASE_URL and nothing else changed."""

import dj_database_url

from .env import DATA_DIR, env

# `IMMEDIATE` takes the write lock when a transaction begins: without it two writers fail at once
# instead of waiting. `synchronous=FULL` because a ballot must survive a power cut.
# `recursive_triggers` because INSERT OR REPLACE would otherwise pass a trigger that forbids deletion.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON;PRAGMA cache_size=-20000;"
    ),
}


def database_settings(url: str) -> dict[str, object]:
    """Return Django's settings for one database address (an URL as dj-database-url reads it)."""
    settings = dict(dj_database_url.parse(url, conn_max_age=600))
    if "sqlite3" in str(settings["ENGINE"]):
        settings["OPTIONS"] = SQLITE_OPTIONS
    else:
        settings["CONN_HEALTH_CHECKS"] = True
    return settings


DATABASES = {
    "default": database_settings(env.str("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"))
}
# Reads open no transaction: with IMMEDIATE every page view would take the write lock.
ATOMIC_REQUESTS = False
