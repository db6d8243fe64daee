"""Organisations: campuses, firms, civil groups and city agencies, each of a kind that has an element."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit import clock

from ..querysets import OrganisationQuerySet
from .element import Element


class OrganisationKind(models.Model):
    """A kind of organisation; data, so that the secretariat adds another one without a developer."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    element = models.CharField(_("element"), max_length=10, choices=Element)
    is_agency = models.BooleanField(
        _("city agency"),
        default=False,
        help_text=_("Can be asked for an official response and given follow-ups."),
    )

    class Meta:
        verbose_name = _("organisation kind")
        verbose_name_plural = _("organisation kinds")
        ordering = ["element", "name"]

    def __str__(self) -> str:
        """Return the name of the kind."""
        return self.name


class Organisation(models.Model):
    """A body whose people take part; public once the secretariat has verified it."""

    name = models.CharField(_("name"), max_length=150)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.ForeignKey(
        OrganisationKind, models.PROTECT, related_name="organisations", verbose_name=_("kind")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_of",
        verbose_name=_("contact person"),
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    created_at = models.DateTimeField(_("entered at"), default=clock.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="organisation_not_part_of_itself",
            )
        ]

    def __str__(self) -> str:
        """Return the full name."""
        return self.name

    @property
    def element(self) -> str:
        """Return the element that the kind belongs to; join `kind` when many are read."""
        return self.kind.element

    @property
    def element_label(self) -> str:
        """Return the element in the reader's language."""
        return self.kind.get_element_display()

    @property
    def is_verified(self) -> bool:
        """Return whether the secretariat has verified that the body exists."""
        return self.verified_at is not None
