#!/usr/bin/env python
"""Message catalogues without a system gettext: extract, compile and check, one part of the house at a time.

    tools/messages.py members              extract into locale/members/id/LC_MESSAGES/django.po
    tools/messages.py --compile members    write the .mo beside it (committed, same bytes everywhere)
    tools/messages.py --check              fail with a list of what is missing, stale or wrong

Without a part, all parts are meant. `libraries` holds what Wagtail and other libraries leave untranslated;
it is compiled and checked, and extracted from nothing here.
"""

import argparse
import io
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "id"
LIBRARIES = "libraries"
# The folders of code of each part. Templates follow: templates/<part>/ belongs to the part of that name, and
# every other template to `portal`.
PARTS: dict[str, tuple[str, ...]] = {
    "portal": ("portal",),
    "members": ("portal/members",),
    "notices": ("portal/notices",),
    "proposals": ("proposals",),
    "council": ("council",),
    "home": ("home",),
}
OTHERS_FOLDERS = {"portal": ("portal/members", "portal/notices")}
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml"}

_SINGULAR = (1,)
_PLURAL = (1, 2)
_CONTEXT = ((1, "c"), 2)
_CONTEXT_PLURAL = ((1, "c"), 2, 3)
KEYWORDS: dict[str, tuple] = {
    "_": _SINGULAR,
    "gettext": _SINGULAR,
    # What modules call gettext that call gettext_lazy "_".
    "_now": _SINGULAR,
    "gettext_lazy": _SINGULAR,
    "gettext_noop": _SINGULAR,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_PLURAL,
    "npgettext_lazy": _CONTEXT_PLURAL,
}

# The header of every catalogue: no dates and no names, so that a refresh without news changes nothing.
HEADERS = [
    ("Project-Id-Version", "dkc-portal"),
    ("Language", LANGUAGE),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=UTF-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=1; plural=0;"),
]

# A message is its context and its source forms: singular, or singular and plural.
Key = tuple[str | None, tuple[str, ...]]


class PlainCatalog(Catalog):
    """A catalogue with our fixed header instead of Babel's, which holds the time and Babel's version."""

    @property
    def num_plurals(self) -> int:
        """Indonesian nouns have one form; Babel assumes two."""
        return 1

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header lines, in order."""
        return HEADERS

    @mime_headers.setter
    def mime_headers(self, value: object) -> None:
        """Ignore what a file says: the header is ours."""


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--compile", action="store_true", help="write the .mo of the .po")
    action.add_argument(
        "--check", action="store_true", help="fail when a catalogue is not complete and fresh"
    )
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join([*PARTS, LIBRARIES]))
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - {*PARTS, LIBRARIES}:
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts = options.parts or [*PARTS, LIBRARIES]
    if options.check:
        return _report([fault for part in parts for fault in check_part(part)])
    for part in parts:
        if options.compile:
            compile_part(part)
        elif part != LIBRARIES:
            refresh_part(part)
    return 0


def catalogue_path(part: str) -> Path:
    """Return the path of a part's Indonesian catalogue."""
    return ROOT / "locale" / part / LANGUAGE / "LC_MESSAGES" / "django.po"


def sources(part: str) -> Iterator[Path]:
    """Yield the Python files and templates whose messages belong to `part`, in a stable order."""
    foreign = tuple(ROOT / folder for folder in OTHERS_FOLDERS.get(part, ()))
    for folder in PARTS[part]:
        for path in sorted((ROOT / folder).rglob("*")):
            inside_foreign = any(path.is_relative_to(other) for other in foreign)
            if not inside_foreign and (path.suffix == ".py" or _is_template(path)):
                yield path
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file() and path.suffix in TEMPLATE_SUFFIXES and _part_of_template(path) == part:
            yield path


def _is_template(path: Path) -> bool:
    return path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts


def _part_of_template(path: Path) -> str:
    first = path.relative_to(ROOT / "templates").parts[0]
    return first if first in PARTS else "portal"


def extract_part(part: str) -> PlainCatalog:
    """Return the messages that the code and templates of `part` hold, untranslated."""
    found = PlainCatalog(locale=LANGUAGE)
    for path in sources(part):
        name = path.relative_to(ROOT).as_posix()
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # In parentheses, because a template's indentation is not Python's.
            text = "(\n" + templatize(text, origin=name) + "\n)"
        stream = io.BytesIO(text.encode())
        options = {"encoding": "utf-8"}
        for _line, message, comments, context in extract(
            "python", stream, KEYWORDS, ["Translators:"], options, strip_comment_tags=True
        ):
            found.add(message, None, [(name, 0)], auto_comments=comments, context=context)
    return found


def read_catalogue(path: Path) -> PlainCatalog:
    """Return the catalogue in a file; an empty one when there is no file."""
    catalogue = PlainCatalog(locale=LANGUAGE)
    if path.exists():
        with path.open("rb") as stream:
            for message in read_po(stream, locale=LANGUAGE, abort_invalid=True):
                if message.id:
                    catalogue[message.id] = message
    return catalogue


def refresh_part(part: str) -> None:
    """Bring a part's .po up to its sources, keeping every translation that is still used."""
    path = catalogue_path(part)
    known = _by_key(read_catalogue(path))
    fresh = extract_part(part)
    for key, message in _by_key(fresh).items():
        if old := known.get(key):
            message.string = old.string
            message.user_comments = old.user_comments
            message.flags |= old.flags & {"fuzzy"}
    text = _as_po(fresh)
    if not path.exists() or path.read_bytes() != text:
        _write(path, text)
    empty = [message for message in fresh if message.id and not _is_translated(message)]
    dropped = len(known.keys() - _by_key(fresh).keys())
    name = path.relative_to(ROOT)
    print(f"{name}: {len(fresh)} messages, {len(empty)} without translation, {dropped} dropped")
    for message in empty:
        print(f"  {_words(message)}")


def compile_part(part: str) -> None:
    """Write the .mo of each .po of a part."""
    for path in _catalogues(part):
        compiled = _as_mo(read_catalogue(path))
        target = path.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != compiled:
            _write(target, compiled)
            print(f"{target.relative_to(ROOT)}: written")


def check_part(part: str) -> list[str]:
    """Return what is wrong with a part's catalogues, one line each; an empty list when nothing is."""
    faults: list[str] = []
    if part != LIBRARIES:
        path = catalogue_path(part)
        wanted = _by_key(extract_part(part))
        present = _by_key(read_catalogue(path))
        name = path.relative_to(ROOT)
        faults += [
            f"{name}: not extracted yet: {_words(wanted[key])}" for key in wanted if key not in present
        ]
        faults += [f"{name}: used nowhere: {_words(present[key])}" for key in present if key not in wanted]
    for path in _catalogues(part):
        name = path.relative_to(ROOT)
        catalogue = read_catalogue(path)
        for message in catalogue:
            if message.id:
                faults += [f"{name}: {fault}: {_words(message)}" for fault in message_faults(message)]
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != _as_mo(catalogue):
            faults.append(f"{compiled.relative_to(ROOT)}: differs from its .po")
    return faults


def message_faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    if not _is_translated(message):
        yield "no translation"
        return
    if "fuzzy" in message.flags:
        yield "marked fuzzy"
    # Indonesian has one plural form, which stands for the source's plural.
    source = _forms(message)[-1]
    for text in _strings(message):
        if placeholders(source) != placeholders(text):
            yield "placeholders differ from the source"
        if (source.startswith("\n"), source.endswith("\n")) != (text.startswith("\n"), text.endswith("\n")):
            yield "begins or ends with a line break unlike the source"


# %(name)s, %s, %d, a literal %% (only where the text is a format at all) and {name}.
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sd]\b|%%|\{\w*\}")


def placeholders(text: str) -> set[tuple[str, int]]:
    """Return what a text wants filled in: named placeholders as a set, positional ones with their number."""
    found = Counter(PLACEHOLDER.findall(text))
    return {(name, number if name in {"%s", "%d", "{}"} else 1) for name, number in found.items()}


def _catalogues(part: str) -> list[Path]:
    return sorted((ROOT / "locale" / part).rglob("*.po"))


def _by_key(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context, _forms(message)): message for message in catalogue if message.id}


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, list | tuple) else (message.string or "",)


def _forms(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _is_translated(message: Message) -> bool:
    return all(_strings(message))


def _words(message: Message) -> str:
    text = _forms(message)[0]
    context = f"[{message.context}] " if message.context else ""
    return f"{context}{text!r}"


def _as_po(catalogue: PlainCatalog) -> bytes:
    stream = io.BytesIO()
    stream.write(b'msgid ""\nmsgstr ""\n')
    for name, value in HEADERS:
        stream.write(f'"{name}: {value}\\n"\n'.encode())
    stream.write(b"\n")
    write_po(stream, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return stream.getvalue().rstrip(b"\n") + b"\n"


def _as_mo(catalogue: PlainCatalog) -> bytes:
    stream = io.BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def _write(path: Path, content: bytes) -> None:
    """Replace a file in one step: somebody else may read it meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_bytes(content)
    partial.replace(path)


def _report(faults: list[str]) -> int:
    for fault in faults:
        print(fault)
    print(f"messages: {len(faults)} faults" if faults else "messages: complete and fresh")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
