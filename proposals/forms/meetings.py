"""The form for the notes of a meeting, hearing or visit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm, DayField, LongTextField, SeveralField
from portal.members.models import Organisation

from ..models import MeetingNotes
from .checking import TEXT_LENGTH


class RecordMeetingForm(ActionForm):
    """What it was, when, what was said, and who was there."""

    kind = forms.ChoiceField(
        label=_("What it was"), choices=MeetingNotes.Kind.choices, widget=forms.RadioSelect
    )
    held_on = DayField(label=_("Held on"))
    notes = LongTextField(
        label=_("Notes"),
        rows=7,
        max_length=TEXT_LENGTH,
        help_text=_("What was said, and for which organisation. Everybody can read it."),
    )
    organisations = SeveralField(
        Organisation.objects.none(),
        label=_("Organisations on the attendance list"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Their elements count as heard."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verified = Organisation.objects.verified().order_by("name", "pk")
        self.fields["organisations"].queryset = verified  # type: ignore[attr-defined]
