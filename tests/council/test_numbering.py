"""The number of a decision: its format, its series, its address."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from council.numbering import date_is_backwards, format_number, next_sequence, slug_parts, validate_format

DAY = date(2026, 11, 21)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@pytest.mark.parametrize(
    ("number_format", "number"),
    [
        ("{seq:03}/{kind}/DKC/{year}", "003/REK/DKC/2026"),
        ("{class}/{seq}/{unit}-{body}/{month_roman}/{year}.{kind}", "100.3/3/Set-DKC/XI/2026.REK"),
        ("{kind}{year}{seq}", "REK20263"),
    ],
)
def test_a_number_is_written_in_the_format_of_the_settings(number_format, number):
    validate_format(number_format)
    fixed = {"class": "100.3", "unit": "Set", "body": "DKC"}
    assert format_number(number_format, kind="REK", sequence=3, on=DAY, fixed=fixed) == number


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_roman_number(month):
    roman = format_number("{month_roman}", kind="REK", sequence=1, on=date(2026, month, 1))
    assert roman == ROMAN[month - 1]


@pytest.mark.parametrize(
    ("number_format", "code"),
    [
        ("{seq", "braces"),
        ("{seq}/{kind}/{year}/{day}", "unknown"),
        ("{seq.__class__}/{kind}/{year}", "unknown"),
        ("{seq[0]}/{kind}/{year}", "unknown"),
        ("{}/{seq}/{kind}/{year}", "unknown"),
        ("{seq}/{year}", "missing"),
        ("{seq}/{kind}", "missing"),
        ("DKC", "missing"),
        ("{seq:999999999}/{kind}/{year}", "spec"),
        ("{seq!r}/{kind}/{year}", "spec"),
        ("{seq:{year}}/{kind}/{year}", "spec"),
    ],
)
def test_a_format_that_cannot_tell_decisions_apart_or_be_read_is_refused(number_format, code):
    with pytest.raises(ValidationError) as refused:
        validate_format(number_format)
    assert refused.value.code == code


def test_a_series_counts_from_one_without_a_gap():
    assert next_sequence(None) == 1
    assert next_sequence(41) == 42


def test_dates_never_run_backwards():
    assert not date_is_backwards(None, DAY)
    assert not date_is_backwards(DAY, DAY)
    assert date_is_backwards(DAY, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("slug", "parts"),
    [
        ("rek-003", ("REK", 3)),
        ("kep-12", ("KEP", 12)),
        ("rek-", None),
        ("rek", None),
        ("sk-003", None),
        ("rek-٣", None),
        ("rek-99999999999999999999", None),
        ("rek-003x", None),
    ],
)
def test_the_address_names_kind_and_sequence(slug, parts):
    assert slug_parts(slug) == parts
