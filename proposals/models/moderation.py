"""Keeping order: the house rules, what people flag, the queue of cases, and what was decided in them."""

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from .. import spam
from ..querysets_moderation import CaseQuerySet, DecisionQuerySet
from ..recording import COMMENT, KIND

if TYPE_CHECKING:
    from .proposal import Proposal


class HouseRule(models.Model):
    """One rule of the discussion (aturan diskusi): data, kept in the admin, named by every decision."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=120, help_text=_("Stands where a comment was hidden."))
    text = models.TextField(_("rule"), max_length=1_000)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    text_en = models.TextField(_("rule in English"), max_length=1_000, blank=True)
    # A rule that no longer holds stays: earlier decisions name it.
    in_force = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("house rule")
        verbose_name_plural = _("house rules")
        ordering = ["number"]

    def __str__(self) -> str:
        """Return how it is named: House rule 3: protect personal data."""
        return str(_("House rule %(number)d: %(name)s")) % {"number": self.number, "name": self.shown_name}

    @property
    def is_translated(self) -> bool:
        """Return whether it can be read in the present language; in Indonesian it always can."""
        return get_language() != "en" or bool(self.name_en and self.text_en)

    @property
    def shown_name(self) -> str:
        """Return the name in the present language, in Indonesian where it has none."""
        return self.name_en if get_language() == "en" and self.is_translated else self.name

    @property
    def shown_text(self) -> str:
        """Return the rule in the present language, in Indonesian where it has none."""
        return self.text_en if get_language() == "en" and self.is_translated else self.text


class Flag(models.Model):
    """What one person found wrong with one comment; once, and only moderators know who it was."""

    class Category(models.TextChoices):
        """What it is about, in the order in which it is offered."""

        PERSONAL_DATA = "personal_data", pgettext_lazy("flag", "Somebody's personal data")
        INSULT = "insult", pgettext_lazy("flag", "Insult, threat or harassment")
        HATRED = "hatred", pgettext_lazy("flag", "Hatred of a group")
        SPAM = "spam", pgettext_lazy("flag", "Advertising, gambling or fraud")
        OFF_TOPIC = "off_topic", pgettext_lazy("flag", "Has nothing to do with the proposal")
        FALSE_NAME = "false_name", pgettext_lazy("flag", "False name or forged evidence")
        OTHER = "other", pgettext_lazy("flag", "Something else")

    comment = models.ForeignKey("proposals.Comment", models.CASCADE, related_name="flags")
    case = models.ForeignKey("proposals.ModerationCase", models.CASCADE, related_name="flags")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    category = models.CharField(_("category"), max_length=16, choices=Category)
    note = models.CharField(_("note"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("flagged"))

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("comment", "person", name="one_flag_per_person")]

    def __str__(self) -> str:
        """Return what was flagged, in numbers."""
        return f"{self.person_id}: #{self.comment_id}"


class ModerationCase(models.Model):
    """One thing that waits for a moderator: a flagged or held comment, or a decision to look at again.

    A passage that was blacked out has a case too, decided from the start; it is about a comment or about
    the text of a proposal. So has a file that was withdrawn.
    """

    class Kind(models.TextChoices):
        """Why it waits."""

        FLAGGED = "flagged", pgettext_lazy("case", "Flagged")
        HELD = "held", pgettext_lazy("case", "Held before publication")
        REVIEW = "review", pgettext_lazy("case", "Review asked for")
        BLACKOUT = "blackout", pgettext_lazy("case", "Passage blacked out")
        WITHDRAWAL = "withdrawal", pgettext_lazy("case", "File withdrawn")

    class State(models.TextChoices):
        """Whether it still waits."""

        OPEN = "open", pgettext_lazy("case", "Waiting")
        DECIDED = "decided", pgettext_lazy("case", "Decided")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    comment = models.ForeignKey("proposals.Comment", models.PROTECT, null=True, related_name="cases")
    # Set when it is about the proposal's own text.
    text_of = models.ForeignKey("proposals.Proposal", models.PROTECT, null=True, related_name="cases")
    # The decision that a review looks at again: once, the database sees to it.
    reviewed = models.OneToOneField(
        "proposals.ModerationDecision", models.PROTECT, null=True, related_name="review"
    )
    # What the writer says about that decision; for a held comment, why it was held.
    statement = models.TextField(_("statement"), blank=True)
    opened_at = models.DateTimeField(_("waiting since"))
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("taken on by"),
    )
    claimed_at = models.DateTimeField(_("taken on"), null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation case")
        verbose_name_plural = _("moderation cases")
        ordering = ["opened_at", "pk"]
        indexes = [models.Index(fields=["state", "opened_at", "id"], name="moderation_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["comment"],
                condition=Q(state="open") & ~Q(kind="review"),
                name="one_open_case_per_comment",
            ),
            models.CheckConstraint(
                condition=Q(kind="review", reviewed__isnull=False)
                | (~Q(kind="review") & Q(reviewed__isnull=True)),
                name="reviews_have_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(comment__isnull=False, text_of__isnull=True)
                | Q(comment__isnull=True, text_of__isnull=False),
                name="cases_are_about_one_text",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"

    @property
    def proposal(self) -> "Proposal":
        """Return the proposal that it is about, or whose discussion it is about."""
        return cast("Proposal", self.comment.proposal if self.comment else self.text_of)

    @property
    def writer(self) -> Any:
        """Return the user whose text it is about, None for one who was erased."""
        return self.comment.author if self.comment else self.proposal.author

    @property
    def subject(self) -> tuple[str, int]:
        """Return what it is about as the record knows it: kind and number."""
        return (COMMENT, self.comment.pk) if self.comment else (KIND, self.proposal.pk)

    @property
    def held_because(self) -> str:
        """Return in words why the comment was held."""
        return "; ".join(str(HELD_BECAUSE[code]) for code in self.statement.split() if code in HELD_BECAUSE)

    @property
    def is_open(self) -> bool:
        """Return whether it still waits."""
        return self.state == self.State.OPEN


HELD_BECAUSE = {
    spam.GAMBLING: _("reads like advertising for gambling"),
    spam.HIDDEN_WORDS: _("holds disguised words"),
    spam.LINKS: _("holds many links"),
    spam.FIRST: _("one of the first comments of a new member"),
}


class ModerationDecision(models.Model):
    """What was decided in a case, by which rule and why. Rows are never changed; a review adds another."""

    class Outcome(models.TextChoices):
        """What became of the comment and of its writer."""

        LEAVE = "leave", pgettext_lazy("moderation", "Leave as it is")
        HIDE = "hide", pgettext_lazy("moderation", "Hide")
        WARN = "warn", pgettext_lazy("moderation", "Hide and warn")
        SUSPEND = "suspend", pgettext_lazy("moderation", "Hide and suspend writing")
        RELEASE = "release", pgettext_lazy("moderation", "Release")
        REFUSE = "refuse", pgettext_lazy("moderation", "Do not publish")
        UPHOLD = "uphold", pgettext_lazy("moderation", "The decision stands")
        REVERSE = "reverse", pgettext_lazy("moderation", "The decision is undone")
        BLACK_OUT = "black_out", pgettext_lazy("moderation", "Black out a passage")
        WITHDRAW = "withdraw", pgettext_lazy("moderation", "Withdraw a file")

    case = models.OneToOneField(ModerationCase, models.PROTECT, related_name="decision")
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome)
    rule = models.ForeignKey(
        HouseRule, models.PROTECT, null=True, related_name="+", verbose_name=_("house rule")
    )
    reason = models.TextField(_("reason"))
    suspended_until = models.DateField(_("no writing until"), null=True)
    # Whom it concerns: the writer of the comment, or the author of the proposal.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="moderation_decisions"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"))
    # The last day on which that person may ask for a review; none where there is nothing to undo.
    reviewable_until = models.DateField(_("review may be asked for until"), null=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation decision")
        verbose_name_plural = _("moderation decisions")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["person", "suspended_until"], name="moderation_suspension")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome__in=["hide", "warn", "suspend", "refuse", "black_out", "withdraw"])
                | Q(rule__isnull=False),
                name="sanctions_name_a_house_rule",
            ),
            models.CheckConstraint(
                condition=Q(outcome="suspend", suspended_until__isnull=False)
                | (~Q(outcome="suspend") & Q(suspended_until__isnull=True)),
                name="suspensions_have_an_end",
            ),
        ]

    def __str__(self) -> str:
        """Return the outcome in words."""
        return str(self.get_outcome_display())

    def get_absolute_url(self) -> str:
        """Return the page on which whom it concerns reads it."""
        return reverse("moderation:decision", args=[self.pk])

    @property
    def hides(self) -> bool:
        """Return whether the comment was hidden by it."""
        return self.outcome in HIDING


Outcome = ModerationDecision.Outcome
# What takes the comment out of sight.
HIDING = frozenset({Outcome.HIDE, Outcome.WARN, Outcome.SUSPEND})
# What its person may have looked at again.
SANCTIONS = HIDING | {Outcome.REFUSE, Outcome.BLACK_OUT, Outcome.WITHDRAW}
