"""Taking values out of the record: what they were is gone, that they were there stays provable."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from ..models import Act, EntryValue
from .acts import NOTE_PREFIX


def erase_values(*, done: Act, names: Collection[str]) -> int:
    """Erase the values called `names` from the entry of an act, and from the act itself; return how many.

    The entry's bytes and hash stay. An act keeps its note as a whole or not at all: erasing one
    ``note_<name>`` blanks it, while the other values of the note stay in the record. Names that the
    entry does not have (any more) are passed over. Who may ask for it is the caller's to decide.
    """
    blank: dict[str, Any] = {}
    if "reason" in names:
        blank["reason"] = ""
    if any(name.startswith(NOTE_PREFIX) for name in names):
        blank["note"] = {}
    with transaction.atomic():
        erased, _ = EntryValue.objects.filter(entry=done.entry_id, name__in=names).delete()
        if blank:
            Act.objects.filter(pk=done.pk).update(**blank)
    return erased
