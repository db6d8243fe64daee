"""A passage that a moderator blacked out: what it was, for staff alone, and where it stood."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets_moderation import BlackoutQuerySet

MARK = re.compile(r"\[dihitamkan (\d{1,6})\]")


class Blackout(models.Model):
    """One passage of a proposal's texts, taken out wherever the moderator chose; a mark stands instead.

    Rule, reason, who decided and who may have it reviewed stand in its decision. Rows are never changed.
    """

    proposal = models.ForeignKey("proposals.Proposal", models.PROTECT, related_name="blackouts")
    # Counts within the proposal: readers meet it in the mark, [dihitamkan 2].
    number = models.PositiveIntegerField(_("number"))
    decision = models.OneToOneField(
        "proposals.ModerationDecision", models.PROTECT, related_name="blackout", verbose_name=_("decision")
    )
    # As it was read. For staff alone: the public record holds the commitment, and this salt opens it.
    passage = models.TextField(_("passage"))
    salt = models.BinaryField(_("salt"), max_length=32)

    objects = BlackoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("blacked-out passage")
        verbose_name_plural = _("blacked-out passages")
        ordering = ["number"]
        constraints = [models.UniqueConstraint("proposal", "number", name="one_blackout_per_number")]

    def __str__(self) -> str:
        """Return the mark that stands in its place."""
        return self.mark

    @property
    def mark(self) -> str:
        """Return what readers find instead of the passage: in the language of the texts, Indonesian."""
        return mark_of(self.number)


class BlackoutPlace(models.Model):
    """One field of one text out of which a passage was taken, and how it was written there each time."""

    blackout = models.ForeignKey(Blackout, models.PROTECT, related_name="places")
    kind = models.CharField(_("kind of text"), max_length=12)
    row = models.BigIntegerField(_("text"))
    field = models.CharField(_("part"), max_length=20)
    # One text for each time that it stood there, with its marks of bold print and the like.
    originals = models.JSONField(_("as it was written"))

    class Meta:
        verbose_name = _("place of a blacked-out passage")
        verbose_name_plural = _("places of blacked-out passages")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("blackout", "kind", "row", "field", name="one_blackout_per_field")
        ]

    def __str__(self) -> str:
        """Return which field of which text, in numbers."""
        return f"{self.kind} {self.row}: {self.field}"


def mark_of(number: int) -> str:
    """Return the mark of the blackout `number` of a proposal."""
    return f"[dihitamkan {number}]"
