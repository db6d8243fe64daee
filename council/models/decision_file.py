"""The files of a decision: the PDFs made at its enactment, and the signed original as it was uploaded."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.members.models.affiliation import private_storage

from .decision import Decision


class PaperKind(models.TextChoices):
    """Which PDF is made of a decision."""

    COPY = "copy", _("Copy of the whole text")
    SUMMARY = "summary", _("Summary on one page")


class DecisionPaper(models.Model):
    """A PDF made once, at enactment, and kept in the database: written and lost with the decision itself."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="papers")
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind)
    content = models.BinaryField(_("file"))
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("PDF of a decision")
        verbose_name_plural = _("PDFs of decisions")
        ordering = ["decision", "kind"]
        constraints = [models.UniqueConstraint("decision", "kind", name="one_paper_of_each_kind")]

    def __str__(self) -> str:
        """Return which PDF it is."""
        return str(self.get_kind_display())


def original_path(original: models.Model, filename: str) -> str:
    """Return a random path: the name on the secretariat's computer says nothing to others."""
    return f"decisions/{secrets.token_hex(16)}.pdf"


class DecisionOriginal(models.Model):
    """The signed original as PDF, known by its hash; a better scan is another row, the newest counts."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="originals")
    file = models.FileField(_("file"), storage=private_storage, upload_to=original_path, max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_at = models.DateTimeField(_("uploaded at"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("signed original")
        verbose_name_plural = _("signed originals")
        ordering = ["decision", "-pk"]
        constraints = [models.UniqueConstraint("decision", "sha256", name="an_original_is_uploaded_once")]

    def __str__(self) -> str:
        """Return the beginning of its hash."""
        return self.sha256[:12]
