"""Attachments: as part of the draft form, and on a page of their own."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.kit.forms import ActionForm, LongTextField, TextField
from portal.kit.uploads import UploadField

from ..models import Attachment, ProposalRules


class AttachmentFields(ActionForm):
    """One more file with what it is, and which of the files that are there go."""

    attachment = UploadField(label=_("Add a file"), required=False)
    caption = TextField(
        label=_("What it is"),
        max_length=150,
        required=False,
        help_text=_("For example: map of the routes. Left empty, the name of the file stands there."),
    )
    without = forms.MultipleChoiceField(
        label=_("Remove when saving"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        attachments: Iterable[Attachment] = (),
        rules: ProposalRules | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        rules = rules or ProposalRules.load()
        self.attachments = list(attachments)
        field = self.fields["attachment"]
        field.max_mb = rules.attachment_mb_max  # type: ignore[attr-defined]
        field.help_text = _(
            "PDF, DOCX, XLSX, ODT, ODS, JPEG, PNG or WebP; up to %(mb)d MB, at most %(most)d files. "
            "Where a photograph was taken is removed from it."
        ) % {"mb": rules.attachment_mb_max, "most": rules.attachments_max}
        if self.attachments:
            self.fields["without"].choices = [  # type: ignore[attr-defined]
                (one.pk, f"{one.caption} ({one.get_kind_display()}, {filesizeformat(one.size)})")
                for one in self.attachments
            ]
        else:
            del self.fields["without"]

    def removed(self) -> list[int]:
        """Return the numbers of the attachments that go."""
        return [int(number) for number in self.cleaned_data.get("without") or []]


class AttachmentsForm(AttachmentFields):
    """Attachments on a page of their own; in discussion a change is a version and needs its reason."""

    field_order = ["without", "attachment", "caption", "change_note"]
    base_version = forms.IntegerField(widget=forms.HiddenInput)
    change_note = LongTextField(
        label=_("What changed and why"),
        rows=2,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        max_length=300,
        help_text=_("One sentence, for everybody to read beside the new version."),
    )

    def __init__(self, *args: Any, in_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if in_draft:
            del self.fields["base_version"], self.fields["change_note"]

    def clean(self) -> dict[str, Any]:
        """Ask for a file when there is neither one to add nor one to remove."""
        data = super().clean() or {}
        if not self.errors and not data.get("attachment") and not data.get("without"):
            self.add_error(
                "attachment",
                ValidationError(pgettext_lazy("attachment", "Choose a file first."), code="required"),
            )
        return data
