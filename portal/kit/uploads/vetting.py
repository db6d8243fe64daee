"""The check that every file passes before it is stored, and the words for what is refused."""

import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from .hashing import sha256_of
from .kinds import KINDS, OFFICE, PICTURES, FileKind, sniff
from .office import UnfitError, check_office
from .pictures import MOST_PIXELS, NoPictureError, TooManyPixelsError, redrawn

MB = 1024 * 1024
MOST_NAME = 80
# A PDF ends with this; a reader looks for it in so many bytes.
PDF_END = b"%%EOF"
PDF_TAIL = 1024


@dataclass(frozen=True)
class Vetted:
    """A file that passed: its content as it may be stored, told by size and SHA-256, and its kind."""

    content: File
    kind: FileKind
    size: int
    sha256: str
    # What the sender called it, without path, ending and what cannot be read.
    name: str


def vet(file: Any, *, kinds: Collection[str] = frozenset(KINDS), max_bytes: int) -> Vetted:
    """Return `file` as it may be stored; raise ValidationError in words for what is not taken.

    `kinds` are names of KINDS. Pictures are drawn anew without metadata; documents must be whole and
    carry no macros. Takes time for large pictures: call it before a transaction begins.
    """
    name = clean_name(file.name)
    if not file.size:
        raise ValidationError(_("“%(name)s” is empty. Choose the file again.") % {"name": name}, code="empty")
    check_size(file, max_bytes)
    kind = sniff(file)
    if kind is None or kind.name not in kinds:
        raise ValidationError(
            _("“%(name)s” is none of these kinds of files: %(kinds)s. Its content counts, not its name.")
            % {"name": name, "kinds": ", ".join(KINDS[each].label for each in KINDS if each in kinds)},
            code="type",
        )
    content = _cleaned(file, kind, name)
    return Vetted(content, kind, content.size, sha256_of(content), PurePosixPath(name).stem)


def check_size(file: Any, max_bytes: int) -> None:
    """Raise ValidationError for a file of more than `max_bytes`."""
    if file.size > max_bytes:
        raise ValidationError(
            _(
                "“%(name)s” is %(size)s MB large; the limit is %(limit)s MB. "
                "Make it smaller or send it in parts. What you typed is kept."
            )
            % {
                "name": clean_name(file.name),
                "size": number_format(file.size / MB, 1),
                "limit": number_format(max_bytes // MB),
            },
            code="too_large",
        )


def clean_name(name: str | None) -> str:
    """Return a file's name as it may be shown: the last part of a path, only what can be read, not long."""
    last = (name or "").replace("\\", "/").rpartition("/")[2]
    readable = "".join(sign for sign in last if sign.isprintable())
    words = " ".join(readable.split())
    stem, dot, ending = words.rpartition(".")
    short = f"{stem[: MOST_NAME - len(ending) - 1]}{dot}{ending}" if stem and len(ending) < 8 else words
    return short[:MOST_NAME].strip(". ") or "berkas"


def _cleaned(file: Any, kind: FileKind, name: str) -> File:
    """Return the content that is kept of a file of this kind; raise ValidationError."""
    if kind.name in PICTURES:
        return ContentFile(_picture(file, kind, name))
    if kind.name in OFFICE:
        _check_document(file, name)
    else:
        _check_pdf(file, name)
    return file if isinstance(file, File) else File(file)


def _picture(file: Any, kind: FileKind, name: str) -> bytes:
    try:
        return redrawn(file, kind.name)
    except TooManyPixelsError as error:
        raise ValidationError(
            _(
                "“%(name)s” has %(pixels)s million pixels; the limit is %(limit)s million. "
                "Make the picture smaller and choose it again."
            )
            % {
                "name": name,
                "pixels": number_format(error.args[0] // 1_000_000),
                "limit": MOST_PIXELS // 1_000_000,
            },
            code="pixels",
        ) from error
    except NoPictureError as error:
        raise _damaged(name) from error


def _check_document(file: Any, name: str) -> None:
    try:
        check_office(file)
    except UnfitError as error:
        if str(error) == "macros":
            raise ValidationError(
                _(
                    "“%(name)s” holds macros or other parts that run by themselves. "
                    "Save it as a PDF, or without macros, and choose that file."
                )
                % {"name": name},
                code="macros",
            ) from error
        raise _damaged(name) from error


def _check_pdf(file: Any, name: str) -> None:
    """Raise ValidationError for a PDF that does not end as one, or that is an archive as well."""
    file.seek(max(0, file.size - PDF_TAIL))
    whole = PDF_END in file.read()
    file.seek(0)
    if not whole or zipfile.is_zipfile(file):
        raise _damaged(name)


def _damaged(name: str) -> ValidationError:
    return ValidationError(
        _("“%(name)s” is damaged or not what it seems. Open it, save it anew and choose that file.")
        % {"name": name},
        code="damaged",
    )
