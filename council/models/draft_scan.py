"""A draft as it was signed outside the portal: the PDF, known by its hash."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.members.models.affiliation import private_storage

from .decision_draft import DecisionDraft
from .decision_file import original_path


class DraftScan(models.Model):
    """The signed PDF of one revision of a draft; with its enactment it becomes the decision's original."""

    draft = models.ForeignKey(DecisionDraft, models.CASCADE, related_name="scans")
    revision = models.PositiveIntegerField(_("revision"))
    file = models.FileField(_("file"), storage=private_storage, upload_to=original_path, max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("signed paper of a draft")
        verbose_name_plural = _("signed papers of drafts")
        ordering = ["draft", "-pk"]
        constraints = [models.UniqueConstraint("draft", "sha256", name="a_signed_draft_is_uploaded_once")]

    def __str__(self) -> str:
        """Return the beginning of its hash."""
        return self.sha256[:12]
