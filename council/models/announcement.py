"""The announcement, a row of its own, that makes an enacted decision public."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Announcement(models.Model):
    """Who made the decision public and when; never taken back."""

    decision = models.OneToOneField("council.Decision", models.PROTECT, related_name="announcement")
    announced_at = models.DateTimeField()
    announced_on = models.DateField()
    announced_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")

    def __str__(self) -> str:
        """Return the day of the announcement."""
        return self.announced_on.isoformat()
