"""Reads the demo texts."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"


@cache
def read(name: str) -> dict[str, Any]:
    """Return what stands in the file `name` (without its ending)."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def proposals() -> list[dict[str, Any]]:
    """Return all proposals, group by group."""
    groups = ("ekonomi", "sosial", "pendidikan", "energi")
    return [proposal for group in groups for proposal in read(f"proposals_{group}")["proposal"]]


def comments_on(key: str) -> list[dict[str, Any]]:
    """Return the comments on the proposal `key`, in the order in which they were written."""
    both = read("comments_open")["comment"] + read("comments_decided")["comment"]
    return [comment for comment in both if comment["on"] == key]
