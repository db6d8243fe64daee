"""Makes files of every kind in memory, whole ones and ones that pretend."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
# Tag numbers of EXIF: make of the camera, how it was held, and the folder of the place.
MAKE, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825
CAMERA = "KameraWarga"
TYPES = "[Content_Types].xml"
OPEN_XML = "application/vnd.openxmlformats-officedocument"
WORD = f"{OPEN_XML}.wordprocessingml.document.main+xml"
SHEET = f"{OPEN_XML}.spreadsheetml.sheet.main+xml"
TEXT = "application/vnd.oasis.opendocument.text"
CALC = "application/vnd.oasis.opendocument.spreadsheet"


def upload(content: bytes = PDF, name: str = "surat.pdf") -> SimpleUploadedFile:
    """Return what a browser sends."""
    return SimpleUploadedFile(name, content)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), *, orientation: int = 1) -> bytes:
    """Return a picture that says where and with what it was taken."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = CAMERA, orientation
    exif.get_ifd(GPS)[1] = "S"
    exif.get_ifd(GPS)[2] = (6.0, 14.0, 5.5)
    target = BytesIO()
    image.save(target, kind, exif=exif)
    return target.getvalue()


def archive(parts: dict[str, str | bytes], *, comment: bytes = b"") -> bytes:
    """Return a zip archive of `parts`, the first one stored as it is."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for number, (name, content) in enumerate(parts.items()):
            made.writestr(name, content, zipfile.ZIP_STORED if number == 0 else zipfile.ZIP_DEFLATED)
        made.comment = comment
    return target.getvalue()


def content_types(*kinds: str) -> str:
    """Return what an Open XML document says of its parts."""
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    entries = "".join(
        f'<Override PartName="/bagian{n}" ContentType="{kind}"/>' for n, kind in enumerate(kinds)
    )
    return f'<?xml version="1.0"?><Types xmlns="{namespace}">{entries}</Types>'


def docx(*kinds: str, **parts: str | bytes) -> bytes:
    """Return a text document; `kinds` are the types of further parts, `parts` the parts themselves."""
    return archive({TYPES: content_types(WORD, *kinds), "word/document.xml": "<document/>", **parts})


def xlsx(*kinds: str) -> bytes:
    """Return a sheet of the same family."""
    return archive({TYPES: content_types(SHEET, *kinds), "xl/workbook.xml": "<workbook/>"})


def open_document(kind: str = TEXT, **parts: str | bytes) -> bytes:
    """Return a document of the other family, a text unless `kind` is CALC."""
    return archive({"mimetype": kind, "content.xml": "<document/>", **parts})
