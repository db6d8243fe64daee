"""The number of a decision: the format with its tokens, and the next number of a gap-free series. Pure."""

import re
import string
from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

TOKENS = ("seq", "kind", "body", "month_roman", "year", "class", "unit")
# Without these two decisions could bear one number: each kind and year counts from one.
NEEDED = ("seq", "kind", "year")
_WIDTH = re.compile("(0?[1-9])?")
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def format_number(
    number_format: str, *, kind: str, sequence: int, on: date, fixed: Mapping[str, str] | None = None
) -> str:
    """Return the number that `number_format` gives, such as ``003/REK/DKC/2026``.

    `on` is the day of enactment in the city's time zone; `fixed` holds the settings' values of `body`,
    `class` and `unit` (empty where missing). The format is one that `validate_format` accepts.
    """
    values: dict[str, str | int] = {
        "seq": sequence,
        "kind": kind,
        "year": on.year,
        "month_roman": ROMAN_MONTHS[on.month - 1],
        "body": "",
        "class": "",
        "unit": "",
    }
    values.update(fixed or {})
    return number_format.format_map(values)


def validate_format(number_format: str) -> None:
    """Raise ValidationError unless the format can be read, knows all its tokens and tells decisions apart."""
    try:
        parts = list(string.Formatter().parse(number_format))
    except ValueError as error:
        raise ValidationError(
            _("This format cannot be read: a brace is open or doubled."), code="braces"
        ) from error
    names = [name for _text, name, _spec, _conversion in parts if name is not None]
    if unknown := [name for name in names if name not in TOKENS]:
        raise ValidationError(
            _("Unknown token: %(tokens)s. Known are %(known)s."),
            code="unknown",
            params={"tokens": ", ".join(unknown), "known": ", ".join(TOKENS)},
        )
    if missing := [name for name in NEEDED if name not in names]:
        raise ValidationError(
            _("These tokens are needed, or two decisions would get one number: %(tokens)s."),
            code="missing",
            params={"tokens": ", ".join(missing)},
        )
    if any(
        name is not None and (conversion or not _WIDTH.fullmatch(spec or ""))
        for _t, name, spec, conversion in parts
    ):
        raise ValidationError(_("Only a width may follow a token, as in {seq:03}."), code="spec")


def next_sequence(last: int | None) -> int:
    """Return the number after `last`, the highest of the kind and year; 1 where there is none."""
    return 1 if last is None else last + 1


def date_is_backwards(last: date | None, on: date) -> bool:
    """Return whether a decision enacted on `on` would be dated before `last`, the newest of its kind."""
    return last is not None and on < last


def slug_parts(slug: str) -> tuple[str, int] | None:
    """Return kind and sequence of an address part such as ``rek-003``; None for anything else."""
    kind, _dash, digits = slug.partition("-")
    # Six digits: more would not fit the column, and no council decides a million times a year.
    if kind not in ("rek", "kep") or not re.fullmatch("[0-9]{1,6}", digits):
        return None
    return kind.upper(), int(digits)
