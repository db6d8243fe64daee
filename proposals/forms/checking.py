"""The forms of those who lead a discussion: check, open, reopen, formulate, send up."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.forms import ActionForm, DayField, LongTextField, SeveralField
from portal.members.models import Organisation

from ..actions import NOT_HEARD, WORDING_CHANGED
from ..models import NotForwarded, ProposalRules
from .fields import NeededLongText

REASON_LENGTH = 2_000
TEXT_LENGTH = 20_000


def reason_field(label: Any, help_text: Any) -> LongTextField:
    """Return a field for a reason that everybody will read."""
    return LongTextField(label=label, rows=4, max_length=REASON_LENGTH, help_text=help_text)


class ReasonForm(ActionForm):
    """Nothing but the public reason of a step."""

    reason = reason_field(_("Reason"), _("Everybody can read it on the proposal's page."))


class NotForwardForm(ActionForm):
    """Not forwarding: ground, reason, and the right door."""

    category = forms.ChoiceField(
        label=_("Ground"), choices=NotForwarded.Category.choices, widget=forms.RadioSelect
    )
    reason = reason_field(_("Reason"), _("Everybody can read it on the proposal's page."))
    direction = reason_field(
        _("Where to go instead"),
        _("Name the channel or the office, such as SP4N-LAPOR! for a report about one place."),
    )


class OpenDiscussionForm(ActionForm):
    """Opening: until when, and which agency is asked."""

    closes_on = DayField(label=_("Closes at the end of"))
    agencies = SeveralField(
        Organisation.objects.none(),
        label=_("Agencies that would carry it out"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each of them is asked for an official response."),
    )
    no_agency_reason = LongTextField(
        label=_("Why no agency is concerned"),
        rows=2,
        max_length=REASON_LENGTH,
        required=False,
        help_text=_("Only when none is chosen above."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = ProposalRules.load()
        day = self.fields["closes_on"]
        day.initial = clock.today() + timedelta(days=rules.discussion_days)
        day.help_text = _(
            "%(least)d to %(most)d days from today, at 23.59 WIB; a day off moves on to the next working day."
        ) % {"least": rules.discussion_days_min, "most": rules.discussion_days_max}
        agencies = Organisation.objects.agencies().order_by("name")
        self.fields["agencies"].queryset = agencies  # type: ignore[attr-defined]


class ExtendForm(ActionForm):
    """Extending: until when, why."""

    closes_on = DayField(label=_("Closes at the end of"))
    reason = reason_field(_("Reason"), _("Everybody can read it on the proposal's page."))

    def __init__(self, *args: Any, closing: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = ProposalRules.load().extension_days_max
        day = self.fields["closes_on"]
        if closing is not None:
            day.initial = closing + timedelta(days=min(14, most))
        day.help_text = _(
            "At most %(most)d days beyond the present closing, at 23.59 WIB; a day off moves on to the next "
            "working day."
        ) % {"most": most}


class ReopenDiscussionForm(ActionForm):
    """Reopening: on which ground, until when, why."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=[
            (NOT_HEARD, _("Somebody is still to be heard")),
            (WORDING_CHANGED, _("The wording changed in substance")),
        ],
        widget=forms.RadioSelect,
    )
    closes_on = DayField(label=_("Closes at the end of"))
    reason = reason_field(_("Reason"), _("Everybody can read it on the proposal's page."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = ProposalRules.load()
        day = self.fields["closes_on"]
        day.initial = clock.today() + timedelta(days=rules.reopen_days_min)
        day.help_text = _("At least %(least)d days from today, at 23.59 WIB.") % {
            "least": rules.reopen_days_min
        }


class FormulationForm(ActionForm):
    """The group's formulation."""

    replaces = forms.IntegerField(widget=forms.HiddenInput, required=False)
    advice = LongTextField(
        label=_("Advice to the council"),
        rows=5,
        max_length=TEXT_LENGTH,
        help_text=_("What the working group advises, and on which grounds."),
    )
    final_wording = LongTextField(
        label=_("Final wording"),
        rows=7,
        max_length=TEXT_LENGTH,
        help_text=_("The text that the council would adopt."),
    )
    differing_views = LongTextField(
        label=_("Differing views"),
        rows=4,
        max_length=TEXT_LENGTH,
        required=False,
        help_text=_("What was objected to and not resolved, and by whom."),
    )
    notes = LongTextField(label=_("Notes of the meeting"), rows=5, max_length=TEXT_LENGTH, required=False)


class SendToSessionForm(ActionForm):
    """Sending up; the waiver is asked for only where somebody was not heard."""

    # Not called optional, although the form takes it empty: the rule itself says then what is missing.
    waiver_reason = NeededLongText(
        label=_("Why it goes on all the same"),
        rows=4,
        max_length=REASON_LENGTH,
        help_text=_("The council sees it, and everybody can read it on the proposal's page."),
    )

    def __init__(self, *args: Any, heard: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heard:
            del self.fields["waiver_reason"]
