"""A session of the council or another of its meetings, and the signatures under its minutes."""

from datetime import date

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council.lifecycle.session import SessionState
from council.querysets import SessionQuerySet
from portal.kit import clock


class SessionKind(models.TextChoices):
    """What kind of meeting it is; only a plenary session decides, and only it is rehearsed."""

    PLENARY = "plenary", _("Plenary session")
    LEADERS = "leaders", _("Leaders' meeting")
    WORKING_GROUP = "working_group", _("Working-group meeting")
    HEARING = "hearing", _("Hearing")
    VISIT = "visit", _("Visit")
    # Tries everything and leaves nothing: its rows are deleted with it.
    REHEARSAL = "rehearsal", _("Rehearsal")


# What can be invited to, and what can have been held on paper.
HELD = tuple(choice for choice in SessionKind.choices if choice[0] != SessionKind.REHEARSAL)


class Session(models.Model):
    """A meeting with a numbered invitation, an agenda, an attendance list and minutes."""

    kind = models.CharField(_("kind"), max_length=16, choices=SessionKind, default=SessionKind.PLENARY)
    year = models.PositiveSmallIntegerField(_("year"))
    ordinal = models.PositiveSmallIntegerField(_("number within the year"))
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    place = models.CharField(_("place"), max_length=200)
    online_address = models.URLField(_("online address"), blank=True)
    state = models.CharField(
        _("state"), max_length=16, choices=SessionState, default=SessionState.PLANNED, db_index=True
    )
    is_closed = models.BooleanField(_("closed to the public"), default=False)
    closed_reason = models.TextField(_("reason and legal basis for closing it"), blank=True)
    invitation_number = models.CharField(_("number of the invitation"), max_length=80)
    invited_at = models.DateTimeField(_("invited"))
    # How often the invitation was mailed: calendars tell an update by a higher number.
    invitation_sequence = models.PositiveSmallIntegerField(_("invitation mailed, times"), default=0)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    state_reason = models.TextField(_("reason for rescheduling or cancelling it"), blank=True)
    continued_in = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="continues",
        verbose_name=_("held instead"),
    )
    named_leader = models.ForeignKey(
        "members.Seat",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("leader named by those present"),
    )
    minutes = models.TextField(_("minutes"), blank=True)
    # Members ask for corrections some working days from here; then the minutes are signed.
    minutes_drafted_at = models.DateTimeField(_("minutes drafted"), null=True, blank=True)
    minutes_approved_in = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approves_minutes_of",
        verbose_name=_("minutes approved in"),
    )
    # Held on paper and entered afterwards; it counts once somebody else of the staff has confirmed it.
    is_recorded = models.BooleanField(_("recorded from paper"), default=False)
    recorded_until = models.DateTimeField(_("ended on paper"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    # What was done in a rehearsal is counted and not written down: pages that are open follow the figure.
    rehearsed_steps = models.PositiveIntegerField(_("steps of the rehearsal"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("planned by")
    )
    created_at = models.DateTimeField(_("planned on"))

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "kind",
                "year",
                "ordinal",
                condition=~models.Q(kind="rehearsal"),
                name="council_session_number",
            ),
            models.UniqueConstraint(
                "invitation_number",
                condition=~models.Q(kind="rehearsal"),
                name="council_session_invitation",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="rehearsal")
                | models.Q(ordinal=0, invitation_number="", invitation_sequence=0, is_recorded=False),
                name="council_rehearsal_takes_no_number",
            ),
            models.CheckConstraint(
                condition=models.Q(is_closed=False) | ~models.Q(closed_reason=""),
                name="council_closed_session_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "cancelled", "rescheduled"])
                | models.Q(opened_at__isnull=False),
                name="council_session_opened",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["ended", "minuted"]) | models.Q(ended_at__isnull=False),
                name="council_session_ended",
            ),
        ]
        indexes = [models.Index(fields=["state", "starts_at"], name="council_session_calendar")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the session's page."""
        return reverse("council:session", args=[self.pk])

    @property
    def day(self) -> date:
        """Return the day, in the city's time zone, whose filled seats count for the quorum."""
        return clock.day_of(self.opened_at or self.starts_at)

    @property
    def awaits_confirmation(self) -> bool:
        """Return whether it was entered from paper and nobody else has compared it with the paper yet."""
        return self.is_recorded and self.confirmed_at is None

    @property
    def decides(self) -> bool:
        """Return whether motions are put in such a meeting: in a plenary session and its rehearsal."""
        return self.kind in (SessionKind.PLENARY, SessionKind.REHEARSAL)

    @property
    def is_rehearsal(self) -> bool:
        """Return whether it is a rehearsal, of which nothing stays."""
        return self.kind == SessionKind.REHEARSAL

    @property
    def rehearsal_stamp(self) -> str:
        """Return a word that changes with every step of a rehearsal; see `querysets.stamp_of`."""
        return f"{self.pk}-{self.rehearsed_steps}"


class SigningRole(models.TextChoices):
    """In which office the minutes are signed."""

    CHAIR = "chair", _("Leader of the session")
    SECRETARY = "secretary", _("Secretary of the council")


class SessionSignature(models.Model):
    """One of the two signatures under the minutes of a session."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="signatures")
    role = models.CharField(_("in the office of"), max_length=16, choices=SigningRole)
    seat = models.ForeignKey("members.Seat", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("signature under the minutes")
        verbose_name_plural = _("signatures under the minutes")
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint("session", "role", name="council_one_signature_per_office"),
            models.UniqueConstraint("session", "seat", name="council_one_signature_per_seat"),
        ]

    def __str__(self) -> str:
        """Return the office in words."""
        return self.get_role_display()
