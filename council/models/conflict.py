"""A conflict of interest: the seat counts for the quorum and takes no part in deciding."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .motion import Motion


class ConflictBasis(models.TextChoices):
    """Why a seat has a conflict of interest."""

    AUTHOR = "author", _("Wrote the proposal")
    ORGANISATION = "organisation", _("Belongs to an organisation that proposed it")
    CONTRIBUTION = "contribution", _("Belongs to an organisation that offered a contribution")
    DECLARED = "declared", _("Declared it")


class ConflictOfInterest(models.Model):
    """That of one seat on one motion: found by the system when it is put, or declared."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="conflicts")
    seat = models.ForeignKey("members.Seat", models.PROTECT, related_name="+")
    basis = models.CharField(_("basis"), max_length=16, choices=ConflictBasis)
    reason = models.TextField(_("reason"), blank=True)
    # Said in the room and entered by the operator, because the seat has no device.
    is_oral = models.BooleanField(_("said aloud"), default=False)
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        ordering = ["seat__number"]
        constraints = [models.UniqueConstraint("motion", "seat", name="council_one_conflict_per_seat")]

    def __str__(self) -> str:
        """Return the basis in words."""
        return self.get_basis_display()
