"""What goes with an invitation: the replies of the seats, documents on the agenda, signed scans."""

import secrets
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.members.models.affiliation import private_storage

from .agenda_item import AgendaItem
from .session import Session


def session_path(thing: Any, filename: str) -> str:
    """Return a random path that keeps only the file's ending."""
    return f"sessions/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()[:5]}"


class Reply(models.TextChoices):
    """What a seat answers to an invitation."""

    PRESENT = "present", _("I will be present")
    PREVENTED = "prevented", _("I am prevented")
    REPRESENTED = "represented", _("My alternate represents me")


class InvitationReply(models.Model):
    """The reply of one seat; the latest holds. Being represented needs the letter that says so."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="replies")
    seat = models.ForeignKey("members.Seat", models.PROTECT, related_name="+")
    reply = models.CharField(_("reply"), max_length=12, choices=Reply)
    note = models.CharField(_("note"), max_length=300, blank=True)
    letter = models.FileField(
        _("letter of representation"),
        storage=private_storage,
        upload_to=session_path,
        max_length=200,
        blank=True,
    )
    letter_type = models.CharField(max_length=40, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    replied_at = models.DateTimeField(_("replied"))

    class Meta:
        verbose_name = _("reply to an invitation")
        verbose_name_plural = _("replies to invitations")
        ordering = ["session", "seat__number"]
        constraints = [
            models.UniqueConstraint("session", "seat", name="council_one_reply_per_seat"),
            models.CheckConstraint(
                condition=~models.Q(reply="represented") | ~models.Q(letter=""),
                name="council_represented_with_a_letter",
            ),
        ]

    def __str__(self) -> str:
        """Return the reply in words."""
        return str(self.get_reply_display())


class ItemDocument(models.Model):
    """A document that members read for an agenda item."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="documents")
    title = models.CharField(_("title"), max_length=150)
    file = models.FileField(_("file"), storage=private_storage, upload_to=session_path, max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"))

    class Meta:
        verbose_name = _("document of an agenda item")
        verbose_name_plural = _("documents of agenda items")
        ordering = ["item", "pk"]
        constraints = [models.UniqueConstraint("item", "sha256", name="council_one_file_per_item")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class ScanKind(models.TextChoices):
    """Which signed paper was scanned."""

    ATTENDANCE = "attendance", _("Signed attendance list")
    REPORT = "report", _("Signed official report")


class SessionScan(models.Model):
    """A paper of a session as it was signed; a better scan is another row, the newest counts."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="scans")
    kind = models.CharField(_("kind"), max_length=12, choices=ScanKind)
    file = models.FileField(_("file"), storage=private_storage, upload_to=session_path, max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("signed paper of a session")
        verbose_name_plural = _("signed papers of sessions")
        ordering = ["session", "-pk"]
        constraints = [models.UniqueConstraint("session", "sha256", name="council_a_scan_is_uploaded_once")]

    def __str__(self) -> str:
        """Return which paper it is."""
        return str(self.get_kind_display())
