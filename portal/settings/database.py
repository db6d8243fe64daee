"""SQLite by default, PostgreSQL by DATABASE_URL and nothing else changed."""

from typing import cast

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
# PostgreSQL keeps the plan of what a connection sends often. Making the plans of a member's page, fifteen
# queries of up to nine joins, took a fifth of its time. It needs the values apart from the statement.
PREPARE = env.bool("DATABASE_PREPARE", True)
POSTGRESQL_OPTIONS = {"server_side_binding": PREPARE, "prepare_threshold": 5 if PREPARE else None}


def database_settings(url: str) -> dict[str, object]:
    """Return Django's settings for one database address (an URL as dj-database-url reads it)."""
    settings = dict(dj_database_url.parse(url, conn_max_age=600))
    if "sqlite3" in str(settings["ENGINE"]):
        settings["OPTIONS"] = SQLITE_OPTIONS
    else:
        settings["CONN_HEALTH_CHECKS"] = True
        settings["OPTIONS"] = {**POSTGRESQL_OPTIONS, **cast(dict[str, object], settings.get("OPTIONS", {}))}
    return settings


DATABASES = {
    "default": database_settings(env.str("DATABASE_URL", f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"))
}
# Reads open no transaction: with IMMEDIATE every page view would take the write lock.
ATOMIC_REQUESTS = False
