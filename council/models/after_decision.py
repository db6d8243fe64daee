"""What happens to a decision after it was enacted: errata, later decisions, reviews, void numbers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .decision import Decision
from .decision_draft import DecisionDraft, DecisionKind


class Erratum(models.Model):
    """A mistake in writing that is set right in public; the text itself never changes."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="errata")
    ordinal = models.PositiveSmallIntegerField(_("number"))
    wrong = models.TextField(_("what stands there"))
    right = models.TextField(_("how it is to be read"))
    reason = models.CharField(_("reason"), max_length=300)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered at"))

    class Meta:
        verbose_name = _("erratum")
        verbose_name_plural = _("errata")
        ordering = ["decision", "ordinal"]
        constraints = [models.UniqueConstraint("decision", "ordinal", name="erratum_number_once")]

    def __str__(self) -> str:
        """Return its number."""
        return str(self.ordinal)

    @property
    def shown_wrong(self) -> str:
        """Return what stands there, as everybody reads it."""
        return self.decision.shown_beside(f"wrong-{self.pk}", self.wrong)

    @property
    def shown_right(self) -> str:
        """Return how it is to be read, as everybody reads it."""
        return self.decision.shown_beside(f"right-{self.pk}", self.right)

    @property
    def shown_reason(self) -> str:
        """Return the reason as everybody reads it."""
        return self.decision.shown_beside(f"reason-{self.pk}", self.reason)


class Change(models.TextChoices):
    """What a later decision does to an earlier one."""

    AMENDS = "amends", _("amends")
    REVOKES = "revokes", _("revokes")


class DraftChange(models.Model):
    """That a draft will amend or revoke an earlier decision."""

    draft = models.ForeignKey(DecisionDraft, models.CASCADE, related_name="changes")
    earlier = models.ForeignKey(
        Decision, models.PROTECT, related_name="+", verbose_name=_("earlier decision")
    )
    kind = models.CharField(_("does what"), max_length=8, choices=Change)

    class Meta:
        ordering = ["draft", "earlier"]
        constraints = [models.UniqueConstraint("draft", "earlier", name="draft_changes_a_decision_once")]

    def __str__(self) -> str:
        """Return what it does."""
        return str(self.get_kind_display())


class DecisionChange(models.Model):
    """That an enacted decision amends or revokes an earlier one; counts from its announcement."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="changes")
    earlier = models.ForeignKey(Decision, models.PROTECT, related_name="changed_by")
    kind = models.CharField(_("does what"), max_length=8, choices=Change)

    class Meta:
        ordering = ["decision", "earlier"]
        constraints = [
            models.UniqueConstraint("decision", "earlier", name="decision_changes_another_once"),
            models.CheckConstraint(
                condition=~models.Q(decision=models.F("earlier")), name="decision_changes_no_self"
            ),
        ]

    def __str__(self) -> str:
        """Return what it does."""
        return str(self.get_kind_display())


class VoidNumber(models.Model):
    """A number that no decision bears, with the reason; it stays visible and is never given again."""

    kind = models.CharField(_("kind"), max_length=3, choices=DecisionKind)
    year = models.PositiveSmallIntegerField(_("year"))
    sequence = models.PositiveIntegerField(_("sequence"))
    number = models.CharField(_("number"), max_length=80, unique=True)
    reason = models.CharField(_("reason"), max_length=500)
    voided_on = models.DateField(_("void since"))
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("void number")
        verbose_name_plural = _("void numbers")
        ordering = ["-year", "kind", "-sequence"]
        constraints = [models.UniqueConstraint("kind", "year", "sequence", name="void_sequence_once")]

    def __str__(self) -> str:
        """Return the number."""
        return self.number


class ReviewRequest(models.Model):
    """A request for review by somebody affected; who sent it is for the secretariat and the council only."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="review_requests")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Of a letter: who wrote it. Empty when it was sent with an account.
    sender = models.CharField(_("sender of the letter"), max_length=200, blank=True)
    affected = models.CharField(_("how the sender is affected"), max_length=500)
    text = models.TextField(_("what should be reviewed, and why"))
    received_on = models.DateField(_("received on"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(_("entered at"))
    answered_in = models.ForeignKey(
        "council.Session",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered in"),
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("request for review")
        verbose_name_plural = _("requests for review")
        ordering = ["decision", "received_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                "decision",
                "person",
                condition=models.Q(person__isnull=False, sender=""),
                name="one_review_request_per_person",
            )
        ]

    def __str__(self) -> str:
        """Return the day; never the sender."""
        return self.received_on.isoformat()
