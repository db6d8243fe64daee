"""The figures of the members' own rules, kept by the secretariat in the admin."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="user", order=200)
class MemberRules(BaseGenericSetting):
    """How long the secretariat promises to take, and how long private evidence is kept."""

    verification_workdays = models.PositiveSmallIntegerField(
        _("working days to verify an affiliation"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    admission_workdays = models.PositiveSmallIntegerField(
        _("working days to admit to a working group"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    evidence_days = models.PositiveSmallIntegerField(
        _("days that evidence is kept after the decision"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    consent_version = models.CharField(
        _("version of the privacy notice"),
        max_length=20,
        default="1",
        help_text=_("New accounts agree to this version; change it when the notice changes."),
    )

    class Meta:
        verbose_name = _("rules for members")
