"""The working group's formulation (rumusan): what it advises the council to decide."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Formulation(models.Model):
    """One formulation; a later one of the same proposal replaces it, and both stay readable."""

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="formulations")
    advice = models.TextField(_("advice to the council"))
    final_wording = models.TextField(_("final wording"))
    differing_views = models.TextField(_("differing views"), blank=True)
    notes = models.TextField(_("notes of the meeting"), blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("written"))
    # Set when the proposal is sent to the session although somebody was not heard; the council sees it.
    waiver_reason = models.TextField(_("why it goes on without having heard everybody"), blank=True)
    sent_at = models.DateTimeField(_("sent to the session"), null=True)

    class Meta:
        verbose_name = _("formulation")
        verbose_name_plural = _("formulations")
        ordering = ["-pk"]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"
