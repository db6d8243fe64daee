"""The forms for citizens' inputs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm, DayField, LongTextField, TextField

from ..models import CitizenInput, HouseRule, ProposalRules
from .commenting import body_field, set_limits


class GiveInputForm(ActionForm):
    """A citizen's input."""

    body = body_field(_("Your input"))

    def __init__(self, *args: Any, rules: ProposalRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_limits(self.fields["body"], rules)


class RecordInputForm(GiveInputForm):
    """A letter, a visit or a call, entered by the secretariat."""

    channel = forms.ChoiceField(
        label=_("How it came"),
        choices=[
            (value, label)
            for value, label in CitizenInput.Channel.choices
            if value != CitizenInput.Channel.ACCOUNT
        ],
        widget=forms.RadioSelect,
    )
    received_on = DayField(label=_("Received on"))
    name = TextField(
        label=_("Name"),
        max_length=150,
        required=False,
        help_text=_("Only the initials are kept unless the person has consented. May stay empty."),
    )
    consented = forms.BooleanField(
        label=_("The person has consented to being named in public."), required=False
    )
    field_order = ["channel", "received_on", "name", "consented", "body"]


class RefuseInputForm(ActionForm):
    """Why an input is not published."""

    rule = forms.ModelChoiceField(
        HouseRule.objects.filter(in_force=True), label=_("House rule that was broken"), empty_label=None
    )
    reason = LongTextField(
        label=_("Reason"), max_length=1_000, rows=4, help_text=_("The person who wrote it reads it.")
    )
