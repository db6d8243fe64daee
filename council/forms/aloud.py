"""What members without a device say aloud, as the session operator enters it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.models import Ballot, Choice
from council.room import Room
from portal.kit.forms import ActionForm, LongTextField

from .sessions import REASON_LENGTH


class AloudForm(ActionForm):
    """Asks which member objects or declares a conflict of interest, and with which reason."""

    seat = forms.TypedChoiceField(label=_("Member"), coerce=int)
    what = forms.ChoiceField(
        label=_("What the member says"),
        choices=[("objection", _("Objection")), ("conflict", _("Conflict of interest"))],
        widget=forms.RadioSelect,
    )
    reason = LongTextField(label=_("In the member's words"), max_length=REASON_LENGTH, rows=4)

    def __init__(self, *args: Any, room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self,
            [
                (place.seat.pk, f"{place.seat.number}. {place.person}")
                for place in (room.places if room else [])
                if place.is_present and not place.conflict
            ],
        )


class AloudBallotForm(ActionForm):
    """Asks which member votes aloud, and what."""

    seat = forms.TypedChoiceField(label=_("Member"), coerce=int)
    choice = forms.ChoiceField(label=_("Vote"), choices=Choice, widget=forms.RadioSelect)

    def __init__(self, *args: Any, ballot: Ballot | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self,
            [
                (seat.pk, f"{seat.seat_number}. {seat.person_name}")
                for seat in (ballot.seats.all() if ballot else [])
                if seat.may_cast
            ],
        )


def _offer(form: ActionForm, seats: list[tuple[int, str]]) -> None:
    """Let the form's member be one of `seats`: key and name."""
    field = form.fields["seat"]
    assert isinstance(field, forms.TypedChoiceField)  # noqa: S101
    field.choices = [("", _("Choose a member")), *seats]
