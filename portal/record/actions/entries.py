"""Appending an entry to the public record."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F

from portal.kit import clock

from ..canonical import SALT_BYTES, canonical_bytes, commitment, leaf_hash, typed
from ..models import Entry, EntryValue, Head


def append(*, values: Mapping[str, str | int], at: datetime | None = None) -> Entry:
    """Append an entry that commits to `values` and return it; its moment is `at`, or now.

    Must be the last write of its transaction: the head row stays locked until that ends, so that the
    numbers have no gap whatever else fails. Raises TransactionManagementError outside a transaction,
    TypeError for a value that is neither str nor int, ValueError for a name that is not plain ASCII.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an entry is appended inside a transaction only")
    salts = {name: secrets.token_bytes(SALT_BYTES) for name in values}
    commitments = {name: commitment(value, salts[name]) for name, value in values.items()}
    sequence = _next_sequence()
    canonical = canonical_bytes(sequence, commitments)
    entry = Entry.objects.create(
        sequence=sequence, canonical=canonical, leaf_hash=leaf_hash(canonical), at=at or clock.now()
    )
    rows = []
    for name, value in values.items():
        letter, text = typed(value)
        rows.append(EntryValue(entry=entry, name=name, type=letter, value=text, salt=salts[name]))
    EntryValue.objects.bulk_create(rows)
    return entry


def _next_sequence() -> int:
    """Lock the head row (the update does, on both databases) and return the next number."""
    Head.objects.filter(pk=Head.ONLY).update(size=F("size") + 1)
    return Head.objects.values_list("size", flat=True).get(pk=Head.ONLY)
