"""`make bench-table`: the kept results side by side, one line a case, one column a database and size."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

FIGURES = ("queries", "ms", "p99_ms", "bytes", "rps")


def table(lines: Iterable[str]) -> str:
    """Return the results as text; `ratio` is the median at the largest size by that at the smallest."""
    results = [json.loads(line) for line in lines if line.strip()]
    rows: list[list[str]] = [["database", "case", "proposals", *FIGURES, "bare rps", "ratio"]]
    for result in results:
        smallest = next(
            other
            for other in results
            if (other["database"], other["case"]) == (result["database"], result["case"])
        )
        figures = ["-" if result[name] is None else str(result[name]) for name in FIGURES]
        ratio = result["ms"] / smallest["ms"]
        case = [result["database"], result["case"], str(result["rows"])]
        rows.append([*case, *figures, str(result["reference_rps"]), f"{ratio:.2f}"])
    rows[1:] = sorted(rows[1:], key=lambda row: (row[0], row[1], int(row[2])))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


if __name__ == "__main__":
    folder = Path(__file__).parent / "results"
    for file in sorted(folder.glob("*.jsonl")):
        sys.stdout.write(f"{file.name}\n{table(file.read_text().splitlines())}\n\n")
