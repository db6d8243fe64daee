"""Writing a proposal: the draft, and the change of a text in discussion."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.forms import ActionForm, LongTextField, SeveralField, TextField, new_key
from portal.members.models import Affiliation, WorkingGroup

from ..models import PARTS, TEXT_FIELDS, Area, Authority, Pillar, StrategicIssue
from .attaching import AttachmentFields
from .fields import NeededChoice, NeededLongText, NeededRichText, NeededText, RupiahField, TagsField

# A planning year lies this many years ahead at most.
YEARS_AHEAD = 6


class TextForm(ActionForm):
    """The text of a proposal; lengths beyond storage are judged at submission, in words."""

    # Two buttons share the form, and saving a draft must not be stopped by an empty field.
    use_required_attribute = False

    title = NeededText(
        label=_("Title"),
        max_length=300,
        help_text=_("One sentence that your neighbour understands. 10 to 150 characters."),
    )
    summary = NeededLongText(
        label=_("Summary"),
        rows=3,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        help_text=_("Shown in lists and when shared. At most 500 characters."),
    )
    background = NeededRichText(
        label=_("Background"),
        rows=7,
        help_text=_(
            "What happens now, and how do you know? Text pasted from Word or WhatsApp is tidied by itself."
        ),
    )
    content = NeededRichText(
        label=_("What is proposed"), rows=7, help_text=_("What changes, who does it, from when?")
    )
    benefit = NeededRichText(label=_("Benefit"), rows=4, help_text=_("For whom does what get better?"))
    affected = NeededRichText(
        label=_("Who is affected"), rows=4, help_text=_("Also those for whom something gets harder.")
    )
    strategic_issue = forms.ModelChoiceField(
        StrategicIssue.objects.all(), label=_("Strategic issue"), required=False, empty_label=_("Not chosen")
    )
    pillar = forms.ModelChoiceField(
        Pillar.objects.all(), label=_("Pillar"), required=False, empty_label=_("Not chosen")
    )
    tags = TagsField(
        label=_("Tags"),
        required=False,
        help_text=_("By which words would people look for it? At most 8, with commas between them."),
    )
    authority = forms.ChoiceField(
        choices=[("", _("Not chosen")), *Authority.choices], label=_("Whose authority it is"), required=False
    )
    planning_year = forms.TypedChoiceField(
        coerce=int, empty_value=None, label=_("Planning year (RKPD)"), required=False
    )
    district = forms.ModelChoiceField(
        Area.objects.filter(level=Area.Level.DISTRICT),
        label=_("District (kecamatan)"),
        required=False,
        empty_label=_("The whole city"),
    )
    # static/js/choices.js offers the kelurahan of the chosen kecamatan; without it all stand in groups.
    village = forms.ChoiceField(
        label=_("Kelurahan"), required=False, widget=forms.Select(attrs={"data-within": "district"})
    )
    cost_estimate = RupiahField(
        label=_("Cost estimate (Rp)"),
        required=False,
        help_text=_("Your own estimate; nobody has checked it."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 30}),
    )
    funding_source = TextField(label=_("Funding source"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = clock.today().year
        years = [(str(y), str(y)) for y in range(year, year + YEARS_AHEAD + 1)]
        stored = self.initial.get("planning_year")
        if stored and (str(stored), str(stored)) not in years:
            years.insert(0, (str(stored), str(stored)))
        self.fields["planning_year"].choices = [("", _("Not chosen")), *years]  # type: ignore[attr-defined]
        self.fields["village"].choices = _village_choices()  # type: ignore[attr-defined]

    def text(self) -> dict[str, Any]:
        """Return the text as the actions take it: every field of TEXT_FIELDS, and `areas`."""
        values = {name: self.cleaned_data.get(name) for name in TEXT_FIELDS}
        for name in ("title", "summary", *PARTS, "authority", "funding_source"):
            values[name] = values[name] or ""
        values["tags"] = values["tags"] or []
        chosen = (self.cleaned_data.get("district"), self.cleaned_data.get("village"))
        values["areas"] = [area for area in chosen if area]
        return values

    def clean_village(self) -> Area | None:
        """Return the kelurahan; raise ValidationError when it lies in another kecamatan."""
        chosen = self.cleaned_data["village"]
        if not chosen:
            return None
        village = Area.objects.select_related("parent").get(pk=chosen)
        district = self.cleaned_data.get("district")
        if district and village.parent != district:
            raise ValidationError(
                _("%(village)s lies in %(right)s, not in %(chosen)s. Choose the one or the other anew.")
                % {"village": village, "right": village.parent, "chosen": district},
                code="district",
            )
        return village

    def clean(self) -> dict[str, Any]:
        """Name the kecamatan with its kelurahan, chosen or not."""
        data = super().clean() or {}
        if village := data.get("village"):
            data["district"] = village.parent
        return data


def initial_of(source: Any) -> dict[str, Any]:
    """Return what the form shows of a draft or a version."""
    initial = {name: getattr(source, name) for name in TEXT_FIELDS}
    initial["tags"] = ", ".join(source.tags)
    for area in source.areas.all():
        name = "district" if area.level == Area.Level.DISTRICT else "village"
        initial[name] = area.pk
    return initial


def _village_choices() -> list[Any]:
    """Return the kelurahan under the names of their districts."""
    villages = Area.objects.filter(level=Area.Level.VILLAGE).select_related("parent").order_by("code")
    grouped = groupby(villages, key=lambda village: str(village.parent or ""))
    return [("", _("All of them")), *((name, [(v.pk, v.name) for v in found]) for name, found in grouped)]


class DraftForm(TextForm, AttachmentFields):
    """The author's draft: for whom, to which working group, and the text."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    # Tells a save of this window whose answer got lost from a save of another one.
    window = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    organisation = forms.ChoiceField(label=_("On behalf of"))
    leading_group = NeededChoice(
        WorkingGroup.objects.none(),
        label=_("Working group that leads"),
        empty_label=_("Not chosen"),
    )
    groups = SeveralField(
        WorkingGroup.objects.filter(is_open=True),
        label=_("Working groups that join in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        own_groups: list[WorkingGroup],
        mandates: "list[Affiliation] | None" = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["window"].initial = new_key()
        # Only a group of the author's own can lead; any may join in.
        leading = WorkingGroup.objects.filter(pk__in=[group.pk for group in own_groups])
        self.fields["leading_group"].queryset = leading  # type: ignore[attr-defined]
        if mandates is None:
            # The proposal exists: for whom it is written no longer changes.
            del self.fields["organisation"]
        else:
            self.fields["organisation"].choices = [  # type: ignore[attr-defined]
                (a.organisation_id, f"{a.organisation.name} ({a.organisation.element_label})")
                for a in mandates
            ]

    def text(self) -> dict[str, Any]:
        """Return the text, and the working groups."""
        return {
            **super().text(),
            "leading_group": self.cleaned_data.get("leading_group"),
            "groups": list(self.cleaned_data.get("groups") or []),
        }

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """Show a bound form with what keeps it from being submitted, each at its field."""
        for name, words in faults.items():
            self.add_error(name, words)


class SubmitForm(ActionForm):
    """The second step of a submission: nothing to fill in, but which text was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class EditForm(TextForm):
    """A change of the text in discussion, with its reason."""

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    change_note = LongTextField(
        label=_("What changed and why"),
        rows=2,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        max_length=300,
        help_text=_("One sentence, for everybody to read beside the new version."),
    )
    wording_only = forms.BooleanField(
        label=_("A mere correction of wording"),
        required=False,
        help_text=_(
            "The mark is public, and the coordinator can lift it. "
            "Any other change in the last days keeps the discussion open longer."
        ),
    )
