"""What the city answered: for each proposal, and for each proposed follow-up."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from proposals.models import AnswerResult


class CityAnswer(models.Model):
    """One letter of the city, entered by the secretariat; another follows only while something is studied."""

    referral = models.ForeignKey("council.Referral", models.PROTECT, related_name="answers")
    answered_on = models.DateField(_("date of the answer"))
    document = models.CharField(_("document"), max_length=200)
    summary = models.TextField(_("the answer in the city's words"))
    approved_by_name = models.CharField(_("signed by"), max_length=200)
    # Working days from conveying to answering, as counted when it was entered.
    workdays = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("answer of the city")
        verbose_name_plural = _("answers of the city")
        ordering = ["answered_on", "pk"]

    def __str__(self) -> str:
        """Return the name of the document."""
        return self.document


class CityAnswerItem(models.Model):
    """The answer on one proposal of the recommendation."""

    answer = models.ForeignKey(CityAnswer, models.PROTECT, related_name="items")
    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="city_answers")
    result = models.CharField(_("result"), max_length=10, choices=AnswerResult)
    studied_until = models.DateField(_("studied until"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["answer", "pk"]
        constraints = [
            models.UniqueConstraint("answer", "proposal", name="one_item_per_proposal_and_answer"),
            models.CheckConstraint(
                condition=models.Q(result="studied", studied_until__isnull=False)
                | (~models.Q(result="studied") & models.Q(studied_until=None)),
                name="studied_answers_name_a_date",
            ),
        ]

    def __str__(self) -> str:
        """Return the result in words."""
        return str(self.get_result_display())


class CityAnswerFollowUp(models.Model):
    """Whether the city took on one proposed follow-up, and which agency will carry it out."""

    answer = models.ForeignKey(CityAnswer, models.PROTECT, related_name="follow_up_items")
    follow_up = models.ForeignKey("council.FollowUp", models.PROTECT, related_name="answers")
    accepted = models.BooleanField(_("accepted"))
    agency = models.ForeignKey(
        "members.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("agency"),
    )

    class Meta:
        ordering = ["answer", "follow_up"]
        constraints = [
            models.UniqueConstraint("answer", "follow_up", name="one_item_per_follow_up_and_answer"),
            models.CheckConstraint(
                condition=models.Q(accepted=True, agency__isnull=False)
                | models.Q(accepted=False, agency=None),
                name="accepted_follow_ups_name_an_agency",
            ),
        ]

    def __str__(self) -> str:
        """Return whether it was taken on."""
        return str(_("accepted") if self.accepted else _("not accepted"))
