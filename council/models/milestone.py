"""What an agency plans for a follow-up and proves: milestones, the files behind its reports, reminders."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.members.models.affiliation import private_storage

from .follow_up import WHOLE, FollowUp, FollowUpReport


class Milestone(models.Model):
    """One step of the plan: its share of the whole in per cent, its day, and the report that reached it."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("milestone"), max_length=200)
    weight = models.PositiveSmallIntegerField(_("weight, in per cent"))
    due_on = models.DateField(_("due on"))
    # Given back with the report: then it has not been reached after all.
    reached_by = models.ForeignKey(
        FollowUpReport, models.PROTECT, null=True, blank=True, related_name="milestones"
    )

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["follow_up", "position"]
        constraints = [
            models.UniqueConstraint("follow_up", "position", name="milestone_position_once"),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=WHOLE), name="milestone_weight_1_to_100"
            ),
        ]

    def __str__(self) -> str:
        """Return what is to be reached."""
        return self.title

    @property
    def is_reached(self) -> bool:
        """Return whether a standing report reached it."""
        return self.reached_by_id is not None

    @property
    def is_late(self) -> bool:
        """Return whether its day has passed and nobody reached it."""
        return not self.is_reached and self.due_on < clock.today()


def follow_up_evidence_path(evidence: "FollowUpEvidence", filename: str) -> str:
    """Return a random path that keeps only the file's ending: people put names in file names."""
    return f"follow-ups/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()[:5]}"


class FollowUpEvidence(models.Model):
    """A file that proves a report; without an address of its own, sent through a permission check only."""

    report = models.ForeignKey(FollowUpReport, models.PROTECT, related_name="files")
    file = models.FileField(
        _("file"), storage=private_storage, upload_to=follow_up_evidence_path, max_length=200
    )
    content_type = models.CharField(_("type"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("evidence of a report")
        verbose_name_plural = _("evidence of reports")
        ordering = ["pk"]

    def __str__(self) -> str:
        """Return the type and number, never the name that the file once had."""
        return f"{self.content_type} {self.pk}"

    @property
    def type_label(self) -> str:
        """Return the type as it stands beside a download: PDF, JPEG or PNG."""
        return self.content_type.rpartition("/")[2].upper()


class FollowUpReminder(models.Model):
    """That the agency was told of one stage of lateness, once: the row is the promise not to tell again."""

    follow_up = models.ForeignKey(FollowUp, models.PROTECT, related_name="reminders")
    stage = models.CharField(_("stage"), max_length=12)
    sent_at = models.DateTimeField(_("sent"))

    class Meta:
        verbose_name = _("reminder of a follow-up")
        verbose_name_plural = _("reminders of follow-ups")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint("follow_up", "stage", name="one_reminder_per_follow_up_and_stage")
        ]

    def __str__(self) -> str:
        """Return the stage."""
        return self.stage
