"""The text of a proposal: what a draft and every version hold alike."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The four formatted texts, in the order in which they are read.
PARTS = ("background", "content", "benefit", "affected")


class Authority(models.TextChoices):
    """Who has the power to do what is proposed."""

    CITY = "city", pgettext_lazy("authority", "City")
    PROVINCE = "province", pgettext_lazy("authority", "Province")
    STATE = "state", pgettext_lazy("authority", "State")
    SEVERAL = "several", pgettext_lazy("authority", "Several")


class ProposalText(models.Model):
    """Title, summary, the four texts and the optional facts. Lengths are enforced at submission, not here."""

    title = models.CharField(_("title"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    background = models.TextField(_("background"), blank=True)
    content = models.TextField(_("what is proposed"), blank=True)
    benefit = models.TextField(_("benefit"), blank=True)
    affected = models.TextField(_("who is affected"), blank=True)
    strategic_issue = models.ForeignKey(
        "proposals.StrategicIssue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("strategic issue"),
    )
    pillar = models.ForeignKey(
        "proposals.Pillar", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("pillar")
    )
    # Names in the spelling of tags.clean; a version keeps them whatever becomes of the shared list.
    tags = models.JSONField(_("tags"), default=list, blank=True)
    authority = models.CharField(_("whose authority it is"), max_length=10, choices=Authority, blank=True)
    # Integer rupiah; the author's own estimate, checked by nobody.
    cost_estimate = models.BigIntegerField(
        _("cost estimate"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10**15)],
    )
    funding_source = models.CharField(_("funding source"), max_length=200, blank=True)
    planning_year = models.PositiveSmallIntegerField(
        _("planning year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )
    areas = models.ManyToManyField("proposals.Area", blank=True, related_name="+", verbose_name=_("places"))

    class Meta:
        abstract = True


# Every field of the text that is copied as it is; `areas` is copied beside it.
TEXT_FIELDS = (
    "title",
    "summary",
    *PARTS,
    "strategic_issue",
    "pillar",
    "tags",
    "authority",
    "cost_estimate",
    "funding_source",
    "planning_year",
)
