"""Reads a PDF of the portal back, and says what keeps it from being archived and read aloud.

Not a validator: the parts of PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) that can be told from the
file's structure alone, as pypdf reads it.
"""

import re
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, IndirectObject

LIMIT_BYTES = 300 * 1024
A4 = (595, 842)
# Where an element of the structure may stand; whatever stands elsewhere is read in the wrong place.
PARENTS = {
    "/LI": {"/L"},
    "/Lbl": {"/LI", "/Note"},
    "/LBody": {"/LI"},
    "/THead": {"/Table"},
    "/TBody": {"/Table"},
    "/TR": {"/Table", "/THead", "/TBody", "/TFoot"},
    "/TH": {"/TR"},
    "/TD": {"/TR"},
}
# Neither standard lets a file do anything by itself, be locked, or bring other files along.
ACTING = frozenset({"/JS", "/JavaScript", "/Launch", "/AA", "/OpenAction", "/EF", "/XFA", "/Encrypt"})
IDENTIFICATION = {
    "PDF/A-2": "<pdfaid:part>2</pdfaid:part>",
    "level A": "<pdfaid:conformance>A</pdfaid:conformance>",
    "PDF/UA-1": "<pdfuaid:part>1</pdfuaid:part>",
}


@dataclass(frozen=True)
class Element:
    """One element of the structure: its type, its properties, and the type of the one that it stands in."""

    kind: str
    own: DictionaryObject
    parent: str


class Pdf:
    """A file that was read back."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.reader = pypdf.PdfReader(BytesIO(content), strict=True)
        self.root: Any = self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[str]:
        """Return the words of each page, with single spaces."""
        return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        """Return the words of all pages."""
        return " ".join(self.pages)

    def read_by_pdftotext(self) -> str:
        """Return the words as Poppler, another reader, has them; where it is missing, as pypdf has.

        A warning then says so.
        """
        if not (program := shutil.which("pdftotext")):
            warnings.warn("pdftotext is missing (apt: poppler-utils): pypdf alone read the PDF", stacklevel=2)
            return self.text
        read = subprocess.run([program, "-", "-"], input=self.content, capture_output=True, check=True)
        return " ".join(read.stdout.decode().replace("\u200b", "").split())

    @cached_property
    def elements(self) -> list[Element]:
        """Return the elements of the structure in the order in which they are read aloud."""
        return list(_elements(self.root["/StructTreeRoot"], ""))

    def alternatives(self) -> list[str]:
        """Return what is read aloud in place of each picture."""
        return [str(element.own.get("/Alt", "")) for element in self.elements if element.kind == "/Figure"]

    def faults(self, number: str) -> list[str]:
        """Return what is wrong with the file of the paper that bears `number` on each page."""
        return [
            *self._faults_of_the_file(),
            *self._faults_of_the_pages(number),
            *self._faults_of_the_fonts(),
            *self._faults_of_the_structure(),
        ]

    def _faults_of_the_file(self) -> Iterator[str]:
        metadata = self.root["/Metadata"].get_data().decode()
        yield from (
            f"not identified as {name}" for name, mark in IDENTIFICATION.items() if mark not in metadata
        )
        if len(self.content) > LIMIT_BYTES:
            yield f"{len(self.content)} bytes"
        marks = self.root["/MarkInfo"]
        if not _is_true(marks.get("/Marked")) or _is_true(marks.get("/Suspects")):
            yield "not marked as tagged"
        if self.root.get("/Lang") != "id":
            yield f"language {self.root.get('/Lang')}"
        if not _is_true(self.root["/ViewerPreferences"].get("/DisplayDocTitle")):
            yield "its title is not shown"
        if not self.reader.metadata or self.reader.metadata.title not in metadata:
            yield "its title is not the same in both places"
        intents = [intent.get_object() for intent in self.root.get("/OutputIntents", [])]
        if not any(intent["/S"] == "/GTS_PDFA1" and "/DestOutputProfile" in intent for intent in intents):
            yield "its colours have no profile"
        if "/ID" not in self.reader.trailer:
            yield "no identifier"
        yield from (f"acts by itself: {name}" for name in sorted(ACTING & set(self._names())))

    def _names(self) -> Iterator[str]:
        """Yield the names of all properties in the file."""
        yield from self.reader.trailer
        for number in range(1, int(str(self.reader.trailer["/Size"]))):
            yield from _names(self.reader.get_object(number))

    def _faults_of_the_pages(self, number: str) -> Iterator[str]:
        for place, page in enumerate(self.reader.pages, start=1):
            if tuple(round(float(side)) for side in page.mediabox[2:]) != A4:
                yield f"page {place} is no A4: {page.mediabox}"
            if page.get("/Tabs") != "/S" or "/StructParents" not in page:
                yield f"page {place} is not read in its order"
            for words in (number, f"Halaman {place} dari {len(self.pages)}"):
                if words not in self.pages[place - 1]:
                    yield f"page {place} does not say {words!r}"
            for link in page.get("/Annots", []):
                if link.get_object()["/Subtype"] == "/Link" and "/Contents" not in link.get_object():
                    yield f"page {place}: a link without words"

    def _faults_of_the_fonts(self) -> Iterator[str]:
        for place, page in enumerate(self.reader.pages, start=1):
            for font in page["/Resources"].get("/Font", {}).values():
                yield from (f"page {place}: {fault}" for fault in _faults_of(font.get_object()))

    def _faults_of_the_structure(self) -> Iterator[str]:
        if "/ParentTree" not in self.root["/StructTreeRoot"]:
            yield "the content does not know its elements"
        level = 0
        for element in self.elements:
            if element.parent not in PARENTS.get(element.kind, {element.parent}):
                yield f"{element.kind} in {element.parent}"
            if element.kind in ("/Figure", "/Formula") and not element.own.get("/Alt"):
                yield "a picture without words"
            if found := re.fullmatch(r"/H([1-6])", element.kind):
                if int(found.group(1)) > level + 1:
                    yield f"a heading of level {found.group(1)} follows one of level {level}"
                level = int(found.group(1))
        if not level:
            yield "no heading"


def _is_true(value: Any) -> bool:
    return isinstance(value, BooleanObject) and value.value


def _names(node: Any) -> Iterator[str]:
    """Yield the names of the properties of an object and of what is written within it."""
    if isinstance(node, DictionaryObject):
        yield from node
        yield from (str(value) for name, value in node.items() if name == "/S")
        for value in node.values():
            if not isinstance(value, IndirectObject):
                yield from _names(value)
    elif isinstance(node, ArrayObject):
        for value in node:
            yield from _names(value)


def _elements(node: Any, parent: str) -> Iterator[Element]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        for child in node:
            yield from _elements(child, parent)
    elif isinstance(node, DictionaryObject):
        kind = str(node.get("/S", ""))
        if kind:
            yield Element(kind, node, parent)
        if "/K" in node:
            yield from _elements(node["/K"], kind)


def _faults_of(font: DictionaryObject) -> Iterator[str]:
    """Yield what is wrong with a font: it must be in the file and say which letters its signs are."""
    if "/ToUnicode" not in font:
        yield f"{font['/BaseFont']} does not say which letters it draws"
    for part in [font, *(child.get_object() for child in font.get("/DescendantFonts", []))]:
        descriptor = part.get("/FontDescriptor")
        if descriptor is not None and not any(
            name in descriptor.get_object() for name in ("/FontFile", "/FontFile2", "/FontFile3")
        ):
            yield f"{font['/BaseFont']} is not in the file"
