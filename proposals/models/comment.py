"""A comment on a proposal, an answer to one, or an agency's official response."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.members.models import Element

from ..querysets import CommentQuerySet, PublishedComments

# Answers are shown on this many levels; deeper ones stand on the last and name whom they answer.
LEVELS = 3


class Stance(models.TextChoices):
    """What the writer makes of the proposal, in the order in which it is offered."""

    IN_FAVOUR = "in_favour", pgettext_lazy("stance", "In favour")
    WITH_CHANGES = "with_changes", pgettext_lazy("stance", "In favour, with changes")
    OBJECTION = "objection", pgettext_lazy("stance", "Objection")
    NOTE = "note", pgettext_lazy("stance", "Question or note")


# What wants the author's answer.
ANSWERED_STANCES = (Stance.WITH_CHANGES, Stance.OBJECTION)


class Capacity(models.TextChoices):
    """For whom the writer speaks."""

    REPRESENTING = "representing", _("On behalf of the organisation")
    PERSONAL = "personal", _("Personal opinion")


class Comment(models.Model):
    """What somebody said, in which capacity, about which version. Nothing vanishes silently."""

    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="comments")
    version = models.ForeignKey("proposals.Version", models.PROTECT, related_name="+")
    # Number of the paragraph of that version which the comment is about.
    paragraph = models.PositiveSmallIntegerField(_("paragraph"), null=True, blank=True)
    # The paragraph's anchor, which later versions keep while the paragraph stands, and the words meant.
    block = models.PositiveIntegerField(null=True, editable=False)
    quoted = models.TextField(_("words quoted"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="comments",
        verbose_name=_("writer"),
    )
    affiliation = models.ForeignKey("members.Affiliation", models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    # As it was when the comment was written: an organisation may change its kind later.
    element = models.CharField(_("element"), max_length=12, choices=Element)
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)
    # A reply and an official response have none.
    stance = models.CharField(_("stance"), max_length=12, choices=Stance, blank=True)
    body = models.TextField(_("text"))
    html = models.TextField(editable=False)
    # `root` opens the thread, `parent` is the level above, `reply_to` whom it answers.
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="thread")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="answers")
    # Sorts official responses before all others and each thread in the order of writing.
    path = models.CharField(max_length=48)
    depth = models.PositiveSmallIntegerField(default=1)
    # Of a comment that opens a thread: how many stand below it, recounted from the rows.
    reply_count = models.PositiveIntegerField(default=0, editable=False)
    author_answer = models.ForeignKey(
        "proposals.AuthorAnswer",
        models.PROTECT,
        null=True,
        related_name="comments",
        verbose_name=_("author's answer"),
    )
    is_official = models.BooleanField(_("official response"), default=False)
    approved_by_name = models.CharField(_("approved by"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("edited"), null=True)
    retracted_at = models.DateTimeField(_("withdrawn by the writer"), null=True)
    hidden_at = models.DateTimeField(_("hidden by a moderator"), null=True)
    # The decision that hides it: names the rule where the comment stood.
    hiding = models.ForeignKey("proposals.ModerationDecision", models.PROTECT, null=True, related_name="+")
    # Set while a moderator has not released it: nobody but its writer and the moderators know of it.
    held_at = models.DateTimeField(_("held before publication"), null=True)

    # What is held stays out of every list, count and address, because no read through `objects` finds it.
    objects = PublishedComments()
    with_held = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["path"]
        indexes = [
            models.Index(fields=["proposal", "path"], name="comment_reading_order"),
            models.Index(fields=["author", "-created_at"], name="comment_by_author"),
            models.Index(fields=["proposal", "-id"], name="comment_newest_first"),
            models.Index(fields=["proposal", "path"], condition=models.Q(depth=1), name="comment_threads"),
            models.Index(
                fields=["proposal", "stance", "path"], condition=models.Q(depth=1), name="comment_by_stance"
            ),
            models.Index(
                fields=["proposal", "block", "path"],
                condition=models.Q(block__isnull=False),
                name="comment_by_block",
            ),
            models.Index(fields=["root", "path"], name="comment_thread_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(depth__range=(1, LEVELS)), name="comments_have_three_levels"
            ),
            models.CheckConstraint(
                condition=models.Q(is_official=False) | ~models.Q(approved_by_name=""),
                name="official_responses_name_who_approved",
            ),
        ]

    def __str__(self) -> str:
        """Return the number."""
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        """Return the permanent address, which opens the page that holds the comment.

        One that is held has none: its writer sees it in their account.
        """
        if self.held_at is not None:
            return f"{reverse('moderation:mine')}#tertahan"
        return reverse("proposals:comment", args=[self.proposal_id, self.pk])

    @property
    def thread_id(self) -> int:
        """Return the number of the comment that opened the thread."""
        return self.root_id or self.pk

    @property
    def has_suggestion(self) -> bool:
        """Return whether it suggests a change of the text; reads that where it was not read yet."""
        return self.stance == Stance.WITH_CHANGES and hasattr(self, "suggestion")

    @property
    def stance_label(self) -> str:
        """Return the stance in words; nothing for an answer. A page asks it of every comment."""
        return str(Stance(self.stance).label) if self.stance else ""

    @property
    def is_visible(self) -> bool:
        """Return whether the text may be read: neither withdrawn, nor hidden, nor held."""
        return self.retracted_at is None and self.hidden_at is None and self.held_at is None

    def editable_until(self, minutes: int) -> datetime:
        """Return the moment until which the writer may edit it, `minutes` after it was written."""
        return self.created_at + timedelta(minutes=minutes)
