"""The figures of the rules about proposals, kept by the secretariat under Settings."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def figure(label: Any, default: int, least: int, most: int) -> models.PositiveIntegerField:
    """Return the field of one figure with its default and the bounds within which it makes sense."""
    return models.PositiveIntegerField(
        label, default=default, validators=[MinValueValidator(least), MaxValueValidator(most)]
    )


@register_setting(icon="list-ol", order=110)
class ProposalRules(BaseGenericSetting):
    """Lengths, days and counts; until the council's rules of procedure are entered they are our defaults."""

    reference = models.CharField(
        _("article of the rules of procedure"),
        max_length=120,
        blank=True,
        help_text=_(
            "Every refusal names it. Left empty, pages say that the rules of procedure do not settle it yet."
        ),
    )
    title_min = figure(_("title: characters at least"), 10, 1, 150)
    title_max = figure(_("title: characters at most"), 150, 20, 300)
    summary_max = figure(_("summary: characters at most"), 500, 100, 5_000)
    texts_max = figure(_("four texts together: characters at most"), 50_000, 1_000, 500_000)
    attachments_max = figure(_("attachments at most"), 10, 0, 50)
    attachment_mb_max = figure(_("one attachment: megabytes at most"), 10, 1, 50)
    co_authors_max = figure(_("co-authors at most"), 10, 0, 50)
    check_workdays = figure(_("check for completeness: working days promised"), 5, 1, 60)
    discussion_days = figure(_("discussion: days as a rule"), 21, 1, 365)
    discussion_days_min = figure(_("discussion: days at least"), 7, 1, 365)
    discussion_days_max = figure(_("discussion: days at most"), 90, 1, 365)
    extension_days_max = figure(_("extension: days at most"), 30, 1, 365)
    reopen_days_min = figure(_("reopened discussion: days at least"), 7, 1, 365)
    late_change_days = figure(_("change of substance: days that must remain"), 7, 1, 90)
    heard_elements = figure(_("heard: elements other than the authors'"), 2, 1, 3)
    heard_comment_length = figure(_("heard: characters of a comment that counts"), 100, 2, 5_000)
    agency_silence_workdays = figure(_("heard: working days until a silent agency counts"), 10, 1, 60)
    invite_days_before = figure(_("invite missing elements: days before closing"), 7, 1, 90)
    merge_silence_workdays = figure(_("merging: working days until a silent author counts"), 5, 1, 60)
    comment_min = figure(_("comment: characters at least"), 2, 1, 1_000)
    comment_max = figure(_("comment: characters at most"), 5_000, 100, 50_000)
    comment_edit_minutes = figure(_("comment: minutes in which it may be edited"), 15, 0, 1_440)
    deferrals_max = figure(_("deferrals at most"), 2, 0, 10)
    answer_workdays = figure(_("the city's answer: working days promised"), 30, 1, 365)

    panels = [
        FieldPanel("reference"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "title_min",
                    "title_max",
                    "summary_max",
                    "texts_max",
                    "attachments_max",
                    "attachment_mb_max",
                    "co_authors_max",
                    "check_workdays",
                )
            ],
            heading=_("Writing"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "discussion_days",
                    "discussion_days_min",
                    "discussion_days_max",
                    "extension_days_max",
                    "reopen_days_min",
                    "late_change_days",
                    "merge_silence_workdays",
                    "comment_min",
                    "comment_max",
                    "comment_edit_minutes",
                )
            ],
            heading=_("Discussion"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "heard_elements",
                    "heard_comment_length",
                    "agency_silence_workdays",
                    "invite_days_before",
                )
            ],
            heading=_("Heard"),
        ),
        MultiFieldPanel(
            [FieldPanel("deferrals_max"), FieldPanel("answer_workdays")], heading=_("Council and city")
        ),
    ]

    class Meta:
        verbose_name = _("rules about proposals")

    def __str__(self) -> str:
        """Return what it is."""
        return gettext("Rules about proposals")

    @property
    def article(self) -> str:
        """Return the article that a refusal names, or the plain statement that there is none yet."""
        return self.reference or gettext("not yet settled by the rules of procedure")
