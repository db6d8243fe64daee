"""Files beside a proposal's text: in the draft, and for good with every version that they were part of."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.uploads import KINDS, FileKind, private_storage, random_path

from ..querysets import AttachmentQuerySet

FOLDER = "lampiran"


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """Return a random path with the ending of the file's kind; what its sender called it is not in it."""
    return random_path(FOLDER, attachment.file_kind.ending)


class Attachment(models.Model):
    """One file as it was cleaned and stored; it is never changed, only taken out of the draft."""

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="attachments")
    file = models.FileField(_("file"), storage=private_storage, upload_to=attachment_path, max_length=200)
    kind = models.CharField(_("type"), max_length=5, choices=[(k.name, k.label) for k in KINDS.values()])
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("digest"), max_length=64)
    caption = models.CharField(_("what it is"), max_length=150)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    # Part of the text that the authors are working on; what versions hold stands in VersionAttachment.
    in_draft = models.BooleanField(_("in the draft"), default=True)
    # A moderator's decision that took the file out of sight; a review that undoes it empties this.
    withdrawal = models.ForeignKey(
        "proposals.ModerationDecision", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return what it is."""
        return self.caption

    def get_absolute_url(self) -> str:
        """Return the address of the download."""
        return reverse("proposals:attachment", args=[self.proposal_id, self.pk])

    @property
    def file_kind(self) -> FileKind:
        """Return the kind of the file: content type, ending, label."""
        return KINDS[self.kind]


class VersionAttachment(models.Model):
    """An attachment that a version holds; rows are never changed, like the version's text."""

    version = models.ForeignKey("proposals.Version", models.PROTECT, related_name="+")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("attachment of a version")
        verbose_name_plural = _("attachments of versions")
        constraints = [
            models.UniqueConstraint("version", "attachment", name="a_version_holds_an_attachment_once")
        ]

    def __str__(self) -> str:
        """Return which version holds which attachment, in numbers."""
        return f"{self.version_id}: {self.attachment_id}"
