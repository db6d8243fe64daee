"""The forms of merging: ask, answer, take back, carry out."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm, TextField

from ..models import Proposal
from .checking import REASON_LENGTH, reason_field
from .fields import NeededLongText

# The number alone, or an address of this portal that holds it.
_NUMBER = re.compile(r"(?:^|/usulan/)(\d{1,9})(?:/|$)")
AGREES, DECLINES = "agrees", "declines"


class ProposeMergeForm(ActionForm):
    """Asking the author: into which proposal, why."""

    target = TextField(
        label=_("Number or address of the other proposal"),
        max_length=300,
        help_text=_("It must be submitted or in discussion. Its number stands above its title."),
    )
    reason = reason_field(_("Reason"), _("The author gets it by mail, and everybody can read it."))

    def clean_target(self) -> Proposal:
        """Return the proposal that was meant; raise ValidationError where there is none to be read."""
        typed = self.cleaned_data["target"].strip()
        match = _NUMBER.search(typed)
        found = Proposal.objects.public().filter(pk=int(match[1])).first() if match else None
        if found is None:
            raise ValidationError(
                _("There is no proposal with this number. Copy the number that stands above its title.")
            )
        return found


class AnswerMergeForm(ActionForm):
    """The author's answer, and whether they want to become co-author."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(AGREES, _("I agree to the merging")), (DECLINES, _("I do not agree"))],
        widget=forms.RadioSelect,
    )
    wants_co_authorship = forms.BooleanField(
        label=_("I want to become co-author of the other proposal"),
        required=False,
        help_text=_("When it is merged you get the invitation, and its author is told. Only when you agree."),
    )
    reason = NeededLongText(
        label=_("Reason"),
        rows=4,
        max_length=REASON_LENGTH,
        help_text=_("Needed when you do not agree. Everybody can read it."),
    )


class MergeForm(ActionForm):
    """Carrying out; a reason is asked for only where the author was silent."""

    reason = NeededLongText(
        label=_("Why it is merged without an answer"),
        rows=4,
        max_length=REASON_LENGTH,
        help_text=_("Everybody can read it on the proposal's page."),
    )

    def __init__(self, *args: Any, agreed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agreed:
            del self.fields["reason"]
