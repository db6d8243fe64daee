"""The letter that takes a recommendation to the mayor."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from council.lifecycle.referral import ReferralState
from proposals.models import AnswerResult


class Referral(models.Model):
    """One per recommendation: conveyed, then answered."""

    decision = models.OneToOneField("council.Decision", models.PROTECT, related_name="referral")
    letter_number = models.CharField(_("number of the letter"), max_length=80)
    letter_date = models.DateField(_("date of the letter"))
    state = models.CharField(_("state"), max_length=10, choices=ReferralState, default=ReferralState.CONVEYED)
    conveyed_at = models.DateTimeField()
    conveyed_on = models.DateField()
    conveyed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # The last day of the promise, as promised on the day of conveying: later holidays do not move it.
    promised_on = models.DateField()
    promised_workdays = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["-conveyed_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ReferralState.values), name="referral_state_is_known"
            )
        ]
        indexes = [models.Index(fields=["state", "promised_on"])]

    def __str__(self) -> str:
        """Return the number of the letter."""
        return self.letter_number

    def studied_proposal_ids(self) -> set[int]:
        """Return the proposals of which the city's last word is that they are still being studied."""
        last: dict[int, str] = {}
        for answer in self.answers.all():
            for item in answer.items.all():
                last[item.proposal_id] = item.result
        return {proposal_id for proposal_id, result in last.items() if result == AnswerResult.STUDIED}
