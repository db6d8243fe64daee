"""Forms of the verbs on partners' contributions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.actions.contributions import RECEIVER_LIMIT, WHAT_LIMIT
from council.models import ContributionKind
from portal.kit.forms import ActionForm, DayField, LongTextField, TextField
from portal.members.models import Organisation
from proposals.models import Proposal


class OfferForm(ActionForm):
    """Asks in whose name what is offered, and to which proposal of the decision."""

    organisation = forms.TypedChoiceField(label=_("In the name of"), coerce=int)
    proposal = forms.TypedChoiceField(label=_("Proposal"), coerce=int)
    kind = forms.ChoiceField(label=_("What is offered"), choices=ContributionKind, widget=forms.RadioSelect)
    what = LongTextField(
        label=_("In words"),
        max_length=WHAT_LIMIT,
        rows=4,
        help_text=_("What, how much, when and where. Everybody can read it. No money."),
    )

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation] = (),
        proposals: Iterable[Proposal] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "organisation": [(organisation.pk, organisation.name) for organisation in organisations],
            "proposal": [(proposal.pk, f"{proposal.pk} · {proposal.title}") for proposal in proposals],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.TypedChoiceField)  # noqa: S101
            field.choices = offered


class HandoverForm(ActionForm):
    """Asks what was handed over, when, and who received it."""

    handed_over_on = DayField(label=_("Handed over on"))
    received_by = TextField(label=_("Received by"), max_length=RECEIVER_LIMIT)
    handover = LongTextField(
        label=_("What was handed over"),
        max_length=WHAT_LIMIT,
        rows=4,
        help_text=_("As it stands in the handover report. Everybody can read it."),
    )
