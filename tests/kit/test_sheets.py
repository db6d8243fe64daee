"""The PDFs of sheets: typed text stays text, the standards are met, the same sheet gives the same bytes."""

from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from portal.kit.sheets import pdf, tree
from portal.kit.sheets.pdf import Sheet, SheetError

BASE = "https://dkc.example"


def sheet(*parts, **kwargs):
    facts = {
        "title": "Keputusan 001/KEP/DKC/2026",
        "number": "001/KEP/DKC/2026",
        "letterhead": "<p><strong>DEWAN KOTA CERDAS</strong></p>",
        "parts": parts or ("<h1>Judul</h1><p>Isi.</p>",),
        "address": f"{BASE}/keputusan/2026/kep-001/",
        "notice": "Salinan.",
        "made_at": datetime(2026, 11, 21, 2, tzinfo=UTC),
        "author": "Dewan Kota Cerdas Kota Bekasi",
    }
    return Sheet(**(facts | kwargs))


def read_back(made):
    reader = pypdf.PdfReader(BytesIO(made))
    return reader, "\n".join(page.extract_text() for page in reader.pages)


def words(made):
    """The text of a PDF with single spaces and without the places where long words may break."""
    return " ".join(read_back(made)[1].replace(tree.ZERO_WIDTH_SPACE, "").split())


def test_a_sheet_is_a4_tagged_and_says_which_standards_it_meets():
    made = pdf.make(sheet(), base=BASE)
    reader, _text = read_back(made)
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "id"
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Keputusan 001/KEP/DKC/2026" in metadata


def test_the_same_sheet_gives_the_same_bytes():
    assert pdf.make(sheet(), base=BASE) == pdf.make(sheet(), base=BASE)


def test_number_and_page_stand_on_every_page():
    made = pdf.make(sheet("<h1>Satu</h1>", "<h1>Dua</h1>"), base=BASE)
    pages = [page.extract_text() for page in read_back(made)[0].pages]
    assert len(pages) == pdf.page_count(made) == 2
    for place, text in enumerate(pages, start=1):
        assert "001/KEP/DKC/2026" in text
        assert f"Halaman {place} dari 2" in text


HOSTILE = [
    '#import "@preview/x:0.1.0": *',
    "#set page(width: 1cm)",
    '#read("/etc/passwd")',
    "$ x^2 $ _a_ *b* `c` = d @ref <label> ~ -- /* komentar */ // baris",
    "\\u{41} \\ \\\\ \\#",
    '"); panic("x',
    "{{ titik }} {% now %}",
    "&amp; &lt;b&gt;".replace("&amp;", "&amp;amp;"),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_typed_stays_text(text):
    escaped = text.replace("<label>", "&lt;label&gt;")
    made = pdf.make(sheet(f"<h1>Judul</h1><p>{escaped}</p>", title=text, number=text), base=BASE)
    shown = text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    assert " ".join(shown.split()) in words(made)


def test_a_word_longer_than_a_line_breaks_and_loses_nothing():
    word = "Kata" * 300
    made = pdf.make(sheet(f"<h1>Judul</h1><p>{word}</p>"), base=BASE)
    reader, text = read_back(made)
    assert text.replace(tree.ZERO_WIDTH_SPACE, "").replace("\n", "").count("Kata") >= 300
    assert len(reader.pages) == 1


@pytest.mark.parametrize(
    "text", ["Taman 😀 kota", "漢字 di taman", "👩‍👩‍👧 keluarga", "\ue000 pribadi", "a\x07b"]
)
def test_what_no_font_can_draw_stands_as_a_mark_and_stops_nothing(text):
    assert pdf.make(sheet(f"<h1>Judul</h1><p>{text}</p>", title=text), base=BASE)


def test_an_emoji_is_marked_not_dropped():
    assert "Taman \ufffd kota" in words(pdf.make(sheet("<h1>J</h1><p>Taman 😀 kota</p>"), base=BASE))


def test_a_warning_is_an_error(monkeypatch):
    template = pdf._template().replace(b'"Plus Jakarta Sans"', b'"Huruf Yang Tidak Ada"')
    monkeypatch.setattr(pdf, "_template", lambda: template)
    with pytest.raises(SheetError, match="huruf yang tidak ada"):
        pdf.make(sheet(), base=BASE)


def test_the_tree_keeps_words_and_drops_what_is_no_part_of_a_sheet():
    nodes = tree.read("<section class='x'><svg><title>a</title></svg><p>b <b>c</b></p></section>")
    assert nodes == [
        {
            "tag": "section",
            "kinds": [],
            "children": [{"tag": "p", "kinds": [], "children": ["b ", "c"]}],
        }
    ]


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("/usulan/1/", f"{BASE}/usulan/1/"),
        ("javascript:alert(1)", ""),
        ("https://a.example/", "https://a.example/"),
    ],
)
def test_only_web_and_mail_links_are_led_on(href, kept):
    (link,) = tree.read(f'<a href="{href}">x</a>', BASE)
    assert link["href"] == kept
