"""What follows from a recommendation: proposed with it, a duty of an agency once the city accepts it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.lifecycle.follow_up import FollowUpState
from council.querysets_decisions import FollowUpQuerySet
from portal.kit import clock

if TYPE_CHECKING:
    from .city_answer import CityAnswerFollowUp

WHOLE = 100


class FollowUp(models.Model):
    """One line of a recommendation that can be carried out and measured."""

    decision = models.ForeignKey("council.Decision", models.PROTECT, related_name="follow_ups")
    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="follow_ups")
    position = models.PositiveSmallIntegerField()
    what = models.CharField(_("what"), max_length=300)
    agency = models.ForeignKey(
        "members.Organisation", models.PROTECT, related_name="follow_ups", verbose_name=_("agency")
    )
    due_on = models.DateField(_("due on"))
    funding = models.CharField(_("source of funds"), max_length=200, blank=True)
    indicator = models.CharField(_("measured by"), max_length=200, blank=True)
    others = models.ManyToManyField(
        "members.Organisation", blank=True, related_name="+", verbose_name=_("others involved")
    )
    state = models.CharField(_("state"), max_length=12, choices=FollowUpState, default=FollowUpState.PROPOSED)
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Why it was cancelled or cannot be carried out.
    reason = models.TextField(_("reason"), blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        ordering = ["decision", "position"]
        constraints = [
            models.UniqueConstraint("decision", "position", name="follow_up_position_once"),
            models.CheckConstraint(
                condition=models.Q(state__in=FollowUpState.values), name="follow_up_state_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["open", "reported", "done", "infeasible"])
                | models.Q(opened_at__isnull=False),
                name="follow_ups_that_run_were_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "infeasible", "cancelled"], ended_at__isnull=False)
                | models.Q(state__in=["proposed", "open", "reported"], ended_at=None),
                name="follow_ups_end_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_on"])]

    def __str__(self) -> str:
        """Return what is to be done."""
        return self.what

    @property
    def days_late(self) -> int:
        """Return by how many calendar days it is past its due date; 0 unless it is open.

        What was reported as finished waits for the secretariat, and that wait is not the agency's.
        """
        if self.state != FollowUpState.OPEN:
            return 0
        return max(0, (clock.today() - self.due_on).days)

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("council:follow_up", args=[self.pk])

    @property
    def percent(self) -> int:
        """Return how far it is: the weights of the milestones reached or, without a plan, the last report's.

        Reads prefetched `milestones` and `reports`.
        """
        if self.state == FollowUpState.DONE:
            return WHOLE
        plan = list(self.milestones.all())
        if plan:
            return sum(milestone.weight for milestone in plan if milestone.is_reached)
        standing = [report for report in self.reports.all() if report.rejected_at is None]
        return standing[-1].percent if standing else 0

    @property
    def has_evidence(self) -> bool:
        """Return whether a standing report names or encloses evidence; reads prefetched rows."""
        return any(
            report.evidence or report.files.all()
            for report in self.reports.all()
            if report.rejected_at is None
        )

    def last_answer(self) -> "CityAnswerFollowUp | None":
        """Return what the city said of it last, or None while it said nothing; reads prefetched `answers`."""
        return max(self.answers.all(), key=lambda answer: answer.pk, default=None)

    def final_report(self) -> "FollowUpReport | None":
        """Return the standing report that it is finished, or None; reads prefetched `reports`."""
        standing = [r for r in self.reports.all() if r.is_final and r.rejected_at is None]
        return standing[-1] if standing else None

    def last_report(self) -> "FollowUpReport | None":
        """Return the newest report of its agency, or None; reads prefetched `reports`."""
        return max(self.reports.all(), key=lambda report: report.pk, default=None)


class FollowUpReport(models.Model):
    """What the liaison of the agency reports; `is_final` says that it is finished."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="reports")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    text = models.TextField(_("what was done"))
    percent = models.PositiveSmallIntegerField(_("share done, in per cent"), default=0)
    evidence = models.TextField(_("evidence"), blank=True)
    approved_by_name = models.CharField(_("approved by"), max_length=200)
    is_final = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejection = models.TextField(blank=True)

    class Meta:
        verbose_name = _("report on a follow-up")
        verbose_name_plural = _("reports on follow-ups")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(percent__lte=100), name="report_percent_up_to_100")
        ]

    def __str__(self) -> str:
        """Return the day of the report."""
        return self.created_at.date().isoformat()


class MonitoringNote(models.Model):
    """What the working group's coordinator saw: of one follow-up, or of the proposal as a whole."""

    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="monitoring_notes")
    follow_up = models.ForeignKey(FollowUp, models.PROTECT, null=True, blank=True, related_name="notes")
    group = models.ForeignKey("members.WorkingGroup", models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("note"))
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("monitoring note")
        verbose_name_plural = _("monitoring notes")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        """Return the day of the note."""
        return self.created_at.date().isoformat()
