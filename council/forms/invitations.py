"""Forms around the invitation: reply, order of the agenda, documents, signed papers, corrections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.models import Reply, ScanKind
from council.room import Room
from portal.kit.forms import ActionForm, LongTextField, TextField
from portal.members import evidence

from .files import PdfField


class LetterField(forms.FileField):
    """A letter as PDF or photograph."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(evidence.ENDINGS)}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file, or nothing; raise ValidationError for what is no PDF, JPEG or PNG."""
        file = super().clean(data, initial)
        if file:
            evidence.check(file)
        return file


class ReplyForm(ActionForm):
    """Asks a member whether they come."""

    reply = forms.ChoiceField(label=_("Your reply"), choices=Reply, widget=forms.RadioSelect)
    note = TextField(
        label=_("Note for the secretariat"),
        max_length=300,
        required=False,
        help_text=_("For example that you take part online, or why you are prevented."),
    )
    letter = LetterField(
        label=_("Letter of representation"),
        required=False,
        help_text=_("Only when your alternate represents you: PDF, JPEG or PNG, at most 10 MB."),
    )


class HandedLetterForm(ActionForm):
    """Asks for the letter that was handed over, and for which seat."""

    seat = forms.TypedChoiceField(label=_("Represented member"), coerce=int)
    letter = LetterField(label=_("Letter of representation"), help_text=_("PDF, JPEG or PNG, at most 10 MB."))

    def __init__(self, *args: Any, room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101
        field.choices = [
            (place.seat.pk, f"{place.seat.number}. {place.seat.person} ({place.seat.alternate})")
            for place in (room.places if room else [])
            if place.seat.alternate_id
        ]


class OrderForm(ActionForm):
    """The order of the agenda: a list of item numbers that dragging rewrites, and one step up or down."""

    order = forms.CharField(widget=forms.HiddenInput, max_length=4000)
    move = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)

    def clean_order(self) -> list[int]:
        """Return the ids in their order; raise ValidationError for anything else."""
        parts = self.cleaned_data["order"].split(",")
        if not all(part.isdecimal() and len(part) < 13 for part in parts):
            raise forms.ValidationError(
                _("The agenda has changed since you opened it. Look at it once more.")
            )
        return [int(part) for part in parts]

    def moved(self) -> list[int]:
        """Return the order after the step that was asked for, if any."""
        order: list[int] = self.cleaned_data["order"]
        move: str = self.cleaned_data.get("move") or ""
        step, _dash, pk = move.partition("-")
        # Anything that names no item of the list moves nothing.
        place = next((place for place, item in enumerate(order) if str(item) == pk), None)
        if place is None or step not in ("up", "down"):
            return order
        target = place + (1 if step == "down" else -1)
        if 0 <= target < len(order):
            order[place], order[target] = order[target], order[place]
        return order


class DocumentForm(ActionForm):
    """Asks for a document of an agenda item."""

    title = TextField(label=_("Title of the document"), max_length=150)
    file = PdfField(label=_("File"), help_text=_("PDF, at most 10 MB."))


class ScanForm(ActionForm):
    """Asks for a signed paper."""

    kind = forms.ChoiceField(label=_("Which paper"), choices=ScanKind, widget=forms.RadioSelect)
    file = PdfField(label=_("File"), help_text=_("PDF, at most 10 MB."))


class CorrectionForm(ActionForm):
    """Asks what should be corrected."""

    text = LongTextField(
        label=_("What should be corrected"),
        max_length=2000,
        rows=6,
        help_text=_("Name the agenda item, what stands there, and how it should read."),
    )


class AnswerCorrectionForm(ActionForm):
    """Asks whether a correction was taken over."""

    is_taken = forms.TypedChoiceField(
        label=_("Taken over"),
        choices=[("yes", _("Yes, the minutes say it now")), ("no", _("No, the minutes stay"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = TextField(label=_("Reason when it is not taken over"), max_length=300, required=False)
