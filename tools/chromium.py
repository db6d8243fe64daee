"""Prints the path of the Chromium that the browser tests drive, or in one line what to do without one."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Return the path of the browser that CHROMIUM names, else of the system's Chromium, else None."""
    if chosen := os.environ.get("CHROMIUM"):
        return shutil.which(chosen)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> int:
    """Return 0 when there is a browser, else 1."""
    if path := find():
        print(path)
        return 0
    print(
        "Chromium is missing. On Debian: sudo apt install chromium; elsewhere: CHROMIUM=/path/to/it",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
