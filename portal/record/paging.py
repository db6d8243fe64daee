"""Pages of the record: its numbers have no gaps, so any page is found by number, not by counting rows."""

from django.core.paginator import Page, Paginator

from .models import Entry, Head
from .querysets import EntryQuerySet


class EntryPaginator(Paginator[Entry]):
    """Pages of `entries`, which come newest first; the last page of a million costs what the first does."""

    def __init__(self, entries: EntryQuerySet, per_page: int) -> None:
        super().__init__(entries, per_page)
        self._entries = entries
        # Read once: entries that are appended meanwhile do not shift what this page shows.
        self._size = Head.objects.values_list("size", flat=True).get(pk=Head.ONLY)

    @property
    def count(self) -> int:
        """Return the number of entries."""
        return self._size

    def page(self, number: int | str) -> Page[Entry]:
        """Return one page; raises as Django's own does for a page that is not there."""
        number = self.validate_number(number)
        top = self._size - (number - 1) * self.per_page
        entries = self._entries.filter(sequence__lte=top, sequence__gt=top - self.per_page)
        return Page(entries, number, self)
