"""A form sent twice (double click, retry after a lost answer) makes one thing, not two."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from . import clock
from .models import FormKey

KEPT_FOR = timedelta(hours=24)


def once(*, person: Any, key: str, make: Callable[[], str]) -> tuple[str, bool]:
    """Run `make` unless this person's form with this key has run already.

    `make` performs the action and returns the address of what it made. Returns that address and whether
    it was made just now. Both happen in one transaction, so a form that failed may be sent again.
    """
    try:
        with transaction.atomic():
            row = FormKey.objects.create(person=person, key=key, address="", created_at=clock.now())
            address = make()
            FormKey.objects.filter(pk=row.pk).update(address=address)
            return address, True
    except IntegrityError:
        earlier = FormKey.objects.filter(person=person, key=key).first()
        if earlier is None:
            # Some other constraint failed inside `make`; that is not ours to hide.
            raise
        return earlier.address, False


def forget_old_keys() -> int:
    """Delete the keys older than 24 hours and return how many they were."""
    return FormKey.objects.filter(created_at__lt=clock.now() - KEPT_FOR).delete()[0]
