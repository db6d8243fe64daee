"""The first texts of the site, one file per page and language, and the reader that turns them into blocks.

A file begins with lines ``name: value`` (title, introduction, headline). After an empty line come the
parts, separated by empty lines; the sign at the beginning of a line says which block it becomes::

    ## Heading            - item of a list           1. Step | what happens in it
    ? Question            = Term | value             ! Title of a notice | text
    its answer            -> Button | /address/      anything else: a paragraph

Links and bold are written as HTML. The secretariat changes the pages in the admin afterwards; these
files are read once, when a new installation has no pages.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
HEADING = re.compile(r"^(## .+)$", re.MULTILINE)

Block = tuple[str, Any]


@dataclass(frozen=True)
class Text:
    """What one file says: its named lines, its blocks, and the facts that a home page shows as doors."""

    fields: dict[str, str]
    body: list[Block] = field(default_factory=list)

    @property
    def facts(self) -> list[dict[str, str]]:
        """All terms and values of the text."""
        return [fact for kind, value in self.body if kind == "facts" for fact in value["facts"]]


def read(slug: str, language: str) -> Text:
    """Return the text of the page `slug` in `language`, "id" or "en"; raise FileNotFoundError without one."""
    head, _empty, rest = (FOLDER / language / f"{slug}.txt").read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    # A heading is a part of its own, also where the text follows without an empty line.
    rest = HEADING.sub(r"\1\n", rest)
    parts = [part.strip() for part in rest.split("\n\n") if part.strip()]
    return Text(fields, [block_of(part) for part in parts])


def block_of(part: str) -> Block:
    """Return the block that one part of a text becomes."""
    lines = part.splitlines()
    sign, _space, first = lines[0].partition(" ")
    match sign:
        case "##":
            return "heading", {"text": first, "level": "2"}
        case "-":
            return "list", {"numbered": False, "items": [line[2:] for line in lines]}
        case "?":
            return "question", {"question": first, "answer": f"<p>{' '.join(lines[1:])}</p>"}
        case "=":
            return "facts", {"facts": [_pair(line[2:], "label", "value") for line in lines]}
        case "1.":
            return "steps", {"steps": [_pair(line[3:], "title", "text") for line in lines]}
        case "!":
            return "notice", {"kind": "info", **_pair(first, "title", "text")}
        case "->":
            text, _bar, address = first.partition(" | ")
            return "button", {"text": text, "page": None, "address": address}
    return "paragraph", f"<p>{' '.join(lines)}</p>"


def _pair(line: str, name: str, text: str) -> dict[str, str]:
    """Return the two sides of a line ``name | text``; the name is plain text."""
    left, _bar, right = line.partition(" | ")
    return {name: left, text: right}
