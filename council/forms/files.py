"""The form that takes the signed original of a decision."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from council.actions.originals import check_pdf
from portal.kit.forms import ActionForm


class PdfField(forms.FileField):
    """One PDF file."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": "application/pdf,.pdf"}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file; raise ValidationError in words for anything that is no PDF."""
        file = super().clean(data, initial)
        if file:
            try:
                check_pdf(file)
            except ValidationError as error:
                raise ValidationError(error.messages) from error
        return file


class OriginalForm(ActionForm):
    """The signed PDF."""

    file = PdfField(
        label=_("Signed original"),
        help_text=_(
            "The scan of the paper with its wet signatures, or the electronically signed PDF. 10 MB."
        ),
        error_messages={"required": _("Choose the PDF first.")},
    )
