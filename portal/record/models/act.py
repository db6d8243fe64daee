"""An act: one thing that was done to one subject; journey bar, state log and public record read it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import ActQuerySet
from .entry import Entry


class Act(models.Model):
    """What was done, when, by whom in which capacity, from which state to which, and why.

    Rows are only added; the one change that the database lets pass is erasing actor, reason or note.
    """

    # The subject is known by kind and number only: the record stands below every app that has subjects.
    subject_kind = models.CharField(_("kind of subject"), max_length=40)
    subject_id = models.BigIntegerField(_("subject"))
    verb = models.CharField(_("verb"), max_length=40)
    from_state = models.CharField(_("from state"), max_length=40, blank=True)
    to_state = models.CharField(_("to state"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("actor"),
    )
    actor_role = models.CharField(
        _("capacity of the actor"),
        max_length=40,
        blank=True,
        help_text=_("In which capacity it was done: author, coordinator, chair, system and so on."),
    )
    note = models.JSONField(_("further facts"), default=dict, blank=True)
    at = models.DateTimeField(_("time"))
    entry = models.OneToOneField(
        Entry,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="act",
        verbose_name=_("entry"),
        help_text=_("Empty when the act is not public."),
    )

    objects = ActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("acts")
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="record_act_subject")]

    def __str__(self) -> str:
        """Return subject and verb, for the console."""
        return f"{self.subject_kind} {self.subject_id}: {self.verb}"
