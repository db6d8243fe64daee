"""Why a proposal was not forwarded, where its author can go instead, and the one review of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NotForwarded(models.Model):
    """The secretariat's refusal: category, reason and the right door.

    The author may ask once in the life of a proposal for somebody else to look at it again.
    """

    class Category(models.TextChoices):
        """The grounds on which a proposal is not forwarded."""

        SINGLE_COMPLAINT = "single_complaint", _("Report about one place")
        OTHER_AUTHORITY = "other_authority", _("Somebody else's authority")
        PROMOTION = "promotion", _("Promotion")
        PRIVATE_MATTER = "private_matter", _("Private matter")
        BEFORE_COURT = "before_court", _("Before a court")
        DUPLICATE = "duplicate", _("Similar to another proposal")

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="refusals")
    category = models.CharField(_("category"), max_length=20, choices=Category)
    reason = models.TextField(_("reason"))
    direction = models.TextField(_("where to go"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"))
    review_reason = models.TextField(_("why the author asks for a review"), blank=True)
    review_requested_at = models.DateTimeField(_("review asked for"), null=True)
    review_answer = models.TextField(_("what the review found"), blank=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(_("reviewed"), null=True)
    # None until the review is done: whether the refusal stands.
    upheld = models.BooleanField(_("the refusal stands"), null=True)

    class Meta:
        verbose_name = _("proposal not forwarded")
        verbose_name_plural = _("proposals not forwarded")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(review_requested_at__isnull=False),
                name="a_review_is_asked_for_once",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_at__isnull=True, upheld__isnull=True)
                | models.Q(
                    reviewed_at__isnull=False, upheld__isnull=False, review_requested_at__isnull=False
                ),
                name="a_review_that_was_asked_for_has_one_end",
            ),
        ]

    def __str__(self) -> str:
        """Return the category."""
        return self.get_category_display()

    @property
    def review_waits(self) -> bool:
        """Return whether a review was asked for and nobody has done it yet."""
        return self.review_requested_at is not None and self.reviewed_at is None
