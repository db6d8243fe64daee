"""The forms of keeping order: flagging, deciding a case, asking for a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.kit.forms import ActionForm, DayField, LongTextField

from ..actions.blackouts import LONGEST
from ..actions.moderation import MOST_REASON, OUTCOMES
from ..actions.moderation_review import MOST_STATEMENT
from ..models import Flag, HouseRule, ModerationCase, ModerationDecision


class FlagForm(ActionForm):
    """What is wrong with a comment."""

    category = forms.ChoiceField(
        label=_("What is wrong with it"), choices=Flag.Category.choices, widget=forms.RadioSelect
    )
    note = LongTextField(
        label=pgettext_lazy("flag", "In your own words"),
        max_length=500,
        rows=3,
        required=False,
        help_text=_("Needed for “something else”. Only moderators read it, and who flagged."),
    )


class DecideForm(ActionForm):
    """What becomes of the case, by which rule, and why."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    rule = forms.ModelChoiceField(
        HouseRule.objects.filter(in_force=True),
        label=_("House rule that was broken"),
        required=False,
        help_text=_("Needed when something is hidden or not published; its name stands in its place."),
    )
    reason = LongTextField(
        label=_("Reason"),
        max_length=MOST_REASON,
        rows=4,
        help_text=_("The writer reads it: what breaks the rule, and how it could be said."),
    )
    suspended_until = DayField(
        label=_("No writing until"),
        required=False,
        help_text=_("Only for a suspension: the last day on which the person cannot write."),
    )

    def __init__(self, *args: Any, case: ModerationCase | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = case.kind if case else ModerationCase.Kind.FLAGGED
        labels = dict(ModerationDecision.Outcome.choices)
        self.fields["outcome"].choices = [  # type: ignore[attr-defined]
            (value, labels[value]) for value in OUTCOMES[kind]
        ]
        if kind != ModerationCase.Kind.FLAGGED:
            del self.fields["suspended_until"]
        if kind == ModerationCase.Kind.REVIEW:
            del self.fields["rule"]


class BlackOutForm(ActionForm):
    """Which passage, by which rule, and why; where, once the places that hold it were looked for."""

    passage = LongTextField(
        label=_("Passage to black out"),
        max_length=LONGEST,
        rows=2,
        help_text=_("Copy it from the text: no more than must go. It is looked for in every version."),
    )
    places = forms.MultipleChoiceField(
        label=_("Where it is blacked out"), widget=forms.CheckboxSelectMultiple, required=False
    )
    rule = forms.ModelChoiceField(
        HouseRule.objects.filter(in_force=True),
        label=_("House rule that was broken"),
        help_text=_("Everybody reads it beside the mark."),
    )
    reason = LongTextField(
        label=_("Reason"),
        max_length=MOST_REASON,
        rows=4,
        help_text=_("Who wrote the text reads it, in a mail too. Do not repeat the passage."),
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if offered is None:
            del self.fields["places"]
        else:
            self.fields["places"].choices = offered  # type: ignore[attr-defined]


class WithdrawFileForm(ActionForm):
    """By which rule a file is withdrawn, and why."""

    rule = forms.ModelChoiceField(
        HouseRule.objects.filter(in_force=True),
        label=_("House rule that was broken"),
        help_text=_("Everybody reads it in place of the file."),
    )
    reason = LongTextField(
        label=_("Reason"),
        max_length=MOST_REASON,
        rows=4,
        help_text=_("The authors read it, in a mail too. Do not repeat what must not be read."),
    )


class AskReviewForm(ActionForm):
    """What its person says about a moderator's decision."""

    statement = LongTextField(
        label=_("Why the decision should be looked at again"),
        max_length=MOST_STATEMENT,
        rows=5,
        help_text=_("Another moderator than the one who decided reads it."),
    )
