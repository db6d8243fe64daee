"""A member's endorsement of a proposal."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.members.models import Element


class Support(models.Model):
    """One endorsement; a person has at most one per proposal and may revoke it until the session."""

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="supports")
    affiliation = models.ForeignKey("members.Affiliation", models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    # As it was when the support was given: an organisation may change its kind later.
    element = models.CharField(_("element"), max_length=12, choices=Element)
    created_at = models.DateTimeField(_("given"))

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [models.UniqueConstraint("proposal", "user", name="one_support_per_person")]

    def __str__(self) -> str:
        """Return who supports what, in numbers."""
        return f"{self.user_id}: {self.proposal_id}"
