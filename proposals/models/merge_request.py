"""The question to an author whether their proposal may be merged into another one, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.kit import clock


class MergeRequest(models.Model):
    """One question: asked with a reason, answered or passed over in silence, then carried out or not.

    While `ended_at` is empty it is live; a proposal has at most one such question. When the author has not
    answered by the end of `due_on` they count as silent, and the merging needs a reason of its own.
    """

    class Answer(models.TextChoices):
        """What the author says to it."""

        AGREES = "agrees", pgettext_lazy("answer to a merge request", "Agrees")
        DECLINES = "declines", pgettext_lazy("answer to a merge request", "Does not agree")

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="merge_requests")
    target = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, related_name="merge_offers", verbose_name=_("merge into")
    )
    reason = models.TextField(_("reason"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(_("asked"))
    due_on = models.DateField(_("answer due"))
    answer = models.CharField(_("answer"), max_length=8, choices=Answer, blank=True)
    answer_reason = models.TextField(_("reason of the answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    # The author of a merged proposal is offered to become co-author of the one that it joins.
    wants_co_authorship = models.BooleanField(_("wants to become co-author"), default=False)
    ended_at = models.DateTimeField(_("ended"), null=True)
    merged_at = models.DateTimeField(_("merged"), null=True)

    class Meta:
        verbose_name = _("merge request")
        verbose_name_plural = _("merge requests")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(ended_at__isnull=True),
                name="one_live_merge_request_per_proposal",
            ),
            models.CheckConstraint(
                condition=~models.Q(proposal=models.F("target")), name="nothing_is_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        """Return what is to be merged into what, in numbers."""
        return f"{self.proposal_id}: {self.target_id}"

    @property
    def agreed(self) -> bool:
        """Return whether the author agrees."""
        return self.answer == self.Answer.AGREES

    @property
    def silent(self) -> bool:
        """Return whether the author has let the day of the answer pass."""
        return not self.answer and clock.today() > self.due_on
