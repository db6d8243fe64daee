"""The council's appointments (SK) and the seats that each of them fills."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..querysets import SeatQuerySet
from .element import Element
from .organisation import Organisation


class Appointment(models.Model):
    """A decree that names the council's members for a term."""

    number = models.CharField(_("number of the decree"), max_length=80, unique=True)
    date = models.DateField(_("date of the decree"))
    signer = models.CharField(_("signed by"), max_length=150)
    term_start = models.DateField(_("term from"))
    term_end = models.DateField(_("term until"))
    stays_until_next = models.BooleanField(_("stays in office until the next decree"), default=True)

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["-term_start", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(term_end__gte=F("term_start")), name="term_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        """Return the number of the decree."""
        return self.number


class Seat(models.Model):
    """One line of a decree: a place in the council, whose it is, and who sits there."""

    class Office(models.TextChoices):
        """The offices of the council."""

        CHAIR = "chair", _("Chair")
        VICE_CHAIR_1 = "vice_chair_1", _("Vice Chair I")
        VICE_CHAIR_2 = "vice_chair_2", _("Vice Chair II")
        SECRETARY = "secretary", _("Council Secretary")
        MEMBER = "member", _("Member of the council")

    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="seats", verbose_name=_("appointment")
    )
    number = models.PositiveSmallIntegerField(_("seat number"))
    element = models.CharField(_("element"), max_length=10, choices=Element)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="seats", verbose_name=_("organisation")
    )
    office = models.CharField(_("office"), max_length=12, choices=Office, default=Office.MEMBER)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("person"),
    )
    alternate = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="alternate_seats",
        verbose_name=_("alternate"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    replaced_by = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces", verbose_name=_("replaced by")
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                "appointment", "number", condition=Q(ends_on__isnull=True), name="one_open_seat_per_number"
            ),
            models.UniqueConstraint(
                "person",
                condition=Q(ends_on__isnull=True, person__isnull=False),
                name="one_open_seat_per_person",
            ),
            models.UniqueConstraint(
                "appointment",
                "office",
                condition=Q(ends_on__isnull=True) & ~Q(office="member"),
                name="one_holder_per_office",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="seat_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        """Return the seat's number and who sits there."""
        return f"{self.number} – {self.person or self.organisation}"
