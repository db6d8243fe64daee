"""Forms of the verbs on follow-ups."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from council.actions.milestones import (
    FUNDING_LIMIT,
    MOST_MILESTONES,
    REASON_LIMIT,
    TITLE_LIMIT,
    MilestoneLine,
)
from council.models import FollowUp, Milestone
from council.models.follow_up import WHOLE
from portal.kit.forms import ActionForm, DayField, LongTextField, SeveralField, TextField, count_of
from portal.kit.wording import tanggal
from portal.members.forms import EvidenceField
from portal.members.models import Organisation

TEXT_LENGTH = 5000
EMPTY_LINES = 4
LINE_FIELDS = ("title", "weight", "due_on")


class OpenForm(ActionForm):
    """Asks for the day until which it is a duty."""

    due_on = DayField(label=_("Due on"))


class FinishedForm(ActionForm):
    """Asks for what was done, the evidence, and who approved the report."""

    text = LongTextField(label=_("What has been done"), max_length=TEXT_LENGTH, rows=5)
    evidence = LongTextField(
        label=_("Evidence"),
        max_length=TEXT_LENGTH,
        rows=3,
        required=False,
        help_text=_("In words or as an address: a decree, a published list, a page with the result."),
    )
    evidence_files = EvidenceField(
        label=_("Evidence as files"),
        required=False,
        help_text=_(
            "PDF, JPEG or PNG, at most 5 files of 10 MB. Everybody can open them: leave out private data."
        ),
    )
    approved_by_name = TextField(label=_("Official who approved it"), max_length=200)


class ReachedField(SeveralField):
    """Offers milestones with their weight and day."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Milestone) -> str:
        """Return how a milestone is offered."""
        return _("%(title)s (%(weight)d per cent, due %(day)s)") % {
            "title": obj.title,
            "weight": obj.weight,
            "day": tanggal(obj.due_on),
        }


class ProgressForm(FinishedForm):
    """Asks for the milestones reached or, without a plan, for the share done; evidence may be missing."""

    field_order = ("text", "reached", "percent", "evidence", "evidence_files", "approved_by_name")
    percent = forms.IntegerField(label=_("Share done, in per cent"), min_value=0, max_value=WHOLE)
    reached = ReachedField(
        label=_("Milestones reached since the last report"),
        queryset=Milestone.objects.none(),
        required=False,
        help_text=_("The share done follows from their weights."),
    )

    def __init__(self, *args: Any, follow_up: FollowUp | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = list(follow_up.milestones.all()) if follow_up is not None else []
        if not plan:
            del self.fields["reached"]
            return
        del self.fields["percent"]
        field = self.fields["reached"]
        assert isinstance(field, ReachedField)  # noqa: S101
        field.queryset = Milestone.objects.filter(pk__in=[m.pk for m in plan if not m.is_reached])

    def reached_ids(self) -> list[int]:
        """Return the ids of the milestones that were chosen."""
        return [milestone.pk for milestone in self.cleaned_data.get("reached", ())]


class PlanForm(ActionForm):
    """Asks for the milestones still to be reached, line by line, the funds, and who else takes part."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MOST_MILESTONES)
    # Where the action says what is wrong with the plan as a whole.
    milestones = forms.Field(widget=forms.HiddenInput, required=False)
    funding = TextField(label=_("Source of funds"), max_length=FUNDING_LIMIT, required=False)
    others = SeveralField(
        label=_("Others involved"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = LongTextField(
        label=_("Why the plan is changed"),
        max_length=REASON_LIMIT,
        rows=3,
        required=False,
        help_text=_("Asked for when a plan stands already. Everybody can read it."),
    )

    def __init__(self, *args: Any, follow_up: FollowUp | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plan = list(follow_up.milestones.all()) if follow_up is not None else []
        self.reached = [milestone for milestone in plan if milestone.is_reached]
        self.standing = [milestone for milestone in plan if not milestone.is_reached]
        self.row_count = self._row_count()
        self.fields["rows"].initial = self.row_count
        others = self.fields["others"]
        assert isinstance(others, SeveralField)  # noqa: S101
        if follow_up is not None:
            others.queryset = Organisation.objects.agencies().exclude(pk=follow_up.agency_id)
            if not plan:
                del self.fields["reason"]
        for number in range(self.row_count):
            self._add_line(number)

    def _row_count(self) -> int:
        """Return how many lines the form has: those that were sent, else the standing ones and some empty."""
        if self.is_bound:
            return count_of(self.data.get("rows", ""), MOST_MILESTONES)
        return min(len(self.standing) + EMPTY_LINES, MOST_MILESTONES)

    def _add_line(self, number: int) -> None:
        saved = self.standing[number] if number < len(self.standing) else None
        made: dict[str, forms.Field] = {
            "title": TextField(label=_("Milestone"), max_length=TITLE_LIMIT),
            "weight": forms.IntegerField(label=_("Weight, in per cent"), min_value=1, max_value=WHOLE),
            "due_on": DayField(label=_("Due on")),
        }
        for name, field in made.items():
            field.required = False
            if saved is not None:
                field.initial = getattr(saved, name)
            self.fields[f"{name}_{number}"] = field

    def other_fields(self) -> list[BoundField]:
        """Return the fields beside the lines, for the template."""
        lines = {f"{name}_{number}" for number in range(self.row_count) for name in LINE_FIELDS}
        return [field for field in self.visible_fields() if field.name not in lines]

    def line_fields(self) -> list[list[BoundField]]:
        """Return the fields of the milestones line by line, for the template."""
        return [[self[f"{name}_{number}"] for name in LINE_FIELDS] for number in range(self.row_count)]

    def clean(self) -> dict[str, Any]:
        """Ask of each line that was begun for all three; drop the empty ones."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(self.row_count):
            names = [f"{name}_{number}" for name in LINE_FIELDS]
            if not any(cleaned.get(name) for name in names):
                continue
            for name in names:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("A milestone needs this, or empty the whole line."))
        return cleaned

    def lines(self) -> Iterable[MilestoneLine]:
        """Return the lines that say something, in their order."""
        data = self.cleaned_data
        return [
            MilestoneLine(data[f"title_{number}"], data[f"weight_{number}"], data[f"due_on_{number}"])
            for number in range(self.row_count)
            if data.get(f"title_{number}")
        ]


class NoteForm(ActionForm):
    """Asks for what the working group saw."""

    text = LongTextField(
        label=_("Note"), max_length=TEXT_LENGTH, rows=5, help_text=_("Everybody can read it.")
    )
