"""Finding a passage in a text as it is stored, from the words that a reader sees, and putting others there.

People quote what they read: without the stars of bold print, the dashes of a list, or the line breaks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from portal.kit.richtext import tidy

# What the stored text holds and the reader does not see: marks of bold, italic and escapes anywhere,
# marks of lists and quotations at the beginning of a line.
_UNSEEN = re.compile(r"(?m)^[ \t]*(?:(?:[-+>]|\d{1,9}[.)])[ \t]+)+|[*_\\]")
_BLANK = " \t\n"
# Rendered text: a tag, an escaped character, or a character that stands for itself.
_TOKEN = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WITHIN_A_LINE = re.compile(r"</?(a|abbr|b|code|em|i|small|span|strong|sub|sup|u)\b")


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
    found = places(text, quote)
    return Found(1, *found[0]) if len(found) == 1 else Found(len(found))


def places(text: str, quote: str) -> list[tuple[int, int]]:
    """Return start and end of every place in `text` where `quote` stands, in reading order.

    Both are given as they are stored or as they are read, as in `locate`.
    """
    seen, at = _seen(text)
    wanted, _at = _seen(quote)
    return [_with_marks(text, at[first], at[last] + 1) for first, last in _all(seen, wanted)]


def replaced(text: str, found: Found, replacement: str) -> str:
    """Return `text` with `replacement` where the passage stands; blanks doubled by a removal are closed."""
    before, after = text[: found.start], text[found.end :]
    if not replacement and before[-1:] in ("*", "_") and before[-1:] == after[:1]:
        # Nothing is left between the marks of bold or italic.
        before, after = before[:-1], after[1:]
    if not replacement and before[-1:] in (" ", "") and after[:1] == " ":
        after = after[1:]
    return tidy(before + replacement + after)


def taken_out(text: str, quote: str, mark: str) -> tuple[str, list[str]]:
    """Return `text` with `mark` wherever `quote` stands, and what stood there each time."""
    left, at, originals = "", 0, []
    for start, end in places(text, quote):
        left += text[at:start] + mark
        originals.append(text[start:end])
        at = end
    return left + text[at:], originals


def replaced_in_html(html: str, quote: str, mark: str) -> str:
    """Return rendered text with `mark` (HTML) wherever `quote`, given as it is read, stands in it.

    Every tag stays, those within the passage behind the mark: what was well formed still is.
    """
    letters: list[str] = []
    at: list[tuple[int, int]] = []
    for token in _TOKEN.finditer(html):
        is_tag = token[0].startswith("<") and len(token[0]) > 1
        letter = " " if is_tag else unescape(token[0])
        if (is_tag and _WITHIN_A_LINE.match(token[0])) or letter in "*_\\":
            continue
        if letter.isspace():
            if not letters or letters[-1] == " ":
                continue
            letter = " "
        for each in letter:
            letters.append(each)
            at.append(token.span())
    seen, (wanted, _at) = "".join(letters), _seen(quote)
    found, end = "", 0
    for first, last in _all(seen, wanted):
        first_place, last_place = at[first][0], at[last][1]
        tags = "".join(_TAG.findall(html[first_place:last_place]))
        found += html[end:first_place] + mark + tags
        end = last_place
    return found + html[end:]


def _all(seen: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of each `wanted` in `seen`, none of which overlap."""
    start = seen.find(wanted) if wanted else -1
    while start >= 0:
        last = start + len(wanted) - 1
        yield start, last
        start = seen.find(wanted, last + 1)


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
