"""Numbers and dates in words, against what an official writes."""

from datetime import date

import pytest

from portal.kit.numerals import tanggal_terbilang, terbilang


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2026, "dua ribu dua puluh enam"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (2_500_000_000, "dua miliar lima ratus juta"),
        (10**12, "satu triliun"),
    ],
)
def test_a_number_is_written_as_it_is_spoken(number, words):
    assert terbilang(number) == words


@pytest.mark.parametrize("number", [-1, 10**15])
def test_what_no_report_needs_is_refused(number):
    with pytest.raises(ValueError, match="cannot be written"):
        terbilang(number)


def test_a_day_is_written_in_words_and_figures():
    assert tanggal_terbilang(date(2026, 11, 21)) == (
        "Sabtu, tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam (21-11-2026)"
    )
