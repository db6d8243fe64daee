"""The register of legal bases that drafts pick from (mengingat, dasar)."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit import clock

from .decision_draft import DecisionDraft


class Rank(models.IntegerChoices):
    """Where a regulation stands among others: papers name the higher ones first."""

    CONSTITUTION = 1, _("Constitution")
    LAW = 2, _("Law")
    GOVERNMENT = 3, _("Government regulation")
    PRESIDENT = 4, _("Presidential regulation")
    MINISTER = 5, _("Regulation of a minister or a state body")
    PROVINCE = 6, _("Regulation of the province")
    CITY = 7, _("Regulation of the city (Perda)")
    MAYOR = 8, _("Regulation or decree of the mayor")
    COUNCIL = 9, _("Rules and decisions of the council")


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    """Reads of legal bases, in the order of the paper."""

    def in_force(self) -> LegalBasisQuerySet:
        """Return those that are not revoked today."""
        return self.filter(models.Q(revoked_on=None) | models.Q(revoked_on__gt=clock.today()))

    def usual(self) -> LegalBasisQuerySet:
        """Return those in force with which every new draft begins."""
        return self.in_force().filter(is_usual=True)


class LegalBasis(models.Model):
    """A regulation that decisions rest on; the secretariat keeps the register."""

    rank = models.PositiveSmallIntegerField(_("rank"), choices=Rank)
    number = models.CharField(_("number"), max_length=40)
    year = models.PositiveSmallIntegerField(_("year"))
    signed_on = models.DateField(_("date"), null=True, blank=True)
    short_title = models.CharField(
        _("short title"), max_length=120, unique=True, help_text=_("By which it is picked.")
    )
    full_title = models.CharField(
        _("full title"), max_length=500, unique=True, help_text=_("As it stands in the paper, unabridged.")
    )
    is_usual = models.BooleanField(
        _("usual"), default=False, help_text=_("Every new decision draft begins with it.")
    )
    revoked_on = models.DateField(
        _("revoked on"), null=True, blank=True, help_text=_("Empty while it is in force.")
    )
    revoked_by = models.CharField(_("revoked by"), max_length=200, blank=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")
        ordering = ["rank", "year", "signed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rank__in=Rank.values), name="legal_basis_rank_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(signed_on=None)
                | models.Q(revoked_on=None)
                | models.Q(revoked_on__gte=models.F("signed_on")),
                name="legal_basis_revoked_after_it_was_signed",
            ),
        ]

    def __str__(self) -> str:
        """Return the short title."""
        return self.short_title

    @property
    def is_in_force(self) -> bool:
        """Return whether it is not revoked today."""
        return self.revoked_on is None or self.revoked_on > clock.today()

    @property
    def status(self) -> str:
        """Return in words whether it is in force."""
        return gettext("in force") if self.is_in_force else gettext("revoked")

    def clean(self) -> None:
        """Refuse a revocation before the date, and dates of another year than the number's."""
        super().clean()
        if self.signed_on and self.year and self.signed_on.year != self.year:
            raise ValidationError({"signed_on": gettext("This day lies in another year than its number.")})
        if self.signed_on and self.revoked_on and self.revoked_on < self.signed_on:
            raise ValidationError({"revoked_on": gettext("It cannot be revoked before it was signed.")})


class DraftLegalBasis(models.Model):
    """A legal basis that a draft rests on, with the full title as it was when it was picked.

    What is initialled and signed is this text: mending the register afterwards changes no draft.
    """

    draft = models.ForeignKey(DecisionDraft, models.CASCADE, related_name="legal_bases")
    basis = models.ForeignKey(LegalBasis, models.SET_NULL, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    full_title = models.CharField(max_length=500)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint("draft", "position", name="draft_legal_basis_position_once")]

    def __str__(self) -> str:
        """Return the full title."""
        return self.full_title
