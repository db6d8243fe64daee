"""The kinds of files that the portal knows, told by how they begin: their names say nothing."""

from dataclasses import dataclass
from typing import Any

from .office import office_name


@dataclass(frozen=True)
class FileKind:
    """One kind: its short name (which is stored), content type, ending, and what people call it."""

    name: str
    content_type: str
    ending: str
    label: str


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        FileKind("pdf", "application/pdf", ".pdf", "PDF"),
        FileKind("docx", f"{_OPEN_XML}.wordprocessingml.document", ".docx", "DOCX"),
        FileKind("xlsx", f"{_OPEN_XML}.spreadsheetml.sheet", ".xlsx", "XLSX"),
        FileKind("odt", f"{_OPEN_DOCUMENT}.text", ".odt", "ODT"),
        FileKind("ods", f"{_OPEN_DOCUMENT}.spreadsheet", ".ods", "ODS"),
        FileKind("jpeg", "image/jpeg", ".jpg", "JPEG"),
        FileKind("png", "image/png", ".png", "PNG"),
        FileKind("webp", "image/webp", ".webp", "WebP"),
    )
}
PICTURES = frozenset({"jpeg", "png", "webp"})
OFFICE = frozenset({"docx", "xlsx", "odt", "ods"})

_SIGNATURES = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png"}
_ZIP = b"PK\x03\x04"


def by_signature(file: Any) -> FileKind | None:
    """Return the kind of a PDF or a picture by its first bytes, or None for anything else."""
    file.seek(0)
    head = file.read(16)
    file.seek(0)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return KINDS["webp"]
    return next((KINDS[name] for signature, name in _SIGNATURES.items() if head.startswith(signature)), None)


def sniff(file: Any) -> FileKind | None:
    """Return the kind of an uploaded file by its content, or None for anything that we do not know."""
    if found := by_signature(file):
        return found
    file.seek(0)
    if file.read(len(_ZIP)) != _ZIP:
        return None
    name = office_name(file)
    file.seek(0)
    return KINDS.get(name)
