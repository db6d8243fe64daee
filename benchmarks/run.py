"""`make bench`: makes the databases, measures each, and keeps the lines in benchmarks/results/.

python -m benchmarks.run                            all sizes on both databases
python -m benchmarks.run --sizes 1000 --databases sqlite
"""

import argparse
import subprocess
import sys
import time
from pathlib import Path

from .databases import POSTGRESQL, SQLITE, Database
from .table import table

RESULTS = Path(__file__).parent / "results" / "proposals.jsonl"
# Proposals and their comments; the largest is for PostgreSQL alone.
SIZES = {1_000: 20_000, 10_000: 200_000, 100_000: 1_000_000}
LARGEST_ON_SQLITE = 10_000


def main() -> int:
    """Measure what the command line asks for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", choices=SIZES, default=list(SIZES))
    parser.add_argument("--databases", nargs="+", choices=[SQLITE, POSTGRESQL], default=[SQLITE, POSTGRESQL])
    parser.add_argument("--keep", action="store_true", help="leave the databases as they are afterwards")
    parser.add_argument("--output", type=Path, default=RESULTS)
    options = parser.parse_args()
    lines: list[str] = []
    for engine in options.databases:
        sizes = [size for size in options.sizes if engine == POSTGRESQL or size <= LARGEST_ON_SQLITE]
        base = Database(engine, 0)
        _say(f"{engine}: the demo content")
        base.create()
        for size in sizes:
            lines += _measured(Database(engine, size), keep=options.keep)
        if not options.keep:
            base.drop()
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text("\n".join(lines) + "\n")
    print(table(lines))
    return 0


def _measured(database: Database, *, keep: bool) -> list[str]:
    """Fill and measure one database; return its lines."""
    comments = SIZES[database.rows]
    begun = time.monotonic()
    _say(f"{database.engine}: {database.rows} proposals, {comments} comments")
    database.create()
    database.run("-m", "benchmarks.fill", str(database.rows), str(comments))
    _say(f"filled in {time.monotonic() - begun:.0f} s")
    found = subprocess.run(
        [sys.executable, "-m", "benchmarks.measure"],
        env=database.environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
    )
    if not keep:
        database.drop()
    return found.stdout.strip().splitlines()


def _say(words: str) -> None:
    print(f"· {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
