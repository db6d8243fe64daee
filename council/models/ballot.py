"""A ballot: the seats frozen when it opened, who has cast, and what, which stays secret until it closes."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.counting import Threshold

from .motion import Motion


class Ballot(models.Model):
    """A ballot on a motion. Once closed it never reopens; database triggers keep it as it was counted."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="ballots")
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    # Broken off when the motion left the agenda: its votes were destroyed uncounted.
    is_abandoned = models.BooleanField(_("broken off"), default=False)
    reason = models.TextField(_("why deliberation is exhausted"))
    threshold = models.CharField(_("threshold"), max_length=16, choices=Threshold, default=Threshold.SIMPLE)
    # The tied ballot that this one repeats.
    repeats = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name=_("repeats")
    )
    # About persons: held on paper, of which only the tally is entered.
    on_paper = models.BooleanField(_("held on paper"), default=False)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["motion", "number"]
        constraints = [
            models.UniqueConstraint("motion", "number", name="council_ballot_number"),
            models.UniqueConstraint(
                "motion",
                condition=models.Q(closed_at__isnull=True),
                name="council_one_open_ballot_per_motion",
            ),
            models.CheckConstraint(
                condition=models.Q(is_abandoned=False) | models.Q(closed_at__isnull=False),
                name="council_abandoned_ballot_is_closed",
            ),
        ]

    def __str__(self) -> str:
        """Return the ballot's number."""
        return str(self.number)

    def get_absolute_url(self) -> str:
        """Return the address where a seat casts."""
        return reverse("council:cast_ballot", args=[self.motion_id])

    @property
    def is_open(self) -> bool:
        """Return whether seats may still cast."""
        return self.closed_at is None


class BallotSeat(models.Model):
    """A seat as it was when the ballot opened, and whether it has cast; never what."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="seats")
    seat = models.ForeignKey("members.Seat", models.PROTECT, related_name="+")
    # Who votes for the seat: its person, or the alternate who sat for it.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    seat_number = models.PositiveSmallIntegerField(_("number"))
    person_name = models.CharField(_("name"), max_length=200)
    organisation_name = models.CharField(_("organisation"), max_length=200)
    element = models.CharField(_("element"), max_length=16)
    present = models.BooleanField(_("present"))
    conflicted = models.BooleanField(_("conflict of interest"))
    cast_at = models.DateTimeField(_("cast"), null=True, blank=True)
    # Said in the room and entered by the operator, because the seat has no device.
    is_oral = models.BooleanField(_("said aloud"), default=False)

    class Meta:
        verbose_name = _("seat at the ballot")
        verbose_name_plural = _("seats at the ballot")
        ordering = ["ballot", "seat_number"]
        constraints = [
            models.UniqueConstraint("ballot", "seat", name="council_one_ballot_per_seat"),
            models.CheckConstraint(
                condition=models.Q(cast_at__isnull=True) | models.Q(present=True, conflicted=False),
                name="council_only_entitled_seats_cast",
            ),
        ]

    def __str__(self) -> str:
        """Return the number and the name."""
        return f"{self.seat_number} {self.person_name}"

    @property
    def may_cast(self) -> bool:
        """Return whether the seat takes part in this ballot."""
        return self.present and not self.conflicted


class Choice(models.TextChoices):
    """What a seat can say in a ballot."""

    IN_FAVOUR = "in_favour", _("In favour")
    AGAINST = "against", _("Against")
    ABSTAIN = "abstain", _("Abstain")


class Vote(models.Model):
    """What a seat has cast: the last word only, and nobody's to read before the ballot closes."""

    ballot_seat = models.OneToOneField(BallotSeat, models.PROTECT, related_name="vote")
    choice = models.CharField(_("choice"), max_length=16, choices=Choice)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(choice__in=["in_favour", "against", "abstain"]), name="council_vote_choice"
            )
        ]

    def __str__(self) -> str:
        """Return words that give the choice away to nobody (an error page prints objects)."""
        return f"vote {self.pk}"
