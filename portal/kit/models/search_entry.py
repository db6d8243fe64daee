"""What the search looks through: one entry for each thing that can be found, as stems of its words."""

from django.db import models

from ..searching import SearchEntryQuerySet


class SearchEntry(models.Model):
    """The words of one thing; written by kit.searching alone, read together with who may see the thing."""

    kind = models.CharField(max_length=12)
    thing = models.BigIntegerField()
    # Stems in their order, each between blanks (kit.stems); `words` holds those of the title too.
    title = models.TextField(blank=True)
    words = models.TextField(blank=True)
    day = models.DateField()
    # The number of the working group that it belongs to, where it has one.
    sector = models.BigIntegerField(null=True)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        # For the first year that the search offers.
        indexes = [models.Index(fields=["day"], name="search_entry_day")]
        constraints = [models.UniqueConstraint("kind", "thing", name="search_entry_once")]

    def __str__(self) -> str:
        """Return what it is about."""
        return f"{self.kind} {self.thing}"
