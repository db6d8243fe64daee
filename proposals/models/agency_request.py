"""The question put to a city agency when the discussion opens."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AgencyRequest(models.Model):
    """An agency that would carry the proposal out, asked for its official response.

    When it has not answered by the end of `due_on` it counts as silent, and the proposal goes on.
    """

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="agency_requests")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="+", verbose_name=_("agency")
    )
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(_("answer due"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("question to an agency")
        verbose_name_plural = _("questions to agencies")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("proposal", "organisation", name="an_agency_is_asked_once")]

    def __str__(self) -> str:
        """Return whom it asks about what."""
        return f"{self.proposal_id}: {self.organisation_id}"
