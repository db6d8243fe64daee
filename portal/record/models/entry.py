"""An entry of the public record, the values that it commits to, and the row that numbers entries."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import EntryQuerySet


class Entry(models.Model):
    """One leaf of the record; docs/record.md says what its bytes mean. Rows are only added."""

    sequence = models.BigIntegerField(_("number"), unique=True)
    canonical = models.BinaryField(_("canonical bytes"))
    leaf_hash = models.CharField(_("leaf hash"), max_length=64, unique=True)
    at = models.DateTimeField(_("time"))

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the record")
        verbose_name_plural = _("entries of the record")
        ordering = ["sequence"]
        constraints = [
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="record_entry_sequence_from_1")
        ]

    def __str__(self) -> str:
        """Return the entry's number."""
        return str(self.sequence)


class EntryValue(models.Model):
    """A value that an entry commits to, with the salt that proves it. Deletable: the entry still verifies."""

    TEXT = "s"
    INTEGER = "i"
    TYPES: ClassVar = [(TEXT, _("text")), (INTEGER, _("integer"))]

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="values", verbose_name=_("entry"))
    name = models.CharField(_("name"), max_length=60)
    type = models.CharField(_("type"), max_length=1, choices=TYPES)
    value = models.TextField(_("value"), blank=True)
    salt = models.BinaryField(_("salt"), max_length=32)

    class Meta:
        verbose_name = _("value of an entry")
        verbose_name_plural = _("values of entries")
        ordering = ["entry_id", "name"]
        constraints = [models.UniqueConstraint(fields=["entry", "name"], name="record_entryvalue_once")]

    def __str__(self) -> str:
        """Return the value's name."""
        return self.name


class Head(models.Model):
    """The one row that counts the entries; whoever appends locks it, so that numbers have no gaps."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    size = models.BigIntegerField(_("number of entries"), default=0)

    class Meta:
        verbose_name = _("head of the record")
        verbose_name_plural = _("heads of the record")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="record_head_only_one")]

    def __str__(self) -> str:
        """Return the number of entries."""
        return str(self.size)
