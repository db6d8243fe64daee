"""Reads the HTML of a sheet into plain data: a list of words and of elements, each a tag with children."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser
from typing import Any

# What the sheets are written in. Any other element is passed through: its words stay, it is not drawn.
BLOCKS = frozenset(
    ["h1", "h2", "h3", "p", "ul", "ol", "li", "blockquote", "dl", "dt", "dd", "section", "div", "table",
     "thead", "tbody", "tr", "th", "td"]
)  # fmt: skip
INLINE = frozenset(["strong", "em", "a"])
# Their words are not part of the sheet.
SILENT = frozenset(["script", "style", "svg", "template"])
# Classes that say how a part is drawn; others are the page's own business.
KINDS = {
    "sheet__centre": "centre",
    "sheet__item": "item",
    "sheet__sign": "sign",
    "sheet__letter": "letter",
    "sheet__rule": "rule",
    "sheet__below": "below",
    "quiet": "quiet",
    "cluster--between": "between",
}
SCHEMES = ("https://", "http://", "mailto:")
# A word longer than a line gets places where it may break.
LONG = re.compile(r"\S{40,}")
BREAK_EVERY = 16
ZERO_WIDTH_SPACE = "\u200b"
REPLACEMENT = "\ufffd"
# Letters are kept; what a PDF/A file must not hold is replaced (private use, unassigned) or left out.
_REPLACED = frozenset(["Co", "Cn", "Cs"])
_DROPPED = frozenset(["Cc", "Cf"])

Node = str | dict[str, Any]


def fit(text: str) -> str:
    """Return `text` as a PDF/A file can hold it: no control or private characters, long words breakable."""
    kept = []
    for char in unicodedata.normalize("NFC", text):
        category = unicodedata.category(char)
        if category in _REPLACED:
            kept.append(REPLACEMENT)
        elif category not in _DROPPED or char in "\n\t":
            kept.append(char)
    return LONG.sub(lambda found: _breakable(found.group()), "".join(kept))


def _breakable(word: str) -> str:
    return ZERO_WIDTH_SPACE.join(word[at : at + BREAK_EVERY] for at in range(0, len(word), BREAK_EVERY))


def read(html: str, base: str = "") -> list[Node]:
    """Return the nodes of `html`; links that begin with a slash are led on from `base`."""
    reader = _Reader(base)
    reader.feed(html)
    reader.close()
    return reader.root["children"]


class _Reader(HTMLParser):
    """Builds the tree; what is not closed is closed with its parent, as our templates close everything."""

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=True)
        self.base = base
        self.root: dict[str, Any] = {"tag": "root", "children": []}
        self.stack = [self.root]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self.stack[-1]["children"].append({"tag": "br", "children": []})
        elif tag in BLOCKS or tag in INLINE:
            node = self._node(tag, {name: value or "" for name, value in attrs})
            self.stack[-1]["children"].append(node)
            self.stack.append(node)

    def _node(self, tag: str, attributes: dict[str, str]) -> dict[str, Any]:
        node: dict[str, Any] = {"tag": tag, "children": []}
        classes = attributes.get("class", "").split()
        node["kinds"] = sorted({KINDS[name] for name in classes if name in KINDS})
        if tag == "a":
            href = attributes.get("href", "")
            href = f"{self.base}{href}" if href.startswith("/") else href
            node["href"] = href if href.startswith(SCHEMES) else ""
        if tag == "ol":
            start = attributes.get("start", "1")
            node["start"] = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
        return node

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and what was left open inside it."""
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif any(node["tag"] == tag for node in self.stack[1:]):
            while self.stack.pop()["tag"] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep words; white space is one space, as in the browser."""
        if self.silent:
            return
        text = fit(re.sub(r"[ \t\r\n\f]+", " ", data))
        if self._begins_a_line():
            text = text.lstrip(" ")
        if text:
            self.stack[-1]["children"].append(text)

    def _begins_a_line(self) -> bool:
        """Return whether nothing stands before this on its line, where a space would only push it in."""
        parent, before = self.stack[-1], self.stack[-1]["children"]
        if before:
            return not isinstance(before[-1], str) and before[-1]["tag"] not in INLINE
        return parent["tag"] not in INLINE
