"""Suggesting a change, taking one over, and the authors' answer to one comment or many."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.kit.forms import ActionForm, LongTextField
from portal.members import roles

from ..models import QUOTABLE, AnswerVerdict, Proposal, ProposalRules, Suggestion
from ..models.version import part_label
from .commenting import SpeakingForm, body_field, rules_of, set_limits

MOST_DIGITS = 18


class SuggestForm(SpeakingForm):
    """A suggested change: on whose behalf, which passage, what should stand there, why."""

    part = forms.ChoiceField(label=_("In which part"))
    quote = LongTextField(
        label=_("Passage to change"),
        rows=3,
        help_text=_("Copy it from the text, exactly as it stands there."),
    )
    replacement = LongTextField(
        label=_("Suggested wording"),
        rows=3,
        required=False,
        help_text=_("What should stand there instead. Leave it empty when the passage should go."),
    )
    body = body_field(pgettext_lazy("suggested change", "Reason"))

    field_order = ["speaks_as", "part", "quote", "replacement", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(name, part_label(name)) for name in QUOTABLE]  # type: ignore[attr-defined]


class TakeOverForm(ActionForm):
    """What the author puts into the text, and what stands beside the new version."""

    replacement = LongTextField(
        label=_("What will stand in the text"),
        rows=4,
        required=False,
        help_text=_("As suggested, or as you change it. Left empty, the passage goes."),
    )
    change_note = LongTextField(
        label=_("What changed and why"),
        rows=2,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        max_length=300,
        help_text=_("One sentence, for everybody to read beside the new version."),
    )
    body = LongTextField(
        label=_("Your answer to the writer"),
        rows=3,
        required=False,
        help_text=_("For example why you take over only a part."),
    )
    wording_only = forms.BooleanField(
        label=_("A mere correction of wording"),
        required=False,
        help_text=_(
            "The mark is public, and the coordinator can lift it. "
            "Any other change in the last days keeps the discussion open longer."
        ),
    )

    def __init__(self, *args: Any, rules: ProposalRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs["maxlength"] = rules.comment_max


class NumbersField(forms.TypedMultipleChoiceField):
    """Numbers of comments; whether they may be answered is judged by the action, not by what was listed."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        """Take whatever is a number."""
        text = str(value)
        return text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS


class AnswerForm(ActionForm):
    """One answer to the chosen comments."""

    comments = NumbersField(
        coerce=int,
        label=_("Comments that you answer"),
        error_messages={"required": _("Choose at least one comment.")},
    )
    verdict = forms.ChoiceField(
        label=_("Your answer"), choices=AnswerVerdict.choices, widget=forms.RadioSelect
    )
    body = body_field(pgettext_lazy("author's answer", "Reason"))

    def __init__(self, *args: Any, rules: ProposalRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_limits(self.fields["body"], rules)

    @property
    def chosen(self) -> set[str]:
        """Return the numbers of the comments that are ticked, as text."""
        value = self["comments"].value() or []
        return {str(number) for number in (value if isinstance(value, list | tuple | set) else [value])}


class EditAnswerForm(ActionForm):
    """Another verdict, or another reason, for an answer that was given shortly before."""

    text_mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    verdict = forms.ChoiceField(
        label=_("Your answer"), choices=AnswerVerdict.choices, widget=forms.RadioSelect
    )
    body = body_field(pgettext_lazy("author's answer", "Reason"))

    def __init__(self, *args: Any, rules: ProposalRules, took_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_limits(self.fields["body"], rules)
        if took_over:
            # What the version did stays said, and needs no further words.
            del self.fields["verdict"]
            self.fields["body"].required = False


def suggest_form_kwargs(user: Any, proposal: Proposal | None) -> dict[str, Any]:
    """Return what the form of a suggested change needs to know."""
    return {"affiliations": roles.current_affiliations(user), "rules": rules_of(proposal)}


def initial_take_over(suggestion: Suggestion) -> dict[str, Any]:
    """Return what the author's form begins with: the suggestion as it is."""
    organisation = suggestion.comment.organisation.name
    return {
        "replacement": suggestion.replacement,
        "change_note": str(_("Takes over the change that %(organisation)s suggested."))
        % {"organisation": organisation[:200]},
    }
