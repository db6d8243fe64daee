"""A text that lost in a conflict of two windows: kept a while beside the draft, for its authors alone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SetAside(models.Model):
    """One part of a text that somebody did not choose; deleted after SET_ASIDE_DAYS."""

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="texts_set_aside")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("chosen by")
    )
    part = models.CharField(_("part"), max_length=20)
    text = models.TextField(_("text"))
    set_aside_at = models.DateTimeField(_("set aside"), db_index=True)

    class Meta:
        verbose_name = _("text set aside")
        verbose_name_plural = _("texts set aside")
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Return the beginning of the text."""
        return self.text[:60]
