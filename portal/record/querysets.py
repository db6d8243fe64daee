"""Reads of the record that more than one page needs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any

from django.db import models
from django.db.models.functions import Cast

from portal.kit.prepared import Given


class ActQuerySet(models.QuerySet):
    """Acts by subject and by who may see them."""

    def of(self, kind: str, ids: Collection[int] | Given) -> ActQuerySet:
        """Return the acts on the subjects `ids` of `kind`, oldest first."""
        return self.filter(subject_kind=kind, subject_id__in=ids).order_by("id")

    def telling(self, words: Collection[str]) -> ActQuerySet:
        """Return the acts whose reason or note holds one of `words`, as part of a word too."""
        told = models.Q(pk__in=[])
        for word in words:
            # SQLite keeps JSON as it was written, with every letter that is not ASCII escaped.
            escaped = json.dumps(word)[1:-1]
            told |= models.Q(reason__icontains=word)
            told |= models.Q(note_text__icontains=word) | models.Q(note_text__icontains=escaped)
        return self.annotate(note_text=Cast("note", models.TextField())).filter(told).order_by("id")

    def public(self) -> ActQuerySet:
        """Return the acts that stand in the public record, each with its entry."""
        return self.filter(entry__isnull=False).select_related("entry")


class EntryQuerySet(models.QuerySet):
    """Entries with what their pages and the download need."""

    def with_acts(self) -> EntryQuerySet:
        """Fetch the act of each entry along with it."""
        return self.select_related("act")

    def values_left(self, entries: Collection[Any]) -> dict[int, int]:
        """Return how many values of each of `entries` have not been erased, by the entry's key."""
        counted = self.filter(pk__in=[entry.pk for entry in entries]).annotate(left=models.Count("values"))
        return dict(counted.order_by().values_list("pk", "left"))

    def in_steps(self, start: int, size: int = 500) -> Iterator[Any]:
        """Yield the entries from number `start` on, in order, with their values, so many at a time.

        Each step is a query of its own: no cursor stays open while a slow reader downloads.
        """
        while True:
            step = list(
                self.filter(sequence__gte=start, sequence__lt=start + size)
                .order_by("sequence")
                .prefetch_related("values")
            )
            if not step:
                return
            yield from step
            start += size


def acts_of(kind: str, ids: Collection[int] | Given) -> ActQuerySet:
    """Return the public acts on the subjects `ids` of `kind`, oldest first, each with its entry."""
    from .models import Act  # the model is built on this module's queryset

    return Act.objects.of(kind, ids).public()
