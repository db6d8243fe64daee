"""Makes the PDF of a sheet: A4, tagged, PDF/A-2a and PDF/UA-1, with the same bytes for the same sheet."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from .tree import REPLACEMENT, fit, read

FOLDER = Path(__file__).parent
STANDARDS: list[Any] = ["a-2a", "ua-1"]
# typst names each piece of text that no font of ours can draw (an emoji, a rare script).
_UNDRAWABLE = re.compile(r'the text `"(.*?)"` could not be displayed')
_COUNT = re.compile(rb"/Type/Pages/Count (\d+)")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# Each attempt removes everything that was named; what a replacement uncovers comes in the next.
ATTEMPTS = 4


class SheetError(RuntimeError):
    """A sheet that cannot be made; the message says what typst found wrong."""


@dataclass(frozen=True)
class Sheet:
    """All that one PDF shows.

    `parts` are pieces of HTML, each beginning on a page of its own. `letterhead` is HTML too. `number`
    stands in the header of every page, `address` is the web address that the code on the first page
    leads to, `notice` the line beneath the letterhead. `made_at` becomes the file's date.
    """

    title: str
    number: str
    letterhead: str
    parts: tuple[str, ...]
    address: str
    notice: str
    made_at: datetime
    author: str = ""
    draft_mark: str = ""
    landscape: bool = False

    def data(self, base: str) -> dict[str, Any]:
        """Return the sheet as plain data; links that begin with a slash are led on from `base`."""
        return {
            "title": fit(self.title),
            "author": fit(self.author),
            "number": fit(self.number),
            "letterhead": read(self.letterhead, base),
            "parts": [read(part, base) for part in self.parts],
            "address": self.address,
            "address_words": fit(self.address.partition("://")[2].rstrip("/")),
            "notice": fit(self.notice),
            "draft_mark": fit(self.draft_mark),
            "landscape": self.landscape,
            "qr": segno.make(self.address, error="m", micro=False).svg_inline(border=0)
            if self.address
            else "",
            "date": [self.made_at.year, self.made_at.month, self.made_at.day],
        }


def make(sheet: Sheet, *, base: str) -> bytes:
    """Return the PDF of `sheet`; raise SheetError when typst warns or fails.

    A character that no font of ours has stands as U+FFFD in the file, never as nothing: the page at
    `address` shows it.
    """
    data = sheet.data(base)
    for _attempt in range(ATTEMPTS):
        try:
            return _compile(data, sheet.made_at)
        except typst.TypstError as error:
            missing = _undrawable(error.diagnostic)
            if not missing:
                raise SheetError(error.diagnostic) from error
            data = _without(data, missing)
    raise SheetError("the sheet holds characters that cannot be drawn")


def _compile(data: dict[str, Any], made_at: datetime) -> bytes:
    """Return the compiled file; a warning (a missing font) is an error here."""
    made, warnings = typst.compile_with_warnings(
        _template(),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"sheet": json.dumps(data, ensure_ascii=False), "mark": _mark()},
        pdf_standards=STANDARDS,
        timestamp=int(made_at.timestamp()),
    )
    if warnings:
        raise SheetError("; ".join(warning.message for warning in warnings))
    return made


def page_count(made: bytes) -> int:
    """Return how many pages a PDF of ours has."""
    found = _COUNT.search(made)
    return int(found.group(1)) if found else 0


@cache
def _template() -> bytes:
    return (FOLDER / "sheet.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Return our letters, and behind them those that typst brings along for rarer characters."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER / "fonts")])


@cache
def _mark() -> str:
    """Return the drawing that stands in every letterhead."""
    return (FOLDER / "mark.svg").read_text()


def _undrawable(diagnostic: str) -> frozenset[str]:
    """Return the characters that typst could not draw."""
    texts = (
        _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)
        for text in _UNDRAWABLE.findall(diagnostic)
    )
    return frozenset(char for text in texts for char in text if not char.isascii()) - {REPLACEMENT}


def _without(value: Any, missing: frozenset[str]) -> Any:
    """Return `value` with the characters `missing` replaced in all its texts."""
    if isinstance(value, str):
        return "".join(REPLACEMENT if char in missing else char for char in value)
    if isinstance(value, dict):
        return {name: _without(inner, missing) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without(inner, missing) for inner in value]
    return value
