"""Who is present at a session, seat by seat."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .session import Session


class Presence(models.TextChoices):
    """How a seat is there, or why it is not."""

    ROOM = "room", _("In the room")
    ONLINE = "online", _("Online")
    REPRESENTED = "represented", _("Represented by the alternate")
    EXCUSED = "excused", _("Excused")
    ABSENT = "absent", _("Absent")


# These count for the quorum.
PRESENT = frozenset({Presence.ROOM, Presence.ONLINE, Presence.REPRESENTED})


class Attendance(models.Model):
    """The presence of one seat at one session; the latest entry holds."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey("members.Seat", models.PROTECT, related_name="attendances")
    presence = models.CharField(_("presence"), max_length=16, choices=Presence)
    # Who sits for the seat: its person, or its alternate when represented.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"))

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance list")
        ordering = ["session", "seat__number"]
        constraints = [models.UniqueConstraint("session", "seat", name="council_one_attendance_per_seat")]

    def __str__(self) -> str:
        """Return the presence in words."""
        return self.get_presence_display()

    @property
    def is_present(self) -> bool:
        """Return whether the seat counts for the quorum."""
        return self.presence in PRESENT
