"""The base of every form that performs an action."""

import re
import secrets
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms.utils import ErrorDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from . import richtext


def new_key() -> str:
    """Return a key that no other form has."""
    return secrets.token_urlsafe(24)


# NUL, halves of characters, what Django puts where bytes were no UTF-8, and what no XML file can hold.
UNREADABLE = re.compile("[\x00\ud800-\udfff\ufffd-\uffff]")


class TextField(forms.CharField):
    """A line as people type it, without the signs that nobody sees: they break feeds and disguise names."""

    clean_text = staticmethod(richtext.one_line)

    def to_python(self, value: Any) -> Any:
        """Return the text; raise ValidationError for what cannot be stored or handed on."""
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        if UNREADABLE.search(text):
            raise ValidationError(
                _("This text holds a character that cannot be stored. Type it anew."), code="unreadable"
            )
        return self.clean_text(text)


class LongTextField(TextField):
    """A text of several lines; `rows` sets the height of its box."""

    clean_text = staticmethod(richtext.lines)

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


class RichTextField(LongTextField):
    """A formatted text in the dialect of kit.richtext; js/toolbar.js offers its signs as buttons."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Mark the box for the toolbar and for what is pasted into it."""
        return {**super().widget_attrs(widget), "data-rich": ""}


# What a column of numbers holds in any case.
MOST_DIGITS = 18
# The years of this house's papers, with room for what they rest on and for what they promise.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_NO_SUCH_DAY = _("Enter a day between the years 1900 and 2199.")


class DayField(forms.DateField):
    """A day as browsers ask for it, in a year that a paper can bear: one can be counted on from every day."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [
        MinValueValidator(FIRST_DAY, _NO_SUCH_DAY),
        MaxValueValidator(LAST_DAY, _NO_SUCH_DAY),
    ]


class MomentField(forms.DateTimeField):
    """A moment as browsers ask for it: day and time of day in the city's time zone, in the same years."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def validate(self, value: datetime | None) -> None:
        """Refuse a moment on a day that a `DayField` refuses."""
        super().validate(value)
        if value is not None and not FIRST_DAY <= value.date() <= LAST_DAY:
            raise ValidationError(_NO_SUCH_DAY, code="day")


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows; a number too large for its column is one that is not offered, not an error of it."""

    def clean(self, value: Any) -> Any:
        """Return the rows; raise ValidationError for what is not offered."""
        for number in value if isinstance(value, list | tuple) else ():
            if len(str(number)) > MOST_DIGITS:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": number}
                )
        return super().clean(value)


def count_of(sent: Any, most: int) -> int:
    """Return the number of lines that a form says it has, at most `most`; 0 for what is no number."""
    text = str(sent)
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


class ActionForm(forms.Form):
    """A form that performs one action, once: `form_key` tells a repeated submit from a new one."""

    required_css_class = "required"
    # A plain field: whatever comes back is a key, it is never shown or stored as it is.
    form_key = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form_key"].initial = new_key()

    def full_clean(self) -> None:
        """Check the form; a choice that is not offered is answered without its inner value."""
        for field in self.fields.values():
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = _("This is not offered. Choose one of the list.")
        super().full_clean()

    def show_as_typed(self) -> None:
        """Show a bound form as it was typed, unchecked: nothing was judged, so nothing is reported.

        What was chosen among things that only the signed-in person is offered is kept out of sight.
        """
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField) and self._has_lost_choices(name, field):
                several = isinstance(field.widget, forms.CheckboxSelectMultiple | forms.SelectMultiple)
                field.widget = forms.MultipleHiddenInput() if several else forms.HiddenInput()
        self._errors = ErrorDict()
        self.cleaned_data = {}

    def _has_lost_choices(self, name: str, field: forms.ChoiceField) -> bool:
        """Return whether something was chosen that the field does not offer now."""
        value = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        chosen = {str(part) for part in (value if isinstance(value, list | tuple) else [value]) if part}
        options: Any = flatten_choices(field.choices)  # type: ignore[arg-type]
        offered = {str(value) for value, _label in options}
        return not chosen <= offered
