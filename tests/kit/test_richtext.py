"""Members' text: the dialect, and that nothing in it can run."""

from urllib.parse import urlsplit

import pytest

from portal.kit import richtext

from .attacks import ATTACKS, Seen


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*tebal*", "<p><strong>tebal</strong></p>\n"),
        ("**tebal**", "<p><strong>tebal</strong></p>\n"),
        ("_miring_", "<p><em>miring</em></p>\n"),
        ("~coret~", "<p><s>coret</s></p>\n"),
        ("~~coret~~", "<p><s>coret</s></p>\n"),
        ("sekitar ~10 sampai ~20 orang", "<p>sekitar ~10 sampai ~20 orang</p>\n"),
        ("- satu\nPenutup", "<ul>\n<li>satu</li>\n</ul>\n<p>Penutup</p>\n"),
        ("satu\ndua", "<p>satu<br>\ndua</p>\n"),
        ("• satu\n• dua", "<ul>\n<li>satu</li>\n<li>dua</li>\n</ul>\n"),
        ("1) satu\n2) dua", "<ol>\n<li>satu</li>\n<li>dua</li>\n</ol>\n"),
        ("# bukan judul", "<p># bukan judul</p>\n"),
        ("5 * 3 = 15", "<p>5 * 3 = 15</p>\n"),
    ],
)
def test_the_dialect_is_what_people_type_in_whatsapp(text, html):
    assert richtext.render(text) == html


@pytest.mark.parametrize("text", ATTACKS)
def test_nothing_that_a_member_types_can_run_or_load(text):
    for html in (richtext.render(text), "".join(richtext.paragraphs(text))):
        seen = Seen(html)
        assert seen.tags <= richtext.ALLOWED_TAGS
        assert seen.attributes <= {"href", "rel", "start"}
        assert all(urlsplit(link).scheme in {"http", "https", "mailto"} for link in seen.links)
        assert set(seen.rels) <= {"nofollow ugc noopener"}
        assert not seen.loaded


def test_links_are_marked_as_the_writers_own():
    html = richtext.render("Lihat https://contoh.id/data dan [sumber](https://contoh.id)")
    assert html.count('rel="nofollow ugc noopener"') == 2


def test_junk_from_word_and_direction_marks_go():
    assert richtext.tidy("a\u200bb\u202ec\u00a0d\r\ne") == "abc d\ne"


def test_paragraphs_are_the_blocks_of_the_whole_text():
    text = "Satu *tebal*.\n\n- a\n- b\n\nTiga."
    blocks = richtext.paragraphs(text)
    assert len(blocks) == 3
    assert "".join(blocks) == richtext.render(text)


def test_plain_text_has_no_formatting_and_one_line():
    assert richtext.plain("*Halo* <b> & kawan\n\n- satu") == "Halo <b> & kawan satu"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\u2022\tsatu\r\n\u2022\tdua", "- satu\n- dua"),
        ("\u00b7       satu", "- satu"),
        ("\uf0b7 satu\no\tdi dalam\n\u00a7\tlagi", "- satu\n- di dalam\n- lagi"),
        ("\u25aasatu\n\u2713 dua\n\u27a2 tiga", "- satu\n- dua\n- tiga"),
        ("\u20135 derajat", "\u20135 derajat"),
        ("satu\u000bdua\u2028tiga", "satu\ndua\ntiga"),
        ("Rp\u00a01.000\u202f000", "Rp 1.000 000"),
        ("ka\u00adta\u200b\ufeff\x07", "kata"),
        ("e\u0301", "\u00e9"),
        ("1. satu\n2. dua\nPenutup", "1. satu\n2. dua\n\nPenutup"),
        ("- satu\n  lanjutan satu\n- dua", "- satu\n  lanjutan satu\n- dua"),
    ],
)
def test_what_word_and_whatsapp_paste_comes_out_clean(pasted, kept):
    assert richtext.tidy(pasted) == kept
    assert richtext.tidy(kept) == kept


def test_a_title_is_one_line_without_marks_that_disguise_it():
    assert richtext.one_line(" Judul\u202e terbalik\r\n\u00a0 \u200bdua ") == "Judul terbalik dua"


@pytest.mark.parametrize(
    "text", ["[x](/usulan/1/)", "[x](//contoh.id)", "//contoh.id/x", "contoh.id", "a@contoh.id"]
)
def test_only_whole_addresses_become_links(text):
    assert richtext.render(text) == f"<p>{text}</p>\n"
