"""A notice: one mail to one person about one event."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """What is to be told to whom, written in the transaction of the event and sent by the worker."""

    class State(models.TextChoices):
        """Where the mail is."""

        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        SKIPPED = "skipped", _("not sent on purpose")

    event = models.CharField(
        _("event"),
        max_length=200,
        help_text=_(
            "Names one event for good, such as proposal:12:opened:3; nobody is told twice of one event."
        ),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=64)
    subject = models.CharField(_("subject line"), max_length=255)
    body = models.TextField(_("text"))
    url = models.CharField(_("address"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(
        _("next attempt"),
        null=True,
        blank=True,
        help_text=_("When the schedule hands it to the worker again; empty once nothing is left to do."),
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["event", "person"], name="notices_notice_once")]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(next_try_at__isnull=False),
                name="notices_notice_next_try",
            )
        ]

    def __str__(self) -> str:
        """Return the event; never the person's address."""
        return self.event
