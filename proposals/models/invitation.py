"""An organisation invited to speak because its element has not been heard."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.members.models import Element


class Invitation(models.Model):
    """One invitation by the scheduled job, shown publicly by element; the mail goes to the contact person."""

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey("members.Organisation", models.CASCADE, related_name="+")
    # As it was when invited: an organisation may change its kind later.
    element = models.CharField(_("element"), max_length=12, choices=Element)
    invited_at = models.DateTimeField(_("invited"))

    class Meta:
        verbose_name = _("invitation to comment")
        verbose_name_plural = _("invitations to comment")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("proposal", "organisation", name="an_organisation_is_invited_once")
        ]

    def __str__(self) -> str:
        """Return who is invited to what, in numbers."""
        return f"{self.proposal_id}: {self.organisation_id}"
