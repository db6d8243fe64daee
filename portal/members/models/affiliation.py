"""Affiliations: a person's place in an organisation, the mandate behind it, and the evidence for it."""

from pathlib import PurePath

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.uploads import private_storage, random_path

from ..querysets import AffiliationQuerySet
from .organisation import Organisation


class Affiliation(models.Model):
    """A person's place in an organisation; gives rights while verified and, if one represents, mandated."""

    class Capacity(models.TextChoices):
        """In whose name the person speaks."""

        REPRESENTING = "representing", _("Representing the organisation")
        PERSONAL = "personal", _("Personal opinion")

    class Status(models.TextChoices):
        """Where the claim stands. A new mandate is a new claim, so that the old one stays readable."""

        PENDING = "pending", _("Waiting for verification")
        VERIFIED = "verified", _("Verified")
        REFUSED = "refused", _("Refused")
        ENDED = "ended", _("Ended")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="affiliations", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="affiliations", verbose_name=_("organisation")
    )
    position = models.CharField(_("position"), max_length=120)
    capacity = models.CharField(_("capacity"), max_length=12, choices=Capacity)
    mandate_number = models.CharField(_("number of the mandate letter"), max_length=80, blank=True)
    mandate_date = models.DateField(_("date of the mandate letter"), null=True, blank=True)
    mandate_signer = models.CharField(_("signed by"), max_length=150, blank=True)
    mandate_valid_until = models.DateField(_("mandate valid until"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.PENDING)
    is_liaison = models.BooleanField(
        _("agency liaison"), default=False, help_text=_("Gives the agency's official responses and reports.")
    )
    requested_at = models.DateTimeField(_("claimed at"), default=clock.now)
    promised_on = models.DateField(
        _("decided at the latest"),
        null=True,
        blank=True,
        help_text=_("What was promised when it was claimed."),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    contact_confirmed_at = models.DateTimeField(
        _("confirmed by the contact person at"), null=True, blank=True
    )
    contact_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index("status", "requested_at", name="affiliation_queue")]
        constraints = [
            models.UniqueConstraint(
                "user", "organisation", condition=Q(status="pending"), name="one_pending_affiliation"
            ),
            models.UniqueConstraint(
                "user", "organisation", condition=Q(status="verified"), name="one_verified_affiliation"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
                name="nobody_verifies_themselves",
            ),
            models.CheckConstraint(
                condition=~Q(capacity="representing")
                | (~Q(mandate_number="") & ~Q(mandate_signer="") & Q(mandate_date__isnull=False)),
                name="representing_needs_a_mandate",
            ),
        ]

    def __str__(self) -> str:
        """Return who and where."""
        return f"{self.user} – {self.organisation}"

    @property
    def is_representing(self) -> bool:
        """Return whether the person speaks for the organisation."""
        return self.capacity == self.Capacity.REPRESENTING

    @property
    def mandate_expired(self) -> bool:
        """Return whether a mandate had an end and today is past it."""
        return (
            self.is_representing
            and self.mandate_valid_until is not None
            and self.mandate_valid_until < clock.today()
        )

    @property
    def is_current(self) -> bool:
        """Return whether the affiliation gives rights today: verified and, if representing, under mandate."""
        return self.status == self.Status.VERIFIED and not self.mandate_expired


def evidence_path(evidence: "AffiliationEvidence", filename: str) -> str:
    """Return a random path that keeps only the file's ending: people put names in file names."""
    return random_path("evidence", PurePath(filename).suffix.lower()[:5])


class AffiliationEvidence(models.Model):
    """A scan that proves an affiliation; private, and deleted some days after the decision."""

    affiliation = models.ForeignKey(Affiliation, models.CASCADE, related_name="evidence")
    file = models.FileField(_("file"), storage=private_storage, upload_to=evidence_path, max_length=200)
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_at = models.DateTimeField(_("uploaded at"), default=clock.now)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the type and number, never the content's name."""
        return f"{self.content_type} {self.pk}"

    @property
    def type_label(self) -> str:
        """Return the type as it stands beside a download: PDF, JPEG or PNG."""
        return self.content_type.rpartition("/")[2].upper()
