"""The dates of the city's planning cycle (RKPD), kept by the secretariat for the public calendar."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class PlanningDate(models.Model):
    """One step of the cycle, of a day or several: a proposal that comes after it waits for the next year."""

    starts_on = models.DateField(_("first day"), db_index=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty for a single day."))
    name = models.CharField(_("name"), max_length=120)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("date of the planning cycle")
        verbose_name_plural = _("dates of the planning cycle")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="planning_date_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        """Return the name of the step."""
        return self.name

    def clean(self) -> None:
        """Refuse a last day before the first."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": gettext("The last day lies before the first.")})
