"""Taking values out of the record: what they were is gone, that they were there stays provable."""

from collections.abc import Callable, Collection, Iterable
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


def erase_texts(*, acts: Iterable[Act], holds: Callable[[str], bool]) -> int:
    """Erase from `acts` and their entries every text of which `holds` says yes; return how many acts.

    For words that must not be told any more wherever they were told: reasons, and texts in notes.
    """
    found = 0
    for done in acts:
        names = ["reason"] if done.reason and holds(done.reason) else []
        names += [
            NOTE_PREFIX + name
            for name, value in done.note.items()
            if isinstance(value, str) and value and holds(value)
        ]
        if names:
            erase_values(done=done, names=names)
            found += 1
    return found
