"""Two texts of one proposal that were written at the same time: what differs, and one made of both. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Manager

from portal.kit import wording
from portal.kit.richtext import tidy

from .diff import Comparison, compare
from .models import PARTS
from .models.version import part_label

# What a person takes for one part: what stands in this window, what is saved, or one below the other.
MINE = "mine"
OTHER = "other"
BOTH = "both"
KEEPS = frozenset({MINE, OTHER, BOTH})
WORDS = ("title", "summary", *PARTS)
# One line has no place for two texts.
JOINABLE = frozenset({"summary", *PARTS})


@dataclass(frozen=True)
class Difference:
    """One part that differs; `comparison` tells words apart, facts are shown as they are."""

    name: str
    label: str
    saved: str
    typed: str
    comparison: Comparison | None
    joinable: bool


def differences(saved: Any, typed: Mapping[str, Any]) -> list[Difference]:
    """Return, part by part, where `typed` (as the actions take it) differs from a draft or a version."""
    found = []
    for name, value in typed.items():
        if not hasattr(saved, name):
            continue
        there = value_of(saved, name)
        if name in WORDS:
            comparison = compare(there, value or "")
            if comparison.changed:
                found.append(
                    Difference(name, part_label(name), there, value or "", comparison, name in JOINABLE)
                )
        elif _same(there) != _same(value):
            label = str(saved._meta.get_field(name).verbose_name)
            found.append(
                Difference(name, label, _shown(saved, name, there), _shown(saved, name, value), None, False)
            )
    return found


def combine(
    saved: Any, typed: Mapping[str, Any], keep: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return one text of two as `keep` says part by part, and the words that were not taken, by part.

    What `keep` does not name stays as typed.
    """
    text, dropped = dict(typed), {}
    for difference in differences(saved, typed):
        name = difference.name
        choice = keep.get(name, MINE)
        if choice == OTHER:
            text[name] = value_of(saved, name)
        elif choice == BOTH and difference.joinable:
            text[name] = f"{tidy(difference.typed)}\n\n{tidy(difference.saved)}".strip()
            continue
        lost = difference.typed if choice == OTHER else difference.saved
        if name in WORDS and tidy(lost):
            dropped[name] = lost
    return text, dropped


def value_of(saved: Any, name: str) -> Any:
    """Return a part of a draft or a version as the actions take it: several things as a list."""
    value = getattr(saved, name)
    return list(value.all()) if isinstance(value, Manager) else value


def _same(value: Any) -> Any:
    """Return what two values are compared by: several things in any order, nothing as nothing."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return sorted(str(thing) for thing in value)
    return value or None


def _shown(saved: Any, name: str, value: Any) -> str:
    """Return a fact in words."""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(thing) for thing in value)
    if name == "cost_estimate":
        return wording.rupiah(value)
    choices = dict(getattr(saved._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, "" if value is None else value))
