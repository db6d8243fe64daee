"""What authors and members change together: suggested changes, and the authors' answers to comments."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .text import PARTS

# The parts of the text that a suggested change may quote: the title and summary are short, but read first.
QUOTABLE = ("title", "summary", *PARTS)


class AnswerVerdict(models.TextChoices):
    """What the authors make of a comment."""

    ACCEPTED = "accepted", pgettext_lazy("answer of the author", "Accepted")
    PARTLY = "partly", pgettext_lazy("answer of the author", "Accepted in part")
    NOT_YET = "not_yet", pgettext_lazy("answer of the author", "Not yet acceptable")
    NOTED = "noted", pgettext_lazy("answer of the author", "Noted")


class AuthorAnswer(models.Model):
    """The authors' answer to one comment or to many alike, with its reason and the version it made."""

    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="author_answers")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    verdict = models.CharField(_("answer"), max_length=10, choices=AnswerVerdict)
    body = models.TextField(_("reason"))
    html = models.TextField(editable=False)
    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True)
    # The version that took a suggested change over; one such answer makes one version.
    version = models.OneToOneField(
        "proposals.Version", models.PROTECT, null=True, related_name="author_answer"
    )

    class Meta:
        verbose_name = _("author's answer")
        verbose_name_plural = _("author's answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return what was answered."""
        return str(self.get_verdict_display())

    def editable_until(self, minutes: int) -> datetime:
        """Return the moment until which an author may edit it, `minutes` after it was written."""
        return self.created_at + timedelta(minutes=minutes)


class Suggestion(models.Model):
    """A suggested change: a passage of one part of the text, word for word, and what should stand there."""

    comment = models.OneToOneField(
        "proposals.Comment", models.PROTECT, related_name="suggestion", primary_key=True
    )
    part = models.CharField(_("part"), max_length=12, choices=[(name, name) for name in QUOTABLE])
    # As it stood in the version of the comment.
    quote = models.TextField(_("passage"))
    # Empty: the passage should go.
    replacement = models.TextField(_("suggested wording"), blank=True)

    class Meta:
        verbose_name = _("suggested change")
        verbose_name_plural = _("suggested changes")

    def __str__(self) -> str:
        """Return the number of its comment."""
        return f"#{self.pk}"
