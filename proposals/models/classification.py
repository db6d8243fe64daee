"""Strategic issues and pillars: lists that the secretariat keeps, filled by a migration."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Classification(models.Model):
    """One line of a list, with its name in both languages."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        """Return the name in the reader's language."""
        return self.name_en if get_language() == "en" and self.name_en else self.name


class StrategicIssue(Classification):
    """One of the city's strategic issues (isu strategis)."""

    class Meta(Classification.Meta):
        verbose_name = _("strategic issue")
        verbose_name_plural = _("strategic issues")


class Pillar(Classification):
    """One of the pillars of the smart city (pilar)."""

    class Meta(Classification.Meta):
        verbose_name = _("pillar")
        verbose_name_plural = _("pillars")
