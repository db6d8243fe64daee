"""An objection that a seat recorded while a motion was under deliberation."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .motion import Motion


class Objection(models.Model):
    """Stands until it is lifted; `as_note` once the objector agreed to have it recorded with a consensus."""

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="objections")
    seat = models.ForeignKey("members.Seat", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("reason"))
    # It stays with the wording that it was made to, whatever the chair puts in its place.
    wording_number = models.PositiveSmallIntegerField(_("version of the wording"), default=1)
    # Said in the room and entered by the operator, because the seat has no device.
    is_oral = models.BooleanField(_("said aloud"), default=False)
    recorded_at = models.DateTimeField(_("recorded"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    as_note = models.BooleanField(_("to be recorded as a note"), default=False)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "motion",
                "seat",
                condition=models.Q(lifted_at__isnull=True),
                name="council_one_standing_objection_per_seat",
            )
        ]

    def __str__(self) -> str:
        """Return the reason's beginning."""
        return self.reason[:80]

    @property
    def is_standing(self) -> bool:
        """Return whether it has not been lifted."""
        return self.lifted_at is None
