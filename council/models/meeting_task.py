"""What a meeting agreed to do: who does what until when, written into its notes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit import clock

from .session import Session


class MeetingTask(models.Model):
    """One task of the notes (notula) of a meeting; open until somebody says that it is done."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="tasks")
    what = models.CharField(_("what"), max_length=300)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    due_on = models.DateField(_("until when"))
    created_at = models.DateTimeField(_("entered"))
    # What was done, in the words of whoever says so.
    result = models.CharField(_("what was done"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("task of a meeting")
        verbose_name_plural = _("tasks of meetings")
        ordering = ["session", "due_on", "pk"]
        indexes = [
            models.Index(
                fields=["person", "due_on"],
                condition=models.Q(done_at=None),
                name="council_open_tasks",
            )
        ]

    def __str__(self) -> str:
        """Return what is to be done."""
        return self.what

    @property
    def is_done(self) -> bool:
        """Return whether somebody has said that it is done."""
        return self.done_at is not None

    @property
    def is_late(self) -> bool:
        """Return whether its day has passed and it is not done."""
        return self.done_at is None and clock.today() > self.due_on
