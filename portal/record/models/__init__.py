"""The nouns of the record: acts for people, entries for whoever checks them."""

from .act import Act
from .entry import Entry, EntryValue, Head

__all__ = ["Act", "Entry", "EntryValue", "Head"]
