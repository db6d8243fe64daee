"""The city's districts and kelurahan, with their codes in the national register."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.Model):
    """A kecamatan or a kelurahan; filled by a migration from data/wilayah-bekasi.csv."""

    class Level(models.TextChoices):
        """The two levels below the city."""

        DISTRICT = "kecamatan", _("district (kecamatan)")
        VILLAGE = "kelurahan", _("kelurahan")

    code = models.CharField(_("code"), max_length=20, unique=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    # The register's spelling; `name` is the one that the press uses and the pages show.
    official_name = models.CharField(_("official name"), max_length=80)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("district")
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["code"]

    def __str__(self) -> str:
        """Return the name with its level, which tells a district from the kelurahan of the same name."""
        level = "Kecamatan" if self.level == self.Level.DISTRICT else "Kelurahan"
        return f"{level} {self.name}"
