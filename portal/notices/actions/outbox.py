"""Leaving notices in the outbox."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template import Context, engines
from django.urls import translate_url
from django.utils import translation

from portal.kit import clock

from ..models import Notice
from ..muting import is_muted
from ..tasks import deliver_notice

# A notice whose task was lost is handed to the worker again after this time.
RECOVER_AFTER = timedelta(minutes=10)


def notify(
    *,
    event: str,
    kind: str,
    people: Iterable[Any],
    template: str,
    context: Mapping[str, Any] | None = None,
    url: str = "",
) -> list[Notice]:
    """Leave one mail for each of `people` about `event`, in the caller's transaction; return the new notices.

    `event` names the event for good (``proposal:12:opened:3``): whoever was told of it already is left
    out. `kind` is the sort of notice (``proposal.opened``), by which people will choose what they get.
    `template` is a prefix: ``<template>_subject.txt`` and ``<template>_body.txt`` are rendered in each
    person's language, without HTML escaping, with `context`, `person` and `url` (absolute, in that
    language); `url` is given as a path. Nobody without a confirmed address or an active account gets mail.
    Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "notices are left inside the transaction of their action"
        )
    created = []
    for person in people:
        if not _may_get_mail(person):
            continue
        notice, new = _leave(event, kind, person, template, context or {}, url)
        if new:
            created.append(notice)
    return created


def _leave(
    event: str, kind: str, person: Any, template: str, context: Mapping[str, Any], url: str
) -> tuple[Notice, bool]:
    """Write one notice unless it is there, hand it to the worker unless muted; say whether it is new."""
    language = person.preferred_language or settings.LANGUAGE_CODE
    address = settings.SITE_URL + translate_url(url, language) if url else ""
    with translation.override(language):
        values = {**context, "person": person, "url": address}
        subject = " ".join(_render(f"{template}_subject.txt", values).split())
        body = _render(f"{template}_body.txt", values).strip() + "\n"
    moment = clock.now()
    muted = is_muted()
    notice, new = Notice.objects.get_or_create(
        event=event,
        person=person,
        defaults={
            "kind": kind,
            "subject": subject[:255],
            "body": body,
            "url": address,
            "created_at": moment,
            "state": Notice.State.SKIPPED if muted else Notice.State.QUEUED,
            "next_try_at": None if muted else moment + RECOVER_AFTER,
        },
    )
    if new and not muted:
        deliver_notice.enqueue(notice.pk)
    return notice, new


def _may_get_mail(person: Any) -> bool:
    """Return whether `person` has an active account and a confirmed address."""
    return bool(person.is_active and person.email and person.email_confirmed)


def _render(name: str, values: Mapping[str, Any]) -> str:
    """Render a plain-text template; nothing is escaped, because nobody will read it as HTML."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return engine.get_template(name).render(Context(dict(values), autoescape=False))
