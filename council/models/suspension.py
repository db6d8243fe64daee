"""A suspension of a session (skors): since when, until when at the latest, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .session import Session


class Suspension(models.Model):
    """One interruption of a session; it is over once the session is resumed or rescheduled."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="suspensions")
    number = models.PositiveSmallIntegerField(_("number"))
    began_at = models.DateTimeField(_("began"))
    until = models.DateTimeField(_("until at the latest"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    reason = models.TextField(_("reason"))
    # Only these are limited in number: a break that a quorate council takes is its own affair.
    lacked_quorum = models.BooleanField(_("for lack of a quorum"))

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["session", "number"]
        constraints = [
            models.UniqueConstraint("session", "number", name="council_suspension_number"),
            models.UniqueConstraint(
                "session",
                condition=models.Q(ended_at__isnull=True),
                name="council_one_suspension_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        """Return the reason's beginning."""
        return self.reason[:80]
