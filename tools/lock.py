"""Locks requirements.in and requirements-dev.in with hashes; with --check, tells whether the locks are fresh.

The check resolves again with the existing lock as preference: a release somewhere else does not make it
stale, a changed .in file does.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# In this order: the second includes the lock of the first.
NAMES = ("requirements", "requirements-dev")


def compile_lock(folder: Path, name: str, *, upgrade: bool = False) -> None:
    """Resolve <name>.in into <name>.txt in a folder; versions in the .txt are kept unless `upgrade`."""
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--generate-hashes",
        # 3.11 is the oldest Python that counts: Debian 12's own is 3.11.2.
        "--python-version", "3.11", "--universal",
        "--no-header", "--no-emit-index-url", "--no-emit-find-links",
        *(["--upgrade"] if upgrade else []),
        f"{name}.in", "--output-file", f"{name}.txt",
    ]  # fmt: skip
    subprocess.run(command, cwd=folder, check=True)


def stale() -> list[str]:
    """Return the locks that do not follow from their .in file."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in NAMES:
            for suffix in (".in", ".txt"):
                shutil.copy(ROOT / f"{name}{suffix}", folder)
        for name in NAMES:
            compile_lock(folder, name)
        return [
            f"{name}.txt"
            for name in NAMES
            if (folder / f"{name}.txt").read_bytes() != (ROOT / f"{name}.txt").read_bytes()
        ]


def main(arguments: list[str] | None = None) -> int:
    """Lock, or check the locks; return the exit code."""
    parser = argparse.ArgumentParser(description="Lock the requirements with hashes.")
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a lock is stale")
    parser.add_argument(
        "--upgrade", action="store_true", help="take the newest versions that the .in files allow"
    )
    options = parser.parse_args(arguments)
    try:
        if options.check:
            found = stale()
            print(f"stale: {', '.join(found)}; run make lock" if found else "lock: fresh")
            return 1 if found else 0
        for name in NAMES:
            compile_lock(ROOT, name, upgrade=options.upgrade)
    except subprocess.CalledProcessError:
        print("The requirements could not be resolved; uv says why above.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
