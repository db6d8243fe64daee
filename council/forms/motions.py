"""Forms of the motion and its ballot."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.actions.motions import WORDING_LENGTH
from council.counting import Tally
from council.models import Choice, MotionOutcome, OwnAffair
from portal.kit.forms import ActionForm, DayField, LongTextField, TextField

from .sessions import REASON_LENGTH


class MotionForm(ActionForm):
    """Asks for the outcome and the wording of a motion."""

    outcome = forms.ChoiceField(label=_("Outcome asked for"), choices=MotionOutcome, widget=forms.RadioSelect)
    affair = forms.ChoiceField(
        label=_("What the motion is about"),
        choices=OwnAffair,
        initial=OwnAffair.GENERAL,
        widget=forms.RadioSelect,
        help_text=_("The council's rules set what a ballot must reach for each."),
    )
    wording = LongTextField(
        label=_("Wording"),
        max_length=WORDING_LENGTH,
        rows=8,
        help_text=_("One sentence that can be adopted as it stands: what, by whom, from when."),
    )
    deferred_until = DayField(
        label=_("Deferred until"), required=False, help_text=_("Only when the motion asks to defer.")
    )
    deferred_condition = TextField(
        label=_("or until this is fulfilled"), max_length=REASON_LENGTH, required=False
    )

    def __init__(self, *args: Any, has_proposal: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_proposal:
            del self.fields["affair"]
        else:
            # On the council's own affairs there is nothing but a wording to accept.
            outcome = self.fields["outcome"]
            assert isinstance(outcome, forms.ChoiceField)  # noqa: S101
            outcome.choices = [(MotionOutcome.ACCEPTED, MotionOutcome.ACCEPTED.label)]
            outcome.initial = MotionOutcome.ACCEPTED
            del self.fields["deferred_until"], self.fields["deferred_condition"]


class RewordForm(ActionForm):
    """Asks for the wording that takes the place of the one under deliberation."""

    wording = LongTextField(
        label=_("New wording"),
        max_length=WORDING_LENGTH,
        rows=8,
        help_text=_("The wording so far stays readable as an earlier version, with the objections to it."),
    )


class ObjectionForm(ActionForm):
    """Asks for the reason of an objection."""

    reason = LongTextField(label=_("Your objection, with its reason"), max_length=REASON_LENGTH, rows=5)


class ConflictForm(ActionForm):
    """Asks for the reason of a conflict of interest."""

    reason = LongTextField(label=_("What the conflict of interest is"), max_length=REASON_LENGTH, rows=4)


class OpenBallotForm(ActionForm):
    """Asks why deliberation is exhausted."""

    reason = LongTextField(
        label=_("Why deliberation is exhausted"),
        max_length=REASON_LENGTH,
        rows=4,
        help_text=_("In the words of whoever leads. Everybody can read it."),
    )


class BallotForm(ActionForm):
    """The one question of a ballot."""

    choice = forms.ChoiceField(label=_("Your vote"), choices=Choice, widget=forms.RadioSelect)


class PaperTallyForm(ActionForm):
    """Asks for the tally of a ballot that was held on paper."""

    yes = forms.IntegerField(label=_("In favour"), min_value=0)
    no = forms.IntegerField(label=_("Against"), min_value=0)
    abstain = forms.IntegerField(label=_("Abstained or blank"), min_value=0)

    @property
    def tally(self) -> Tally:
        """Return what was entered."""
        return Tally(*(self.cleaned_data[name] for name in ("yes", "no", "abstain")))
