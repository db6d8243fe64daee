"""Fields that only proposals need."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import LongTextField, RichTextField, TextField

from .. import tags

# What a column holds; more digits are a slip of the hand.
MOST_DIGITS = 15
# What people write around an amount: "Rp 1.250.000.000,-".
_AROUND_AMOUNT = re.compile(r"^rp\.?|[\s.\u00a0]|,(00|-)?$", re.IGNORECASE)


class NeededAtSubmission:
    """A field that a draft may leave empty, although it is not called optional."""

    def validate(self, value: Any) -> None:
        """Let emptiness pass: completeness is judged at submission."""


class NeededText(NeededAtSubmission, TextField):
    """A line that a submitted proposal needs."""


class NeededLongText(NeededAtSubmission, LongTextField):
    """A text that a submitted proposal needs."""


class NeededRichText(NeededAtSubmission, RichTextField):
    """A formatted text that a submitted proposal needs."""


class NeededChoice(NeededAtSubmission, forms.ModelChoiceField):
    """A choice that a submitted proposal needs."""


class RupiahField(forms.Field):
    """Whole rupiah, however people group them: 96.500.000 or Rp96500000."""

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount grouped as it is read."""
        return number_format(value, force_grouping=True) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        """Return the amount; raise ValidationError for anything but whole rupiah."""
        digits = _AROUND_AMOUNT.sub("", str(value or "").strip())
        if not digits:
            return None
        if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
            raise ValidationError(_("Write whole rupiah in digits, such as 96.500.000."), code="rupiah")
        return int(digits)


class TagsField(TextField):
    """Tags in one line, with commas between them; gives a list in one spelling."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return the tags; raise ValidationError that names those that are none."""
        text = super().clean(value)
        try:
            return tags.clean(tags.split(text))
        except ValidationError as error:
            raise ValidationError(error.message_dict["tags"], code="tags") from error
