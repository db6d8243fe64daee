"""Changing the words of notices that wait: what was sent cannot be called back."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Q

from ..models import Notice


def reword_waiting(*, change: Callable[[str], str]) -> int:
    """Put subject and text of every notice that waits through `change`; return how many it changed."""
    changed = 0
    for notice in Notice.objects.filter(state=Notice.State.QUEUED, next_try_at__isnull=False):
        subject, body = change(notice.subject)[:255], change(notice.body)
        if (subject, body) != (notice.subject, notice.body):
            changed += Notice.objects.filter(pk=notice.pk, state=Notice.State.QUEUED).update(
                subject=subject, body=body
            )
    return changed


def forget_person(*, person: Any, words: Collection[str], without: Callable[[str], str]) -> None:
    """Take out of the mails what names `person`: all that was written to them, and any of `words` in others'.

    `without` returns a text that no longer names them. A mail to somebody else that still waits is reworded;
    of one that is done nobody needs the text any more.
    """
    to_them = Notice.objects.filter(person=person)
    to_them.filter(state=Notice.State.QUEUED).update(state=Notice.State.SKIPPED, next_try_at=None)
    to_them.update(subject="", body="", url="")
    told = Q(pk__in=[])
    for word in words:
        told |= Q(subject__icontains=word) | Q(body__icontains=word)
    reword_waiting(change=without)
    for notice in Notice.objects.filter(told).exclude(state=Notice.State.QUEUED):
        if without(notice.subject) != notice.subject or without(notice.body) != notice.body:
            Notice.objects.filter(pk=notice.pk).update(subject="", body="", url="")
