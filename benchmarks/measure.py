"""Measures the cases on one database, in one process, and prints one JSON line for each."""

import json
import os
import platform
import statistics
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .cases import Request
from .traffic import Traffic, serving

WARM_UP, COUNTED, TIMES = 5, 3, 60
# run.py tells it: by the time the last database is measured, the results have changed the working tree.
COMMIT = "BENCH_COMMIT"
CPU_INFO = Path("/proc/cpuinfo")
GOOD = 400


def measure() -> None:
    """Print the results of every case on the database at hand."""
    from proposals.models import Comment, Proposal

    from .cases import cases

    # Milliseconds and queries are those of making a page; the server keeps pages, as a city's does.
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.endswith(".VisitorPages")]

    rows, comments = Proposal.objects.count(), Comment.objects.count()
    with serving() as traffic:
        reference = traffic.rate("/bare/")
        for case in cases():
            print(f"  {case.name}", file=sys.stderr, flush=True)
            line = {
                "bench": "proposals",
                "case": case.name,
                "database": connection.vendor,
                "rows": rows,
                "comments": comments,
                **_one(case.prepare(), traffic, case.path),
                "reference_rps": round(reference),
                "commit": os.environ.get(COMMIT, ""),
                "machine": _machine(),
            }
            print(json.dumps(line), flush=True)


def _one(request: Request, traffic: Traffic, path: str) -> dict[str, Any]:
    """Return the figures of one request: queries, milliseconds, bytes, and requests a second."""
    for _ in range(WARM_UP):
        answer = request()
    if answer.status_code >= GOOD:
        raise SystemExit(f"The request was answered with {answer.status_code}: {path or request}")
    # What the process keeps for some seconds is read anew now and then: the least is what a page takes.
    counts = []
    for _ in range(COUNTED):
        with CaptureQueriesContext(connection) as queries:
            answer = request()
        # Counted now: the next request empties the list.
        counts.append(len(queries))
    elapsed = sorted(_elapsed(request) for _ in range(TIMES))
    return {
        "queries": min(counts),
        "ms": round(statistics.median(elapsed), 2),
        "p99_ms": round(elapsed[int(TIMES * 0.99)], 2),
        "bytes": len(answer.content) or None,
        "rps": round(traffic.rate(path), 1) if path else None,
    }


def _elapsed(request: Request) -> float:
    begun = time.perf_counter()
    request()
    return (time.perf_counter() - begun) * 1000


def _machine() -> str:
    """Return what the figures depend on, and nothing that tells whose machine it is."""
    lines = CPU_INFO.read_text().splitlines() if CPU_INFO.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = named[0] if named else platform.machine()
    return f"{os.cpu_count()} cores, {model}, Python {platform.python_version()}"


if __name__ == "__main__":
    # As a process of the server: what it loads, and what it spares the garbage collector.
    import_module("portal.wsgi")
    measure()
