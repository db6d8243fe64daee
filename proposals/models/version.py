"""A version: the text as it was submitted, edited in discussion or decided. Rows are never changed."""

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .text import PARTS, ProposalText

# What a moderator may black out passages of, and what is drawn from it.
BLACKENED = ("title", "summary", *PARTS, "funding_source", "tags", "change_note", "html", "blocks")


def part_label(name: str) -> str:
    """Return the heading of a part of the text, such as "background", in the reader's language."""
    label = str(Version._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return label[:1].upper() + label[1:]


class Version(ProposalText):
    """One numbered version of a proposal's text, with the formatted texts rendered once and kept."""

    class Origin(models.TextChoices):
        """What made the version."""

        SUBMISSION = "submission", _("submitted")
        EDIT = "edit", _("edited in discussion")
        DECISION = "decision", _("as decided by the council")

    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    created_at = models.DateTimeField(_("made"))
    origin = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.SUBMISSION)
    change_note = models.CharField(_("what changed and why"), max_length=300, blank=True)
    wording_only = models.BooleanField(_("mere correction of wording"), default=False)
    attachments = models.ManyToManyField(
        "proposals.Attachment",
        through="proposals.VersionAttachment",
        related_name="versions",
        verbose_name=_("attachments"),
    )
    # The rendered paragraphs of each part, in order: {"background": ["<p>...</p>"], ...}. Cleaned HTML.
    html = models.JSONField(editable=False, default=dict)
    # The anchor of each of these paragraphs, in the same order: a paragraph keeps it from version to
    # version (anchors.py). Versions older than the anchors have none: there the number is the anchor.
    blocks = models.JSONField(editable=False, default=dict)
    # How often a moderator blacked something out in this text, or put it back: it changes in no other way,
    # the database sees to it (apps.py).
    blackouts = models.PositiveIntegerField(editable=False, default=0)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["number"]
        constraints = [models.UniqueConstraint("proposal", "number", name="one_version_per_number")]

    def __str__(self) -> str:
        """Return the number in words."""
        return str(_("Version %(number)d")) % {"number": self.number}

    @cached_property
    def anchors(self) -> list[int]:
        """Return the anchor of every paragraph of the four texts, in reading order."""
        found = [anchor for part in PARTS for anchor in self.blocks.get(part, [])]
        return found if len(found) == self.paragraph_count else list(range(1, self.paragraph_count + 1))

    @property
    def paragraphs(self) -> list[str]:
        """Return the cleaned HTML of every paragraph of the four texts, in reading order."""
        return [html for part in PARTS for html in self.html.get(part, [])]

    @property
    def paragraph_count(self) -> int:
        """Return how many numbered paragraphs the four texts have together."""
        return sum(len(self.html.get(part, [])) for part in PARTS)
