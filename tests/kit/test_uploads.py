"""Files from outside: told by their content, cleaned, and refused in words where needed."""

import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from portal.kit import uploads
from portal.kit.uploads import pictures
from tests.files import (
    CALC,
    CAMERA,
    GPS,
    MAKE,
    ORIENTATION,
    PDF,
    TYPES,
    WORD,
    archive,
    content_types,
    docx,
    open_document,
    picture,
    upload,
    xlsx,
)

LIMIT = 10 * 1024 * 1024
VBA = "application/vnd.ms-office.vbaProject"
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
TEMPLATE = (
    '<Relationships><Relationship Id="r1" TargetMode="External" Target="https://jahat.example/t.dotm" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
)


def vetted(content, name="surat.pdf", **kwargs):
    return uploads.vet(upload(content, name), max_bytes=LIMIT, **kwargs)


def code_of(content, name="surat.pdf", **kwargs):
    with pytest.raises(ValidationError) as refused:
        vetted(content, name, **kwargs)
    assert len(refused.value.messages[0]) > 30
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (docx(), "docx"),
        (xlsx(), "xlsx"),
        (open_document(), "odt"),
        (open_document(CALC), "ods"),
        (picture(), "jpeg"),
        (picture("PNG"), "png"),
        (picture("WEBP"), "webp"),
    ],
)
@pytest.mark.parametrize("name", ["foto.exe", "laporan.pdf", "tanpa"])
def test_a_file_is_what_its_content_says_whatever_its_name(content, kind, name):
    assert vetted(content, name).kind.name == kind


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"\n%PDF-1.7 not at the start %%EOF",
        b"GIF89a/*<script>*/",
        b"MZ\x90\x00",
        b"\xff\xfe<\x00s\x00v\x00g\x00",
        b"{\\rtf1}",
        archive({"mimetype": "application/vnd.oasis.opendocument.presentation"}),
        archive({"apa.txt": "saja"}),
        archive({TYPES: content_types("application/xml")}),
        archive({TYPES: "<!DOCTYPE x [<!ENTITY a 'b'>]><Types>&a;</Types>"}),
        archive({TYPES: "<tidak ditutup"}),
        b"PK\x03\x04 rusak",
        b"RIFF\x00\x00\x00\x00WAVE",
    ],
)
@pytest.mark.parametrize("name", ["surat.pdf", "gambar.png", "data.xlsx"])
def test_what_only_has_the_name_is_refused(content, name):
    assert code_of(content, name) == "type"


def test_a_kind_that_is_not_wanted_here_is_refused_and_the_words_name_those_that_are():
    with pytest.raises(ValidationError) as refused:
        vetted(docx(), kinds={"pdf", "jpeg"})
    assert "PDF, JPEG" in refused.value.messages[0]


def test_an_empty_file_and_one_too_large_are_refused_with_words_of_their_own():
    assert code_of(b"") == "empty"
    with pytest.raises(ValidationError) as refused:
        uploads.vet(upload(PDF + b" " * LIMIT, "denah.pdf"), max_bytes=LIMIT)
    assert refused.value.code == "too_large"
    assert "“denah.pdf” berukuran 10,0 MB; batasnya 10 MB." in refused.value.messages[0]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_where_and_with_what_it_was_taken(kind):
    sent = picture(kind)
    assert CAMERA.encode() in sent
    kept = vetted(sent).content.read()
    assert CAMERA.encode() not in kept
    exif = Image.open(BytesIO(kept)).getexif()
    assert MAKE not in exif
    assert not exif.get_ifd(GPS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_held_sideways_is_stored_upright(kind):
    kept = Image.open(vetted(picture(kind, (40, 20), orientation=6)).content)
    assert kept.size == (20, 40)
    assert ORIENTATION not in kept.getexif()
    red, _green, blue = kept.convert("RGB").getpixel((10, 2))
    assert red > 200 > 100 > blue


def test_a_comment_and_a_second_file_behind_a_picture_are_gone():
    target = BytesIO()
    Image.new("RGB", (8, 8)).save(target, "JPEG", comment=b"rahasia")
    kept = vetted(target.getvalue() + archive({"x.html": "<script>alert(1)</script>"})).content.read()
    assert b"rahasia" not in kept
    assert b"PK\x03\x04" not in kept
    assert kept.endswith(b"\xff\xd9")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_breaks_off_is_refused(kind):
    whole = picture(kind, (200, 200))
    assert code_of(whole[: len(whole) // 2]) == "damaged"
    assert code_of(whole[:20]) == "damaged"


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 799)
    assert code_of(picture("PNG", (40, 20))) == "pixels"
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x02\x00\x00\x00"
    assert code_of(header + b"\x00" * 40) in {"pixels", "damaged"}
    crc = zlib.crc32(header[12:]).to_bytes(4)
    assert code_of(header + crc + b"\x00\x00\x00\x00IDAT" + zlib.crc32(b"IDAT").to_bytes(4)) == "pixels"


@pytest.mark.parametrize(
    "content",
    [
        docx(VBA),
        docx(VBA.upper()),
        archive({TYPES: content_types(WORD, MACRO_WORD), "word/document.xml": "<x/>"}),
        docx(**{"word/vbaProject.bin": b"x"}),
        docx(**{"word/VBADATA.xml": b"x"}),
        docx("application/vnd.ms-office.activeX+xml"),
        docx("application/vnd.openxmlformats-officedocument.oleObject"),
        xlsx("application/vnd.ms-excel.macrosheet+xml"),
        docx(**{"word/_rels/settings.xml.rels": TEMPLATE}),
        open_document(**{"Basic/Standard/Module1.xml": "<x/>"}),
        open_document(CALC, **{"Scripts/python/jahat.py": "import os"}),
    ],
)
def test_a_document_with_macros_is_refused_under_whatever_name(content):
    assert code_of(content, "laporan.docx") == "macros"


def test_a_macro_document_of_the_other_type_is_no_kind_that_we_take():
    assert code_of(archive({TYPES: content_types(MACRO_WORD)}), "laporan.docx") == "type"


def test_an_archive_that_unpacks_to_very_much_is_refused():
    assert code_of(docx(**{"word/media/besar": b"\x00" * (101 * 1024 * 1024)}), "bom.docx") == "damaged"
    assert code_of(docx(**{f"word/{n}": b"" for n in range(3_001)}), "bom.docx") == "damaged"
    assert code_of(archive({TYPES: " " * (2 * 1024 * 1024)}), "bom.docx") == "type"


def test_an_archive_that_is_another_file_as_well_is_refused():
    assert code_of(docx() + b"<script>alert(1)</script>", "dua.docx") in {"damaged", "type"}
    assert code_of(archive({TYPES: content_types(WORD)}, comment=b"<script>"), "dua.docx") == "damaged"
    assert code_of(PDF + docx(), "dua.pdf") == "damaged"
    assert code_of(PDF[:20] + docx() + PDF[20:], "dua.pdf") == "damaged"
    assert code_of(b"PK\x03\x04" + docx(), "dua.docx") in {"damaged", "type"}


def test_a_part_that_names_a_place_outside_and_a_part_that_was_tampered_with_are_refused():
    assert code_of(docx(**{"../../etc/passwd": b"x"}), "keluar.docx") == "damaged"
    assert code_of(docx(**{"/etc/passwd": b"x"}), "keluar.docx") == "damaged"
    stored = bytearray(docx(**{"word/isi": b"y" * 500}))
    stored[stored.index(b"word/isi") + 12] ^= 0xFF
    assert code_of(bytes(stored), "rusak.docx") in {"damaged", "type"}


def test_a_pdf_that_breaks_off_is_refused():
    assert code_of(b"%PDF-1.7 and nothing more") == "damaged"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("denah.pdf", "denah.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\warga\\surat.pdf", "surat.pdf"),
        ("nol\x00nol.pdf", "nolnol.pdf"),
        ("gan\u202efdp.exe", "ganfdp.exe"),
        ("  banyak   spasi .pdf ", "banyak spasi .pdf"),
        ("", "berkas"),
        (None, "berkas"),
        ("...", "berkas"),
        ("a" * 300 + ".pdf", "a" * 76 + ".pdf"),
        ("\ud800.pdf", "pdf"),
    ],
)
def test_a_name_is_shown_without_its_path_and_what_cannot_be_read(name, shown):
    assert uploads.clean_name(name) == shown


def test_the_same_content_has_the_same_digest_and_a_size_of_what_is_stored():
    one, two = vetted(picture()), vetted(picture())
    assert one.sha256 == two.sha256
    assert one.size == len(one.content.read())


def test_paths_in_the_storage_are_random_and_hold_no_name():
    one, two = uploads.random_path("lampiran", ".pdf"), uploads.random_path("lampiran", ".pdf")
    assert one != two
    assert one.startswith("lampiran/")
    assert len(one) == len("lampiran/") + 32 + len(".pdf")
