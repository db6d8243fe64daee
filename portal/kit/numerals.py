"""Numbers and dates in Indonesian words, as official reports write them."""

from datetime import date, datetime

from django.utils import translation
from django.utils.formats import date_format

from . import clock

_SMALL = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
)  # fmt: skip
# From the largest; one of each but "juta" and above begins with se-.
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"), (100, "ratus"))
LIMIT = 10**15


def terbilang(number: int) -> str:
    """Return a number from 0 up to below 10^15 in words: 2026 is *dua ribu dua puluh enam*.

    Raises ValueError outside of it.
    """
    if not 0 <= number < LIMIT:
        raise ValueError(f"{number} cannot be written in words here")
    if number < len(_SMALL):
        return _SMALL[number]
    if number < 20:
        return f"{_SMALL[number - 10]} belas"
    if number < 100:
        return _joined(f"{_SMALL[number // 10]} puluh", number % 10)
    scale, name = next(pair for pair in _SCALES if number >= pair[0])
    count = number // scale
    head = f"se{name}" if count == 1 and scale <= 1000 else f"{terbilang(count)} {name}"
    return _joined(head, number % scale)


def _joined(head: str, rest: int) -> str:
    return f"{head} {terbilang(rest)}" if rest else head


def tanggal_terbilang(value: date | datetime) -> str:
    """Return a day in words and figures, as the first sentence of a report has it.

    *Sabtu, tanggal dua puluh satu bulan November tahun dua ribu dua puluh enam (21-11-2026)*.
    """
    if isinstance(value, datetime):
        value = clock.day_of(value)
    with translation.override("id"):
        weekday, month = date_format(value, "l"), date_format(value, "F")
    return (
        f"{weekday}, tanggal {terbilang(value.day)} bulan {month} tahun {terbilang(value.year)} "
        f"({value:%d-%m-%Y})"
    )
