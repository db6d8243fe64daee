"""Finding a passage in a text as it is stored, from the words that a reader sees, and putting others there.

People quote what they read: without the stars of bold print, the dashes of a list, or the line breaks.
"""

import re
from dataclasses import dataclass

from portal.kit.richtext import tidy

# What the stored text holds and the reader does not see: marks of bold, italic and escapes anywhere,
# marks of lists and quotations at the beginning of a line.
_UNSEEN = re.compile(r"(?m)^[ \t]*(?:(?:[-+>]|\d{1,9}[.)])[ \t]+)+|[*_\\]")
_BLANK = " \t\n"


@dataclass(frozen=True)
class Found:
    """How often a passage stands in a text, and, when it stands there once, where."""

    times: int
    start: int = 0
    end: int = 0

    @property
    def is_unique(self) -> bool:
        """Return whether it stands there exactly once."""
        return self.times == 1


def locate(text: str, quote: str) -> Found:
    """Find `quote` in `text`, both as they are stored or as they are read; places may not overlap."""
    seen, places = _seen(text)
    wanted, _places = _seen(quote)
    if not wanted:
        return Found(0)
    times = seen.count(wanted)
    if times != 1:
        return Found(times)
    first = seen.index(wanted)
    start, end = places[first], places[first + len(wanted) - 1] + 1
    return Found(1, *_with_marks(text, start, end))


def replaced(text: str, found: Found, replacement: str) -> str:
    """Return `text` with `replacement` where the passage stands; blanks doubled by a removal are closed."""
    before, after = text[: found.start], text[found.end :]
    if not replacement and before[-1:] in ("*", "_") and before[-1:] == after[:1]:
        # Nothing is left between the marks of bold or italic.
        before, after = before[:-1], after[1:]
    if not replacement and before[-1:] in (" ", "") and after[:1] == " ":
        after = after[1:]
    return tidy(before + replacement + after)


def _seen(text: str) -> tuple[str, list[int]]:
    """Return `text` as it is read, on one line, and where each character stands in it."""
    unseen = [False] * len(text)
    for match in _UNSEEN.finditer(text):
        for place in range(match.start(), match.end()):
            unseen[place] = text[place] != "\n"
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if unseen[place]:
            continue
        is_blank = letter in _BLANK
        if is_blank and (not letters or letters[-1] == " "):
            continue
        letters.append(" " if is_blank else letter)
        places.append(place)
    while letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters), places


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a place by the mark of bold or italic at its edge, where it holds only one half of a pair."""
    for mark in "*_":
        if text[start:end].count(mark) % 2 == 0:
            continue
        if text[start - 1 : start] == mark:
            start -= 1
        elif text[end : end + 1] == mark:
            end += 1
    return start, end
