"""A correction that a council member asks for while the minutes are a draft."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .session import Session


class MinutesCorrection(models.Model):
    """What a member wants changed in the minutes, and what the secretariat did with it."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="corrections")
    seat = models.ForeignKey("members.Seat", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("what should be corrected"))
    sent_at = models.DateTimeField(_("sent"))
    is_taken = models.BooleanField(_("taken over"), null=True)
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("correction of minutes")
        verbose_name_plural = _("corrections of minutes")
        ordering = ["session", "pk"]

    def __str__(self) -> str:
        """Return how it begins."""
        return self.text[:80]
