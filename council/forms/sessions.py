"""Forms of the session: planning, agenda, attendance, minutes, and the one field that most verbs need."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from council.actions.rehearsals import MOST_ITEMS
from council.models import HELD, ItemState, Presence
from council.room import Room
from portal.kit.forms import ActionForm, DayField, LongTextField, MomentField, TextField
from proposals.lifecycle import State
from proposals.models import Proposal

REASON_LENGTH = 1000
MINUTES_LENGTH = 100_000


class ReasonForm(ActionForm):
    """Asks for nothing but the reason, which is public."""

    reason = LongTextField(
        label=_("Reason"), max_length=REASON_LENGTH, rows=4, help_text=_("Everybody can read it.")
    )


class SuspendForm(ReasonForm):
    """Asks for how long a session is suspended, and why."""

    minutes = forms.IntegerField(label=_("Minutes"), min_value=1)

    def __init__(self, *args: Any, most: int = 60, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["form_key", "minutes", "reason"])
        field = self.fields["minutes"]
        field.initial = most
        field.help_text = _("At most %(most)d.") % {"most": most}


class ReturnForm(ReasonForm):
    """Asks why a proposal goes back to its working group, and until when that formulates it anew."""

    deadline = DayField(label=_("The working group formulates it anew by"))


class PlanForm(ActionForm):
    """Asks for what an invitation needs."""

    kind = forms.ChoiceField(label=_("Kind"), choices=HELD, help_text=_("Only a plenary session decides."))
    starts_at = MomentField(label=_("Begins"), help_text=_("Date and time of day, WIB."))
    place = TextField(label=_("Place"), max_length=200)
    online_address = forms.URLField(
        label=_("Address for taking part online"), required=False, assume_scheme="https"
    )
    invitation_number = TextField(label=_("Number of the invitation"), max_length=80)
    title = TextField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Without a title the session is named by its kind and number."),
    )
    is_closed = forms.BooleanField(
        label=_("Closed to the public"),
        required=False,
        help_text=_("Its decisions and roll calls are public all the same; its talk is not."),
    )
    closed_reason = LongTextField(
        label=_("Reason and legal basis for closing it"), max_length=REASON_LENGTH, rows=3, required=False
    )


class RecordForm(ActionForm):
    """Asks for what the paper of a session says about it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=HELD, help_text=_("Only a plenary session decides."))
    began_at = MomentField(label=_("Began"), help_text=_("Date and time of day, WIB."))
    ended_at = MomentField(label=_("Ended"), help_text=_("Date and time of day, WIB."))
    place = TextField(label=_("Place"), max_length=200)
    invitation_number = TextField(label=_("Number of the invitation"), max_length=80)
    title = TextField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Without a title the session is named by its kind and number."),
    )


class RehearsalForm(ActionForm):
    """Asks when and where a session is rehearsed, and on what."""

    starts_at = MomentField(label=_("Begins"), help_text=_("Date and time of day, WIB."))
    place = TextField(label=_("Place"), max_length=200)
    title = TextField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("Without a title it is named by its day."),
    )
    items = LongTextField(
        label=_("Agenda"),
        max_length=MOST_ITEMS * 200,
        rows=5,
        required=False,
        help_text=_("One item a line. No real proposal is taken up."),
    )

    def clean_items(self) -> list[str]:
        """Return the titles of the items, one for each line."""
        return str(self.cleaned_data["items"]).splitlines()


class RescheduleForm(ReasonForm):
    """Asks when and where the session is held instead."""

    starts_at = MomentField(label=_("Begins"), help_text=_("Date and time of day, WIB."))
    place = TextField(label=_("Place"), max_length=200)
    invitation_number = TextField(label=_("Number of the new invitation"), max_length=80)


class ProposalChoice(forms.ModelChoiceField):
    """Offers proposals by number and title."""

    def label_from_instance(self, obj: Proposal) -> str:
        """Return how a proposal is offered."""
        return f"{obj.pk} · {obj.title} ({obj.get_state_display()})"


class ItemForm(ActionForm):
    """Asks for what comes on the agenda: a proposal, or anything else by name."""

    proposal = ProposalChoice(
        label=_("Proposal"),
        queryset=Proposal.objects.none(),
        required=False,
        empty_label=_("No proposal"),
        help_text=_("Proposals that await a session, and deferred ones whose time has come."),
    )
    title = TextField(
        label=_("Title of the item"),
        max_length=200,
        required=False,
        help_text=_("For what is no proposal, such as opening and closing."),
    )
    reason = LongTextField(
        label=_("Why a deferred proposal is taken up again"),
        max_length=REASON_LENGTH,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["proposal"]
        assert isinstance(field, ProposalChoice)  # noqa: S101
        field.queryset = (
            Proposal.objects.filter(state__in=[State.AWAITING_SESSION, State.DEFERRED])
            .exclude(agenda_items__state=ItemState.WAITING)
            .order_by("pk")
        )


class AttendanceForm(ActionForm):
    """Asks for the presence of every filled seat; only what was changed is handed on.

    The page's own former values travel with it, so that two people who keep the list at the same time do
    not undo each other's entries.
    """

    rest_is_here = forms.BooleanField(
        label=_("Everybody not recorded yet is in the room"),
        required=False,
        help_text=_("Fills in the rows that say “not recorded yet”."),
    )

    def __init__(self, *args: Any, room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in room.places if room else []:
            presences = [
                (value, label)
                for value, label in Presence.choices
                if value != Presence.REPRESENTED or place.seat.alternate_id
            ]
            self.fields[f"seat_{place.seat.pk}"] = forms.ChoiceField(
                label=f"{place.seat.number}. {place.seat.person}",
                help_text=f"{place.seat.organisation.name} ({place.seat.get_element_display()})",
                choices=[("", _("Not recorded yet")), *presences],
                initial=place.attendance.presence if place.attendance else "",
                show_hidden_initial=True,
                required=False,
            )

    def changed_presences(self) -> dict[int, str]:
        """Return what was changed: seat id to presence; a presence that was taken back is left as it was."""
        rest = Presence.ROOM if self.cleaned_data.get("rest_is_here") else ""
        changed = {}
        for name in self.seat_names:
            sent = self.cleaned_data.get(name)
            if sent and name in self.changed_data:
                changed[int(name.removeprefix("seat_"))] = sent
            elif not sent and rest:
                changed[int(name.removeprefix("seat_"))] = rest
        return changed

    @property
    def seat_names(self) -> list[str]:
        """Return the names of the fields of the seats, in the order of their numbers."""
        return [name for name in self.fields if name.startswith("seat_")]

    @property
    def rows(self) -> list[tuple[forms.BoundField, SafeString]]:
        """Return the fields of the seats, each with the hidden value that the page was loaded with."""
        return [(self[name], self[name].as_hidden(only_initial=True)) for name in self.seat_names]


class LeaderForm(ActionForm):
    """Asks whom those present named to lead."""

    seat = forms.TypedChoiceField(label=_("Named by those present"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101
        field.choices = [
            (place.seat.pk, f"{place.seat.number}. {place.seat.person}")
            for place in (room.places if room else [])
            if place.can_lead(planned=False)
        ]


class MinutesForm(ActionForm):
    """Asks for the minutes."""

    text = LongTextField(
        label=_("Minutes"),
        max_length=MINUTES_LENGTH,
        rows=24,
        help_text=_("What was said, item by item. Attendance and results are added from the record."),
    )
