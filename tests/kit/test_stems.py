"""Words and their stems: the same for what is looked through and what is looked for."""

import pytest

from portal.kit.stems import MOST_WORDS, marks, parse, stem, stems_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pembangunan", "membangun"),
        ("persampahan", "menyampah"),
        ("penerangan", "menerangi"),
        ("pendidikan", "mendidik"),
        ("Angkutan", "diangkut"),
        ("kafé", "kafe"),
    ],
)
def test_words_of_one_root_have_one_stem(one, other):
    assert stem(one) == stem(other)


def test_words_leave_out_signs_and_stop_at_eight():
    assert parse("“lampu”, jalan! 003/REK/DKC/2026 a").words == (
        "lampu",
        "jalan",
        "003",
        "REK",
        "DKC",
        "2026",
    )
    assert len(parse(" ".join(f"kata{number}" for number in range(50))).words) == MOST_WORDS


def test_words_that_stand_in_any_text_are_left_out_on_both_sides():
    assert not parse("dan yang di")
    assert stems_of("lampu di jalan dan gang") == " lampu jalan gang "


@pytest.mark.parametrize(
    "typed", ['"tenaga surya"', "“tenaga surya”", "„tenaga surya“", '"tenaga dari surya"']
)
def test_quotation_marks_make_a_phrase(typed):
    assert parse(typed).phrases == ("tenaga surya",)


@pytest.mark.parametrize("typed", ['"surya"', '"', '""', "tenaga surya"])
def test_a_single_word_or_an_open_mark_makes_none(typed):
    assert parse(typed).phrases == ()


def test_stems_hold_letters_and_figures_alone():
    for typed in ("' OR 1=1 --", "a'b", 'x" OR "y', "𝓈𝒶𝓂𝓅𝒶𝒽 ٣", "ﬁ x̱" * 50, "word*" * 40):
        for each in parse(typed).stems:
            assert each.isalnum()


def test_marks_stand_where_the_words_stand():
    assert marks("Membangun halte baru", parse("pembangunan").stems) == [(0, 9)]
