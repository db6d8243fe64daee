"""Documents of office programs: archives whose inside says what they are, and what they must not carry."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from os import SEEK_END
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

# An archive that unpacks to more than this, or holds more parts, is no document that people write.
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 3_000
MOST_DESCRIPTION = 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"
MIMETYPE = "mimetype"
# The last record of an archive: how it begins, and its length without a comment.
_END = b"PK\x05\x06"
END_LENGTH = 22

_OPEN_XML = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
# Content types of parts that run: macros under any name, controls and objects of other programs.
_RUNNING = ("vbaproject", "macroenabled", "macrosheet", "activex", "oleobject")
# Folders and names of the same in either family, for parts that lie about their type.
_RUNNING_PARTS = ("basic/", "scripts/", "xl/macrosheets/")
_RUNNING_NAMES = ("vbaproject.bin", "vbadata.xml")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    ParseError,
    DefusedXmlException,
)


class UnfitError(Exception):
    """Why a document is not taken: ``macros``, ``bomb``, or ``broken``."""


def office_name(file: Any) -> str:
    """Return ``docx``, ``xlsx``, ``odt`` or ``ods`` for an archive that says so, else an empty string."""
    try:
        with _opened(file) as archive:
            return _name_of(archive)
    except UnfitError:
        return ""


def check_office(file: Any) -> None:
    """Raise UnfitError unless the archive is whole, of a sensible size, and carries nothing that runs."""
    with _opened(file) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise UnfitError("bomb")
        # Something before, behind or beside the archive belongs to another file in the same bytes.
        if min(part.header_offset for part in parts) != 0 or not _ends_as_archive(file):
            raise UnfitError("broken")
        for part in parts:
            _check_part(part)
        if any(_runs(archive)):
            raise UnfitError("macros")
        # Unpacks everything once and compares: a part larger than it says does not get past it.
        if archive.testzip() is not None:
            raise UnfitError("broken")


@contextmanager
def _opened(file: Any) -> Iterator[zipfile.ZipFile]:
    """Open the archive; whatever is wrong with it is UnfitError."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except _BROKEN as error:
        raise UnfitError("broken") from error


def _ends_as_archive(file: Any) -> bool:
    """Return whether the last bytes are the end of an archive without a comment."""
    file.seek(-END_LENGTH, SEEK_END)
    return file.read(len(_END)) == _END


def _name_of(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    if not parts:
        return ""
    if parts[0].filename == MIMETYPE and parts[0].compress_type == zipfile.ZIP_STORED:
        return _OPEN_DOCUMENT.get(_read(archive, MIMETYPE), "")
    found = {_OPEN_XML[kind] for kind in _content_types(archive) if kind in _OPEN_XML}
    return found.pop() if len(found) == 1 else ""


def _content_types(archive: zipfile.ZipFile) -> list[str]:
    """Return what an Open XML archive says of its parts; nothing for any other archive."""
    if CONTENT_TYPES not in archive.namelist():
        return []
    root = fromstring(_read(archive, CONTENT_TYPES))
    return [entry.get("ContentType", "") for entry in root]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a short part; a description that is long describes no document."""
    if archive.getinfo(name).file_size > MOST_DESCRIPTION:
        raise UnfitError("bomb")
    return archive.read(name)


def _check_part(part: zipfile.ZipInfo) -> None:
    """Raise UnfitError for a part that cannot be looked into, or that names a place outside the archive."""
    encrypted = part.flag_bits & 0x1
    if encrypted or part.filename.startswith(("/", "\\")) or ".." in part.filename.split("/"):
        raise UnfitError("broken")


def _runs(archive: zipfile.ZipFile) -> Iterator[bool]:
    """Yield for each sign of something that runs when the document is opened."""
    for kind in _content_types(archive):
        yield any(word in kind.lower() for word in _RUNNING)
    for name in archive.namelist():
        lowered = name.lower()
        yield lowered.startswith(_RUNNING_PARTS) or lowered.endswith(_RUNNING_NAMES)
        if lowered.endswith(".rels"):
            yield _fetches_template(_read(archive, name))


def _fetches_template(relations: bytes) -> bool:
    """Return whether the document fetches a template from elsewhere, which may carry the macros for it."""
    return any(
        entry.get("TargetMode") == "External" and entry.get("Type", "").endswith("/attachedTemplate")
        for entry in fromstring(relations)
    )
