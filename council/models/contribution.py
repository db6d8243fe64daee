"""What a partner offers after a decision is announced, never money, and how it was handed over."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from council.lifecycle.contribution import ContributionState


class ContributionKind(models.TextChoices):
    """What can be offered; there is no money among it."""

    GOODS = "goods", _("Goods")
    SERVICES = "services", _("Services")
    EXPERTISE = "expertise", _("Expertise")
    PLACE = "place", _("A place")
    VOLUNTEERS = "volunteers", _("Volunteers")


class Contribution(models.Model):
    """One offer of one organisation for what the council recommended; public in every state."""

    decision = models.ForeignKey("council.Decision", models.PROTECT, related_name="contributions")
    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="contributions", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ContributionKind)
    what = models.TextField(_("what is offered"))
    state = models.CharField(
        _("state"), max_length=11, choices=ContributionState, default=ContributionState.OFFERED
    )
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(_("offered at"))
    # Why it was declined or withdrawn.
    reason = models.TextField(_("reason"), blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=200, blank=True)
    handover = models.TextField(_("what was handed over"), blank=True)

    class Meta:
        verbose_name = _("contribution of a partner")
        verbose_name_plural = _("contributions of partners")
        ordering = ["offered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ContributionState.values), name="contribution_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="handed_over", handed_over_on__isnull=False)
                | (~models.Q(state="handed_over") & models.Q(handed_over_on=None)),
                name="only_a_handover_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        """Return who offers what sort of thing."""
        return f"{self.organisation}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        """Return where it stands on the decision's page."""
        return f"{self.decision.get_absolute_url()}#kontribusi-{self.pk}"
