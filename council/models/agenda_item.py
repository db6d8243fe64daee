"""An item of a session's agenda: a proposal to decide on, or something else to be dealt with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from council.querysets import AgendaItemQuerySet

from .session import Session


class ItemState(models.TextChoices):
    """What became of an agenda item."""

    WAITING = "waiting", _("Waiting")
    DECIDED = "decided", _("Decided")
    RETURNED = "returned", _("Returned to the working group")
    POSTPONED = "postponed", _("Carried over to the next session")
    WITHDRAWN = "withdrawn", _("Withdrawn from the agenda")
    DONE = "done", _("Done")


class AgendaItem(models.Model):
    """One line of the agenda, in its order; with a proposal when there is one to decide on."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=200)
    proposal = models.ForeignKey(
        "proposals.Proposal", models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    state = models.CharField(
        _("state"), max_length=16, choices=ItemState, default=ItemState.WAITING, db_index=True
    )
    state_reason = models.TextField(_("reason"), blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["session", "position"]
        constraints = [
            models.UniqueConstraint("session", "position", name="council_agenda_position"),
            models.UniqueConstraint(
                "proposal",
                condition=models.Q(state="waiting"),
                name="council_proposal_waits_on_one_agenda",
            ),
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title
