"""The figures of keeping order, kept by the secretariat under Settings."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .rules import figure

PANELS = (
    (_("Held before publication"), ("links_max", "hold_first_posts")),
    (
        _("How often"),
        (
            "comments_per_10_minutes",
            "flags_per_hour",
            "proposals_per_day",
            "supports_per_hour",
            "address_factor",
        ),
    ),
    (_("Moderation"), ("claim_hours", "review_days", "suspension_days_max")),
)


@register_setting(icon="warning", order=120)
class ModerationRules(BaseGenericSetting):
    """How long moderators have, how long they may suspend, and what is held or slowed down."""

    claim_hours = figure(_("hours after which somebody else may take a case on"), 24, 1, 720)
    review_days = figure(_("days within which a review may be asked for"), 14, 1, 365)
    suspension_days_max = figure(_("suspension: days at most"), 90, 1, 365)
    links_max = figure(_("links in a comment at most, else it is held"), 3, 0, 50)
    hold_first_posts = figure(_("first comments of a new member that are held"), 0, 0, 20)
    comments_per_10_minutes = figure(_("comments of one person in 10 minutes (0: no limit)"), 10, 0, 200)
    flags_per_hour = figure(_("flags of one person in an hour (0: no limit)"), 20, 0, 500)
    proposals_per_day = figure(_("new drafts of one person in a day (0: no limit)"), 20, 0, 500)
    supports_per_hour = figure(_("supports of one person in an hour (0: no limit)"), 60, 0, 1_000)
    # An office or a village hall shares one address.
    address_factor = figure(_("from one network address: times as many"), 10, 1, 50)

    panels = [
        MultiFieldPanel([FieldPanel(name) for name in names], heading=heading) for heading, names in PANELS
    ]

    class Meta:
        verbose_name = _("rules about keeping order")

    def __str__(self) -> str:
        """Return what it is."""
        return gettext("Rules about keeping order")
