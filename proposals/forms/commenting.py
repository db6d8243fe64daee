"""Commenting, answering, and an agency's official response."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm, RichTextField, TextField
from portal.members import roles
from portal.members.models import Affiliation, Organisation

from ..anchors import words_of
from ..completeness import comment_fault
from ..models import Capacity, Comment, Proposal, ProposalRules, Stance, Version

EXCERPT_WORDS = 6
# Of a comment that is quoted in an answer, this much.
QUOTED_CHARACTERS = 600


def body_field(label: Any) -> RichTextField:
    """Return the field for the text of a comment; its limits are set by `set_limits`."""
    return RichTextField(label=label, rows=5)


def set_limits(field: forms.Field, rules: ProposalRules) -> None:
    """Tell the least and most characters at the field, which counts along and judges with all others."""

    def judge(body: str) -> None:
        if fault := comment_fault(body, rules):
            raise ValidationError(fault, code="length")

    field.validators.append(judge)
    field.help_text = _("%(least)d to %(most)s characters.") % {
        "least": rules.comment_min,
        "most": f"{rules.comment_max:,}".replace(",", "."),
    }
    field.widget.attrs["maxlength"] = rules.comment_max


class SpeakingForm(ActionForm):
    """A form in which somebody speaks for one of their organisations, or for themselves."""

    speaks_as = forms.ChoiceField(label=_("On whose behalf"), widget=forms.RadioSelect)
    body = body_field(_("Comment"))

    def __init__(
        self, *args: Any, affiliations: list[Affiliation], rules: ProposalRules, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.affiliations = {affiliation.pk: affiliation for affiliation in affiliations}
        choices = _capacities(affiliations)
        self.fields["speaks_as"].choices = choices  # type: ignore[attr-defined]
        if choices:
            self.fields["speaks_as"].initial = choices[0][0]
        set_limits(self.fields["body"], rules)

    def speaking(self) -> dict[str, Any]:
        """Return for whom the writer speaks, as the actions take it."""
        capacity, _sep, number = self.cleaned_data["speaks_as"].partition("-")
        return {"capacity": capacity, "affiliation": self.affiliations[int(number)]}


def _capacities(affiliations: list[Affiliation]) -> list[tuple[str, Any]]:
    """Return the choices: on behalf of each organisation with a mandate, and a personal opinion for each."""
    found: list[tuple[str, Any]] = []
    for affiliation in affiliations:
        names = {
            "organisation": affiliation.organisation.name,
            "element": affiliation.organisation.element_label.lower(),
        }
        if affiliation.is_representing:
            words = _("On behalf of %(organisation)s (%(element)s)") % names
            found.append((f"{Capacity.REPRESENTING}-{affiliation.pk}", words))
        words = _("Personal opinion, %(organisation)s (%(element)s)") % names
        found.append((f"{Capacity.PERSONAL}-{affiliation.pk}", words))
    return found


class CommentForm(SpeakingForm):
    """A comment: on whose behalf, which stance, on which paragraph, the text."""

    stance = forms.ChoiceField(label=_("Your stance"), choices=Stance.choices, widget=forms.RadioSelect)
    paragraph = forms.TypedChoiceField(
        coerce=int, empty_value=None, label=_("About which part"), required=False
    )

    field_order = ["speaks_as", "stance", "paragraph", "body"]

    def __init__(self, *args: Any, version: Version | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paragraph"].choices = [  # type: ignore[attr-defined]
            ("", _("The proposal as a whole")),
            *(_paragraph_choices(version) if version else []),
        ]


def _paragraph_choices(version: Version) -> list[tuple[int, Any]]:
    """Return the numbered paragraphs with their first words, by their anchors."""
    pairs = zip(version.anchors, version.paragraphs, strict=True)
    return [
        (
            anchor,
            _("Paragraph %(number)d: %(words)s")
            % {"number": number, "words": Truncator(words_of(html)).words(EXCERPT_WORDS)},
        )
        for number, (anchor, html) in enumerate(pairs, start=1)
    ]


class ReplyForm(SpeakingForm):
    """An answer to a comment."""


class EditCommentForm(ActionForm):
    """A new text for one's own comment."""

    text_mark = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    body = body_field(_("Comment"))

    def __init__(self, *args: Any, rules: ProposalRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_limits(self.fields["body"], rules)


class OfficialResponseForm(ActionForm):
    """An agency's official response."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Agency"), empty_label=None)
    body = body_field(_("Official response"))
    approved_by_name = TextField(
        label=_("Approved by"),
        max_length=200,
        help_text=_("Position of the official who approved it, such as Head of the Transport Division."),
    )

    def __init__(self, *args: Any, agencies: list[int], rules: ProposalRules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = Organisation.objects.filter(pk__in=agencies).order_by("name")
        self.fields["organisation"].queryset = chosen  # type: ignore[attr-defined]
        set_limits(self.fields["body"], rules)


def rules_of(thing: Proposal | Comment | None) -> ProposalRules:
    """Return the rules for a proposal or a comment, also where an expired session hides it."""
    proposal = thing.proposal if isinstance(thing, Comment) else thing
    return proposal.rules if proposal else ProposalRules.load()


def comment_form_kwargs(user: Any, proposal: Proposal | None) -> dict[str, Any]:
    """Return what the comment form needs to know of the writer and the proposal."""
    return {
        "affiliations": roles.current_affiliations(user),
        "rules": rules_of(proposal),
        "version": proposal.current_version if proposal else None,
    }


def quotation(body: str) -> str:
    """Return the beginning of a comment as a quotation to answer below, without what it quotes itself."""
    own = "\n".join(line for line in body.split("\n") if not line.startswith(">")).strip()
    quoted = Truncator(own).chars(QUOTED_CHARACTERS)
    return "\n".join(f"> {line}".rstrip() for line in quoted.split("\n")) + "\n\n"
