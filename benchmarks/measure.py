"""Measures the cases on one database, in one process, and prints one JSON line for each."""

import json
import os
import platform
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .cases import Request
from .traffic import Traffic, serving

ROOT = Path(__file__).resolve().parents[1]
WARM_UP, TIMES = 5, 60
GOOD = 400


def measure() -> None:
    """Print the results of every case on the database at hand."""
    from proposals.models import Comment, Proposal

    from .cases import cases

    # Milliseconds and queries are those of making a page; the server keeps pages, as a city's does.
    settings.VISITOR_PAGE_SECONDS = 0

    rows, comments = Proposal.objects.count(), Comment.objects.count()
    with serving() as traffic:
        reference = traffic.rate("/bare/")
        for case in cases():
            line = {
                "bench": "proposals",
                "case": case.name,
                "database": connection.vendor,
                "rows": rows,
                "comments": comments,
                **_one(case.prepare(), traffic, case.path),
                "reference_rps": round(reference),
                "commit": _commit(),
                "machine": _machine(),
            }
            print(json.dumps(line), flush=True)


def _one(request: Request, traffic: Traffic, path: str) -> dict[str, Any]:
    """Return the figures of one request: queries, milliseconds, bytes, and requests a second."""
    for _ in range(WARM_UP):
        answer = request()
    if answer.status_code >= GOOD:
        raise SystemExit(f"The request was answered with {answer.status_code}: {path or request}")
    with CaptureQueriesContext(connection) as queries:
        answer = request()
    # Counted now: the next request empties the list.
    count = len(queries)
    elapsed = sorted(_elapsed(request) for _ in range(TIMES))
    return {
        "queries": count,
        "ms": round(statistics.median(elapsed), 2),
        "p99_ms": round(elapsed[int(TIMES * 0.99)], 2),
        "bytes": len(answer.content) or None,
        "rps": round(traffic.rate(path), 1) if path else None,
    }


def _elapsed(request: Request) -> float:
    begun = time.perf_counter()
    request()
    return (time.perf_counter() - begun) * 1000


def _commit() -> str:
    found = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return found.stdout.strip()


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    django.setup()
    measure()
