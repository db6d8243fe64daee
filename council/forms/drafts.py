"""Forms of the decision draft: which motions go on paper, and the text with its numbered follow-ups."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from council.actions.drafts import FOLLOW_UPS_LIMIT, PART_LIMIT, TITLE_LIMIT, FollowUpLine
from council.models import DecisionDraft, DecisionKind, FollowUpDraft, LegalBasis, Motion
from council.paper import PARTS
from portal.kit.forms import ActionForm, DayField, LongTextField, SeveralField, TextField, count_of
from portal.members.models import Organisation

# Empty lines offered below those that are there; more appear after saving.
EMPTY_LINES = 3
LINE_FIELDS = ("proposal", "what", "agency", "due_on", "funding", "indicator")

PART_LABELS = {
    DecisionKind.REK: {
        "background": _("A. Background"),
        "legal_basis": _("B. Legal basis, what is in no register"),
        "heard": _("D. Main points of support and objection"),
        "considerations": _("F. Considerations of the council"),
        "risks": _("H. Those affected, and risks"),
        "monitoring": _("J. Monitoring plan"),
        "copies_to": _("Copies to"),
    },
    DecisionKind.KEP: {
        "considerations": _("Considering (menimbang)"),
        "legal_basis": _("In view of (mengingat), what is in no register"),
        "attention": _("Having regard to (memperhatikan)"),
        "copies_to": _("Copies to"),
    },
}


class MotionsField(SeveralField):
    """Offers adopted motions by session, title and result."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Motion) -> str:
        """Return how a motion is offered."""
        number = f"{obj.proposal_id} · " if obj.proposal_id else ""
        return (
            f"{number}{obj.item.title} ({obj.get_outcome_display()}, {obj.get_state_display()}; "
            f"{obj.item.session.title})"
        )


class BasesField(SeveralField):
    """Offers the legal bases by their short titles, in the order of the paper."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: LegalBasis) -> str:
        """Return how a basis is offered: a revoked one says so."""
        return str(obj) if obj.is_in_force else f"{obj} ({obj.status})"


class CreateDraftForm(ActionForm):
    """Asks for the adopted motions that one draft puts on paper, and its title."""

    motions = MotionsField(
        label=_("Adopted motions"),
        queryset=Motion.objects.none(),
        help_text=_(
            "What was accepted makes a recommendation to the mayor. Deferral, non-acceptance and the "
            "council's "
            "own affairs make a decision."
        ),
    )
    title = TextField(
        label=_("Title"), max_length=TITLE_LIMIT, help_text=_("What it is about, without number and kind.")
    )

    def __init__(self, *args: Any, motions: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["motions"]
        assert isinstance(field, MotionsField)  # noqa: S101
        field.queryset = Motion.objects.none() if motions is None else motions


class EditDraftForm(ActionForm):
    """The text of a draft: title, the typed parts of its kind, and the follow-ups line by line.

    Without `draft` (an expired session hides it) the fields are made from what was sent, so that nothing
    typed is lost.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=FOLLOW_UPS_LIMIT)
    title = TextField(label=_("Title"), max_length=TITLE_LIMIT)

    def __init__(self, *args: Any, draft: DecisionDraft | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        kind = DecisionKind(draft.kind) if draft else self._kind_sent()
        for name in PARTS[kind]:
            if name == "legal_basis":
                self.fields["legal_bases"] = self._bases()
            self.fields[name] = LongTextField(
                label=PART_LABELS[kind][name], max_length=PART_LIMIT, rows=6, required=False
            )
        self.row_count = self._row_count(kind)
        self.fields["rows"].initial = self.row_count
        agencies = list(Organisation.objects.agencies()) if self.row_count else []
        for number in range(self.row_count):
            self._add_line(number, agencies)

    def _bases(self) -> BasesField:
        """Offer what is in force, and whatever the draft rests on already."""
        offered = LegalBasis.objects.in_force()
        if self.draft is not None:
            picked = self.draft.legal_bases.exclude(basis=None).values("basis")
            offered = LegalBasis.objects.filter(Q(pk__in=offered.values("pk")) | Q(pk__in=picked))
        order = _("They stand in the paper with their full titles, the highest rank first.")
        empty = _("The register of legal bases is still empty. The secretariat fills it.")
        return BasesField(
            label=_("Legal bases"),
            queryset=offered,
            required=False,
            help_text=order if offered.exists() else empty,
        )

    def _kind_sent(self) -> DecisionKind:
        return DecisionKind.REK if "background" in self.data else DecisionKind.KEP

    def _row_count(self, kind: DecisionKind) -> int:
        """Return how many lines the form has: those that were sent, else the saved ones and some empty."""
        if kind != DecisionKind.REK:
            return 0
        if self.is_bound:
            return count_of(self.data.get("rows", ""), FOLLOW_UPS_LIMIT)
        saved = len(self.initial.get("lines", ()))
        return min(saved + EMPTY_LINES, FOLLOW_UPS_LIMIT)

    def _add_line(self, number: int, agencies: Iterable[Organisation]) -> None:
        lines: list[FollowUpDraft] = self.initial.get("lines", [])
        saved = lines[number] if number < len(lines) else None
        proposals = self._proposals()
        made = {
            "proposal": forms.TypedChoiceField(
                label=_("Proposal"), choices=[("", "–"), *proposals], coerce=int, empty_value=None
            ),
            "what": TextField(label=_("What is to be done"), max_length=300),
            "agency": forms.TypedChoiceField(
                label=_("Agency"),
                choices=[("", "–"), *((agency.pk, agency.name) for agency in agencies)],
                coerce=int,
                empty_value=None,
            ),
            "due_on": DayField(label=_("Due on")),
            "funding": TextField(label=_("Source of funds"), max_length=200),
            "indicator": TextField(label=_("Measured by"), max_length=200),
        }
        for name, field in made.items():
            field.required = False
            if saved is not None:
                field.initial = getattr(saved, f"{name}_id" if name in ("proposal", "agency") else name)
            elif name == "proposal" and len(proposals) == 1:
                field.initial = proposals[0][0]
            self.fields[f"{name}_{number}"] = field

    def _proposals(self) -> list[tuple[Any, str]]:
        """Return the proposals of the draft as choices; without it, whatever was sent."""
        if self.draft is None:
            sent = {self.data.get(f"proposal_{number}", "") for number in range(self.row_count)}
            return [(value, value) for value in sorted(sent) if value]
        return [
            (motion.proposal_id, f"{motion.proposal_id} · {motion.proposal.title}")
            for motion in self.draft.motions.all()
            if motion.proposal is not None
        ]

    def part_fields(self) -> list[BoundField]:
        """Return the fields of the text, for the template."""
        lines = {f"{name}_{number}" for number in range(self.row_count) for name in LINE_FIELDS}
        return [field for field in self.visible_fields() if field.name not in lines]

    def line_fields(self) -> list[list[BoundField]]:
        """Return the fields of the follow-ups line by line, for the template."""
        return [[self[f"{name}_{number}"] for name in LINE_FIELDS] for number in range(self.row_count)]

    def clean(self) -> dict[str, Any]:
        """Ask of each line that says what to do everything that a follow-up needs; drop the empty ones."""
        cleaned = super().clean() or self.cleaned_data
        for number in range(self.row_count):
            if not cleaned.get(f"what_{number}"):
                if cleaned.get(f"agency_{number}") or cleaned.get(f"due_on_{number}"):
                    self.add_error(f"what_{number}", _("Say what is to be done, or empty this line."))
                continue
            for name in ("proposal", "agency", "due_on"):
                if not cleaned.get(f"{name}_{number}") and f"{name}_{number}" not in self.errors:
                    self.add_error(f"{name}_{number}", _("A follow-up needs this."))
        return cleaned

    def parts(self) -> dict[str, str]:
        """Return the typed parts."""
        kind = DecisionKind(self.draft.kind) if self.draft else self._kind_sent()
        return {name: self.cleaned_data[name] for name in PARTS[kind]}

    def lines(self) -> list[FollowUpLine]:
        """Return the lines that say something, in their order."""
        data = self.cleaned_data
        return [
            FollowUpLine(
                proposal_id=data[f"proposal_{number}"],
                what=data[f"what_{number}"],
                agency_id=data[f"agency_{number}"],
                due_on=data[f"due_on_{number}"],
                funding=data[f"funding_{number}"],
                indicator=data[f"indicator_{number}"],
            )
            for number in range(self.row_count)
            if data.get(f"what_{number}")
        ]
