"""The base of every form that performs an action."""

import re
import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """Return a key that no other form has."""
    return secrets.token_urlsafe(24)


UNREADABLE = re.compile("[\ud800-\udfff\ufffd]")


class CleanTextMixin:
    """Refuses what cannot be stored as text, in the field where it stands."""

    def to_python(self, value: Any) -> Any:
        """Return the text; raise ValidationError for lone surrogates and for what was no UTF-8.

        NUL is refused by Django itself, which also puts U+FFFD where bytes could not be read.
        """
        text = super().to_python(value)  # type: ignore[misc]
        if isinstance(text, str) and UNREADABLE.search(text):
            raise ValidationError(
                _("This text holds a character that cannot be stored. Type it anew."), code="unreadable"
            )
        return text


class TextField(CleanTextMixin, forms.CharField):
    """A line or a text as people type it."""


class LongTextField(TextField):
    """A text of several lines; `rows` sets the height of its box."""

    def __init__(self, *, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)


class RichTextField(LongTextField):
    """A formatted text in the dialect of kit.richtext; js/toolbar.js offers its signs as buttons."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Mark the box for the toolbar and for what is pasted into it."""
        return {**super().widget_attrs(widget), "data-rich": ""}


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
