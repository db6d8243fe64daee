"""The secretariat's page of the council: decrees with their seats, and replacements within the term."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm, DayField, LongTextField, TextField
from portal.kit.verdict import Verdict

from .. import permissions
from ..actions import SeatLine, issue_appointment, replace_seat
from ..models import Affiliation, Appointment, Organisation, Seat, User
from .base import AdminActionView, frame, readers_only

SECTION = ("members_admin:council", _("Members of the council"))
ICON = "crosshairs"
# Lines on the form; the city's council has 17 seats, and a line without organisation is left out.
LINES = 30


def people_choices() -> list[tuple[str, str]]:
    """Return everybody who can be named in a decree: active, with a current affiliation; one query."""
    rows = (
        Affiliation.objects.current()
        .filter(user__is_active=True)
        .select_related("user", "organisation")
        .order_by("user__name", "user_id", "pk")
    )
    choices: dict[str, str] = {}
    for row in rows:
        choices.setdefault(str(row.user_id), f"{row.user} – {row.organisation}")
    return list(choices.items())


class AppointmentForm(ActionForm):
    """A decree and its lines, on one page: people type it over from paper."""

    number = TextField(label=_("Number of the decree"), max_length=80)
    date = DayField(label=_("Date of the decree"))
    signer = TextField(label=_("Signed by"), max_length=150)
    term_start = DayField(label=_("Term from"))
    term_end = DayField(label=_("Term until"))
    stays_until_next = forms.BooleanField(
        label=_("Stays in office until the next decree"), required=False, initial=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heads = list(self.fields)
        # Each list is read once and shared by all the lines.
        organisations = Organisation.objects.verified().order_by("name").values_list("pk", "name")
        organisation_choices = [("", _("– no seat –")), *((str(pk), name) for pk, name in organisations)]
        people = [("", _("– nobody yet –")), *people_choices()]
        for line in range(1, LINES + 1):
            self.fields[f"organisation_{line}"] = forms.ChoiceField(
                label=_("Organisation"), choices=organisation_choices, required=False
            )
            self.fields[f"office_{line}"] = forms.ChoiceField(
                label=_("Office"), choices=Seat.Office.choices, initial=Seat.Office.MEMBER, required=False
            )
            self.fields[f"person_{line}"] = forms.ChoiceField(
                label=_("Person"), choices=people, required=False
            )
            self.fields[f"alternate_{line}"] = forms.ChoiceField(
                label=_("Alternate"), choices=people, required=False
            )

    def head_fields(self) -> list[BoundField]:
        """Return the fields of the decree itself."""
        return [self[name] for name in self.heads if not self[name].is_hidden]

    def line_fields(self) -> Iterator[tuple[int, list[BoundField]]]:
        """Return the fields of each line with its number."""
        for line in range(1, LINES + 1):
            yield line, [self[f"{name}_{line}"] for name in ("organisation", "office", "person", "alternate")]

    def lines(self) -> list[SeatLine]:
        """Return the lines of a valid form that name an organisation; the line's number is the seat's."""
        data = self.cleaned_data
        filled = [line for line in range(1, LINES + 1) if data.get(f"organisation_{line}")]
        organisations = Organisation.objects.select_related("kind").in_bulk(
            [int(data[f"organisation_{line}"]) for line in filled]
        )
        ids = {
            int(data[f"{who}_{line}"])
            for line in filled
            for who in ("person", "alternate")
            if data[f"{who}_{line}"]
        }
        people = User.objects.in_bulk(ids)
        return [
            SeatLine(
                number=line,
                organisation=organisations[int(data[f"organisation_{line}"])],
                office=data[f"office_{line}"] or Seat.Office.MEMBER,
                person=people[int(data[f"person_{line}"])] if data[f"person_{line}"] else None,
                alternate=people[int(data[f"alternate_{line}"])] if data[f"alternate_{line}"] else None,
            )
            for line in filled
        ]


class ReplaceForm(ActionForm):
    """Who takes a seat over, from when, and by what."""

    person = forms.ChoiceField(label=_("New person"))
    alternate = forms.ChoiceField(label=_("Alternate"), required=False)
    starts_on = DayField(label=_("From"))
    reason = LongTextField(
        label=_("Reason and basis"),
        max_length=1000,
        rows=3,
        help_text=_("Number and date of the letter or decree."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_choices()
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["alternate"].choices = [("", _("– nobody –")), *people]  # type: ignore[attr-defined]


@readers_only
def index(request: HttpRequest) -> HttpResponse:
    """Show the seats in office and the decrees."""
    seats = Seat.objects.in_office().select_related("person", "alternate", "organisation", "appointment")
    return render(
        request,
        "members/admin/council.html",
        {
            **frame(SECTION[1], ICON),
            "seats": seats.order_by("number", "pk"),
            "appointments": Appointment.objects.order_by("-term_start", "-pk"),
        },
    )


class Issue(AdminActionView):
    """Enter a decree with its seats."""

    form_class = AppointmentForm
    template_name = "members/admin/appointment.html"
    section = SECTION
    icon = ICON
    title = _("Enter a decree")
    warning = _("The seats of the present decree end on the day before the new term.")
    submit_label = _("Enter the decree")

    def get_initial(self, obj: None) -> dict[str, Any]:
        """Begin with the present seats: a new decree usually keeps most of them."""
        initial: dict[str, Any] = {}
        for seat in Seat.objects.in_office().filter(number__lte=LINES):
            initial |= {
                f"organisation_{seat.number}": str(seat.organisation_id),
                f"office_{seat.number}": seat.office,
                f"person_{seat.number}": str(seat.person_id or ""),
                f"alternate_{seat.number}": str(seat.alternate_id or ""),
            }
        return initial

    def verdict(self, user: User, obj: None) -> Verdict:
        """The secretariat."""
        return permissions.can_issue_appointment(user)

    def perform(self, form: ActionForm, obj: None, user: User) -> str:
        """Enter it."""
        assert isinstance(form, AppointmentForm)  # noqa: S101 - narrows the type; form_class says so
        data = form.cleaned_data
        issue_appointment(
            number=data["number"],
            date=data["date"],
            signer=data["signer"],
            term_start=data["term_start"],
            term_end=data["term_end"],
            stays_until_next=data["stays_until_next"],
            seats=form.lines(),
            actor=user,
        )
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that it is public."""
        return _("Entered. The council stands on its public page.")


class Replace(AdminActionView):
    """Put another person into a seat."""

    form_class = ReplaceForm
    section = SECTION
    icon = ICON
    title = _("Replace who sits here")
    submit_label = _("Enter the replacement")

    def get_object(self) -> Seat:
        """Return the seat."""
        seats = Seat.objects.select_related("person", "organisation", "appointment")
        return get_object_or_404(seats, pk=self.kwargs["pk"])

    def facts(self, obj: Seat) -> list[tuple[Any, Any]]:
        """Say which seat it is."""
        return [
            (_("Seat"), f"{obj.number}, {obj.get_office_display()}"),
            (_("Organisation"), obj.organisation),
            (_("Person"), obj.person or _("not filled yet")),
        ]

    def verdict(self, user: User, obj: Seat) -> Verdict:
        """The secretariat."""
        return permissions.can_replace_seat(user, obj)

    def perform(self, form: ActionForm, obj: Seat, user: User) -> str:
        """Enter it."""
        data = form.cleaned_data
        people = User.objects.in_bulk([int(pk) for pk in (data["person"], data["alternate"]) if pk])
        replace_seat(
            seat=obj,
            person=people[int(data["person"])],
            alternate=people[int(data["alternate"])] if data["alternate"] else None,
            starts_on=data["starts_on"],
            reason=data["reason"],
            actor=user,
        )
        return reverse(SECTION[0])

    def success_message(self) -> Any:
        """Say that it is saved."""
        return _("Saved.")
