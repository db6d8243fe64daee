"""The text that the author is working on; nobody else reads it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .text import ProposalText


class Draft(ProposalText):
    """The one draft of a proposal. Saves overwrite; `revision` tells two windows apart."""

    proposal = models.OneToOneField("proposals.Proposal", models.CASCADE, related_name="draft")
    leading_group = models.ForeignKey(
        "members.WorkingGroup",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leading working group"),
    )
    groups = models.ManyToManyField(
        "members.WorkingGroup", blank=True, related_name="+", verbose_name=_("joining working groups")
    )
    revision = models.PositiveIntegerField(_("revision"), default=1)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("saved by")
    )
    # The window that saved last: a save whose answer got lost is no conflict with itself.
    window = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")

    def __str__(self) -> str:
        """Return the title as it stands."""
        return self.title or str(_("Untitled draft"))
