"""Forms of the referral: the letter to the mayor, and the city's answer with one part for each proposal."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.actions.referrals import FollowUpAnswer, ProposalAnswer
from council.models import FollowUp
from portal.kit.forms import ActionForm, DayField, LongTextField, TextField
from portal.members.models import Organisation
from proposals.models import AnswerResult, Proposal

REASON_LENGTH = 2000


class ConveyForm(ActionForm):
    """Asks for the letter that goes with the recommendation."""

    letter_number = TextField(
        label=_("Number of the letter"), max_length=80, help_text=_("Such as 018/DKC/XI/2026.")
    )
    letter_date = DayField(label=_("Date of the letter"))


class CityAnswerForm(ActionForm):
    """Asks for the letter of the city, and what it says of each proposal and each proposed follow-up."""

    answered_on = DayField(label=_("Date of the answer"))
    document = TextField(
        label=_("Document"), max_length=200, help_text=_("Name and number of the city's letter.")
    )
    approved_by_name = TextField(
        label=_("Signed by"), max_length=200, help_text=_("The official who signed it, by office and name.")
    )
    summary = LongTextField(label=_("The answer in the city's words"), max_length=5000, rows=5)

    def __init__(
        self,
        *args: Any,
        proposals: Iterable[Proposal] = (),
        follow_ups: Iterable[FollowUp] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = list(proposals)
        self.follow_ups = list(follow_ups)
        for proposal in self.proposals:
            self._ask_about_proposal(proposal)
        agencies = [
            (agency.pk, agency.name)
            for agency in (Organisation.objects.agencies() if self.follow_ups else [])
        ]
        for line in self.follow_ups:
            self.fields[f"agency_{line.pk}"] = forms.TypedChoiceField(
                label=_now("Follow-up %(number)d: %(what)s") % {"number": line.position, "what": line.what},
                help_text=_(
                    "The agency that the city names. Leave it empty when the city does not take it on."
                ),
                choices=[("", _("Not taken on")), *agencies],
                coerce=int,
                empty_value=None,
                required=False,
            )

    def _ask_about_proposal(self, proposal: Proposal) -> None:
        words = {"number": proposal.pk, "title": proposal.title}
        self.fields[f"result_{proposal.pk}"] = forms.ChoiceField(
            label=_now("Proposal %(number)d: %(title)s") % words,
            choices=AnswerResult.choices,
            widget=forms.RadioSelect,
        )
        self.fields[f"studied_until_{proposal.pk}"] = DayField(
            label=_now("Proposal %(number)d: studied until") % words,
            help_text=_("Only when it is still being studied."),
            required=False,
        )
        self.fields[f"reason_{proposal.pk}"] = LongTextField(
            label=_now("Proposal %(number)d: reason of the city") % words,
            max_length=REASON_LENGTH,
            rows=3,
            required=False,
        )

    def items(self) -> list[ProposalAnswer]:
        """Return what was entered on the proposals."""
        return [
            ProposalAnswer(
                proposal_id=proposal.pk,
                result=self.cleaned_data[f"result_{proposal.pk}"],
                reason=self.cleaned_data[f"reason_{proposal.pk}"],
                studied_until=self._studied_until(proposal),
            )
            for proposal in self.proposals
        ]

    def _studied_until(self, proposal: Proposal) -> date | None:
        day: date | None = self.cleaned_data[f"studied_until_{proposal.pk}"]
        return day

    def follow_up_answers(self) -> list[FollowUpAnswer]:
        """Return what was entered on the follow-ups; none on those of a proposal that is still studied."""
        studied = {item.proposal_id for item in self.items() if item.result == AnswerResult.STUDIED}
        return [
            FollowUpAnswer(follow_up_id=line.pk, agency_id=self.cleaned_data[f"agency_{line.pk}"])
            for line in self.follow_ups
            if line.proposal_id not in studied
        ]
