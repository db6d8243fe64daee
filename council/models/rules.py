"""The figures of the council's rules of procedure; until those are entered, the design's own."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from council.counting import Threshold
from council.numbering import validate_format

if TYPE_CHECKING:
    from .motion import Motion


@register_setting(icon="list-ol", order=410)
class CouncilRules(BaseGenericSetting):
    """Every figure by which the council convenes, decides and promises."""

    procedure = models.CharField(
        _("rules of procedure"),
        max_length=200,
        blank=True,
        help_text=_("Number and year of the rules that set the figures below; empty while there are none."),
    )
    quorum_percent = models.PositiveSmallIntegerField(
        _("quorum: more than this percentage of the filled seats"),
        default=50,
        validators=[MaxValueValidator(99)],
    )
    quorum_article = models.CharField(_("article on the quorum"), max_length=80, blank=True)
    consensus_elements = models.PositiveSmallIntegerField(
        _("consensus: elements that must be present"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(4)],
    )
    consensus_article = models.CharField(_("article on consensus"), max_length=80, blank=True)
    deciders_one_in = models.PositiveSmallIntegerField(
        _("a motion needs one in this many filled seats able to decide"),
        default=3,
        validators=[MinValueValidator(1)],
    )
    conflict_article = models.CharField(_("article on conflicts of interest"), max_length=80, blank=True)
    ballot_article = models.CharField(_("article on ballots"), max_length=80, blank=True)
    threshold_proposal = models.CharField(
        _("ballot on a proposal"), max_length=16, choices=Threshold, default=Threshold.SIMPLE
    )
    threshold_general = models.CharField(
        _("ballot on the council's own affairs"), max_length=16, choices=Threshold, default=Threshold.SIMPLE
    )
    threshold_procedure = models.CharField(
        _("ballot on the rules of procedure"), max_length=16, choices=Threshold, default=Threshold.SIMPLE
    )
    threshold_persons = models.CharField(
        _("ballot on persons"), max_length=16, choices=Threshold, default=Threshold.SIMPLE
    )
    suspension_minutes = models.PositiveSmallIntegerField(
        _("suspension: minutes at most"), default=60, validators=[MinValueValidator(1)]
    )
    suspensions = models.PositiveSmallIntegerField(
        _("suspensions for lack of a quorum at most"),
        default=2,
        help_text=_("After the last one the session is rescheduled."),
    )
    suspension_article = models.CharField(_("article on suspensions"), max_length=80, blank=True)
    invitation_workdays = models.PositiveSmallIntegerField(
        _("invitation: working days ahead"), default=5, validators=[MaxValueValidator(60)]
    )
    invitation_article = models.CharField(_("article on the invitation"), max_length=80, blank=True)
    minutes_workdays = models.PositiveSmallIntegerField(_("minutes: working days until the draft"), default=5)
    corrections_workdays = models.PositiveSmallIntegerField(
        _("minutes: working days for corrections"), default=3
    )
    minutes_article = models.CharField(_("article on the minutes"), max_length=80, blank=True)
    announcement_workdays = models.PositiveSmallIntegerField(
        _("announcement: working days after a decision is enacted"), default=10
    )
    answer_workdays = models.PositiveSmallIntegerField(_("the city's answer: working days"), default=30)
    review_workdays = models.PositiveSmallIntegerField(
        _("request for review: working days after the announcement"), default=21
    )
    number_format = models.CharField(
        _("format of a decision's number"),
        max_length=80,
        default="{seq:03}/{kind}/DKC/{year}",
        help_text=_("Tokens: {seq} {kind} {body} {month_roman} {year} {class} {unit}."),
        validators=[validate_format],
    )
    number_body = models.CharField(_("token {body}"), max_length=20, default="DKC", blank=True)
    number_class = models.CharField(_("token {class}"), max_length=20, blank=True)
    number_unit = models.CharField(_("token {unit}"), max_length=20, blank=True)

    panels = [
        FieldPanel("procedure"),
        MultiFieldPanel(
            [FieldPanel("invitation_workdays"), FieldPanel("invitation_article")], heading=_("Invitation")
        ),
        MultiFieldPanel([FieldPanel("quorum_percent"), FieldPanel("quorum_article")], heading=_("Quorum")),
        MultiFieldPanel(
            [
                FieldPanel("consensus_elements"),
                FieldPanel("consensus_article"),
                FieldPanel("deciders_one_in"),
                FieldPanel("conflict_article"),
                FieldPanel("ballot_article"),
                FieldPanel("threshold_proposal"),
                FieldPanel("threshold_general"),
                FieldPanel("threshold_procedure"),
                FieldPanel("threshold_persons"),
            ],
            heading=_("Deciding"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("suspension_minutes"),
                FieldPanel("suspensions"),
                FieldPanel("suspension_article"),
            ],
            heading=_("Suspensions"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("minutes_workdays"),
                FieldPanel("corrections_workdays"),
                FieldPanel("minutes_article"),
                FieldPanel("announcement_workdays"),
                FieldPanel("answer_workdays"),
                FieldPanel("review_workdays"),
            ],
            heading=_("Promises"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("number_format"),
                FieldPanel("number_body"),
                FieldPanel("number_class"),
                FieldPanel("number_unit"),
            ],
            heading=_("Numbers of decisions"),
        ),
    ]

    class Meta:
        verbose_name = _("council's rules")
        verbose_name_plural = _("council's rules")

    def __str__(self) -> str:
        """Return the name of the settings."""
        return gettext("council's rules")

    def threshold_for(self, motion: "Motion") -> Threshold:
        """Return what a ballot on `motion` must reach: set for each matter."""
        matter = "proposal" if motion.proposal_id else motion.affair
        return Threshold(getattr(self, f"threshold_{matter}"))

    def cite(self, subject: str) -> str:
        """Return where the rule on `subject` ("quorum", "conflict", ...) stands, in words and in brackets."""
        article = getattr(self, f"{subject}_article")
        if not self.procedure:
            return gettext("(not yet set by the rules of procedure)")
        return f"({article}, {self.procedure})" if article else f"({self.procedure})"
