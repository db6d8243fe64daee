"""Entering a decree with its seats, and replacing who sits in one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.record.actions import act

from .. import permissions, roles
from ..models import Appointment, Organisation, Seat, User
from ._common import role_of


@dataclass(frozen=True)
class SeatLine:
    """One line of a decree; `person` None is a seat that waits for its person."""

    number: int
    organisation: Organisation
    person: User | None = None
    office: str = Seat.Office.MEMBER
    alternate: User | None = None


def issue_appointment(
    *,
    number: str,
    date: date,
    signer: str,
    term_start: date,
    term_end: date,
    seats: Sequence[SeatLine],
    actor: User,
    stays_until_next: bool = True,
) -> Appointment:
    """Enter a decree and its seats; every seat of earlier decrees ends on the day before the term.

    Raises ValidationError for an unclear decree: no seat, a number, office or person named twice, dates
    that do not follow each other, or a term that begins before a present seat does.
    """
    with transaction.atomic():
        require(permissions.can_issue_appointment(actor))
        _check_lines(seats)
        if term_end < term_start:
            raise ValidationError({"term_end": _("The term ends before it begins.")})
        if Appointment.objects.filter(number=number).exists():
            raise ValidationError({"number": _("A decree with this number has been entered already.")})
        _end_earlier_seats(term_start)
        appointment = Appointment.objects.create(
            number=number,
            date=date,
            signer=signer,
            term_start=term_start,
            term_end=term_end,
            stays_until_next=stays_until_next,
        )
        Seat.objects.bulk_create(
            Seat(
                appointment=appointment,
                number=line.number,
                element=line.organisation.element,
                organisation=line.organisation,
                office=line.office,
                person=line.person,
                alternate=line.alternate,
                starts_on=term_start,
            )
            for line in seats
        )
        act(
            subject_kind="appointment",
            subject_id=appointment.pk,
            verb="issue",
            actor=actor,
            actor_role=role_of(actor),
            note={"number": number, "seats": len(seats)},
        )
    for line in seats:
        if line.person is not None:
            roles.forget(line.person)
    return appointment


def _check_lines(seats: Sequence[SeatLine]) -> None:
    """Raise ValidationError when the lines contradict each other."""
    if not seats:
        raise ValidationError(_("The decree names no seat. Enter at least one line."))
    for values, words in (
        ([line.number for line in seats], _("Two lines have the same seat number.")),
        ([line.person.pk for line in seats if line.person], _("A person is named in two lines.")),
        (
            [line.office for line in seats if line.office != Seat.Office.MEMBER],
            _("An office is given twice."),
        ),
    ):
        if len(values) != len(set(values)):
            raise ValidationError(words)
    if any(line.person and line.alternate and line.person.pk == line.alternate.pk for line in seats):
        raise ValidationError(_("Nobody can be their own alternate."))
    if any(not line.organisation.is_verified for line in seats):
        raise ValidationError(_("A seat belongs to a verified organisation only."))


def _end_earlier_seats(term_start: date) -> None:
    """End every open seat on the day before the new term."""
    last_day = term_start - timedelta(days=1)
    earlier = Seat.objects.select_for_update(of=("self",)).filter(ends_on__isnull=True).order_by("pk")
    if any(seat.starts_on > last_day for seat in earlier):
        raise ValidationError(
            {"term_start": _("The term begins before a seat that is in office now. Check the dates.")}
        )
    Seat.objects.filter(pk__in=[seat.pk for seat in earlier]).update(ends_on=last_day)


def replace_seat(
    *,
    seat: Seat,
    person: User,
    starts_on: date,
    reason: str,
    actor: User,
    alternate: User | None = None,
) -> Seat:
    """Put `person` into the seat from `starts_on` (PAW) and return the new seat.

    The old one ends the day before. Raises ValidationError when the person sits elsewhere, or when the
    day is not after the old seat's first.
    """
    with transaction.atomic():
        old = lock(seat)
        require(permissions.can_replace_seat(actor, old))
        if starts_on <= old.starts_on:
            raise ValidationError({"starts_on": _("The replacement must begin after the seat itself began.")})
        if old.person_id == person.pk:
            raise ValidationError({"person": _("This person sits there already.")})
        if Seat.objects.filter(person=person, ends_on__isnull=True).exists():
            raise ValidationError({"person": _("This person has another seat.")})
        old.ends_on = starts_on - timedelta(days=1)
        old.save(update_fields=["ends_on"])
        new = Seat.objects.create(
            appointment_id=old.appointment_id,
            number=old.number,
            element=old.element,
            organisation_id=old.organisation_id,
            office=old.office,
            person=person,
            alternate=alternate,
            starts_on=starts_on,
        )
        old.replaced_by = new
        old.save(update_fields=["replaced_by"])
        act(
            subject_kind="seat",
            subject_id=new.pk,
            verb="replace",
            reason=reason.strip(),
            actor=actor,
            actor_role=role_of(actor),
            note={"number": new.number},
        )
    roles.forget(person)
    if seat.person is not None:
        roles.forget(seat.person)
    return new
