"""`make bench`: makes the databases, measures each, and keeps the lines in benchmarks/results/.

python -m benchmarks.run                            all sizes on both databases
python -m benchmarks.run --sizes 1000 --databases sqlite
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from .databases import POSTGRESQL, ROOT, SQLITE, Database
from .measure import COMMIT
from .table import table

RESULTS = Path(__file__).parent / "results" / "proposals.jsonl"
# Proposals and their comments; the largest is for PostgreSQL alone.
SIZES = {1_000: 20_000, 10_000: 200_000, 100_000: 1_000_000}
LARGEST_ON_SQLITE = 10_000
BEGUN = time.monotonic()


def main() -> int:
    """Measure what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--databases", nargs="+", choices=[SQLITE, POSTGRESQL], default=[SQLITE, POSTGRESQL])
    parser.add_argument("--keep", action="store_true", help="leave the databases as they are afterwards")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    os.environ[COMMIT] = _commit()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    for engine in options.databases:
        databases = [
            Database(engine, size)
            for size in options.sizes
            if engine == POSTGRESQL or size <= LARGEST_ON_SQLITE
        ]
        _fill(Database(engine, 0), databases)
        # All are there before the first is measured: what the machine does meanwhile is alike for all sizes.
        for database in databases:
            lines += _measured(database)
            # After each, so that what ends too early leaves what it has.
            options.output.write_text("\n".join(lines) + "\n")
        if not options.keep:
            for database in (*databases, Database(engine, 0)):
                database.drop()
    print(table(lines))
    return 0


def _fill(base: Database, databases: list[Database]) -> None:
    """Make the databases, each from `base` with the demo content."""
    _say(f"{base.engine}: the demo content")
    base.create()
    for database in databases:
        _say(f"{database.engine}: {database.rows} proposals, {SIZES[database.rows]} comments")
        database.create()
        database.run("-m", "benchmarks.fill", str(database.rows), str(SIZES[database.rows]))


def _measured(database: Database) -> list[str]:
    """Measure one database; return its lines."""
    _say(f"{database.engine}: measuring {database.rows} proposals")
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.measure"],
        cwd=ROOT,
        env=database.environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    )
    return found.stdout.strip().splitlines()


def _commit() -> str:
    """Return the commit that is measured, with a word when something was changed since."""
    command = ["git", "describe", "--always", "--dirty"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.stdout.strip()


def _say(words: str) -> None:
    """Tell how far it is, with the seconds since the beginning."""
    print(f"· {time.monotonic() - BEGUN:4.0f} s  {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
