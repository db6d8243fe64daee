"""Notes of a meeting, hearing or visit about a proposal, and the organisations on its attendance list."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.members.models import Element


class MeetingNotes(models.Model):
    """What was said elsewhere; who was there counts as heard. Rows are only added."""

    class Kind(models.TextChoices):
        """Where people spoke."""

        MEETING = "meeting", _("Working-group meeting")
        HEARING = "hearing", _("Hearing")
        VISIT = "visit", _("Visit")

    proposal = models.ForeignKey("proposals.Proposal", models.CASCADE, related_name="meeting_notes")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    held_on = models.DateField(_("held on"))
    notes = models.TextField(_("notes"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("notes of a meeting")
        verbose_name_plural = _("notes of meetings")
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        """Return the kind and the day."""
        return f"{self.get_kind_display()} {self.held_on}"


class Attendance(models.Model):
    """An organisation on the attendance list, with its element as it was on that day."""

    notes = models.ForeignKey(MeetingNotes, models.CASCADE, related_name="attendance")
    organisation = models.ForeignKey("members.Organisation", models.PROTECT, related_name="+")
    element = models.CharField(_("element"), max_length=12, choices=Element)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("notes", "organisation", name="an_organisation_attends_once")]

    def __str__(self) -> str:
        """Return who attended what, in numbers."""
        return f"{self.notes_id}: {self.organisation_id}"
