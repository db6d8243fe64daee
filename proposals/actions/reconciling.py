"""Making one text of two that were written at the same time; what was not taken is set aside, not lost."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction

from portal.kit import clock

from ..conflict import combine
from ..models import Draft, Proposal, SetAside, Version
from .drafting import StaleDraft, save_draft
from .submitting import edit_proposal

SET_ASIDE_DAYS = 30


def reconcile_draft(
    *,
    proposal: Proposal,
    actor: Any,
    revision: int,
    text: Mapping[str, Any],
    keep: Mapping[str, str],
    window: str = "",
) -> Draft:
    """Save the draft with what `keep` takes, part by part, from `text` and from what is saved.

    `revision` is the saved text that the person compared with; raises StaleDraft when it moved on since,
    and whatever `save_draft` raises.
    """
    with transaction.atomic():
        saved = Draft.objects.get(proposal=proposal)
        if saved.revision != revision:
            raise StaleDraft(saved, actor)
        combined, dropped = combine(saved, text, keep)
        draft = save_draft(proposal=proposal, actor=actor, revision=revision, text=combined)
        Draft.objects.filter(pk=draft.pk).update(window=window)
        _set_aside(proposal, actor, dropped)
    return draft


def reconcile_version(
    *,
    proposal: Proposal,
    actor: Any,
    base_version: int,
    text: Mapping[str, Any],
    keep: Mapping[str, str],
    change_note: str,
    wording_only: bool = False,
) -> Version:
    """Make the version that `keep` takes, part by part, from `text` and from version `base_version`.

    Words of `text` that were not taken are set aside; those of the version stay in it. Raises what
    `edit_proposal` raises.
    """
    with transaction.atomic():
        base = proposal.versions.get(number=base_version)
        combined, dropped = combine(base, text, keep)
        version = edit_proposal(
            proposal=proposal,
            actor=actor,
            base_version=base_version,
            text=combined,
            change_note=change_note,
            wording_only=wording_only,
        )
        _set_aside(proposal, actor, {name: dropped[name] for name in dropped if keep.get(name) == "other"})
    return version


def forget_texts_set_aside() -> int:
    """Delete what was set aside more than SET_ASIDE_DAYS ago and return how many texts it was."""
    before = clock.now() - timedelta(days=SET_ASIDE_DAYS)
    return SetAside.objects.filter(set_aside_at__lt=before).delete()[0]


def _set_aside(proposal: Proposal, actor: Any, dropped: Mapping[str, str]) -> None:
    now = clock.now()
    SetAside.objects.bulk_create(
        SetAside(proposal=proposal, person=actor, part=name, text=text, set_aside_at=now)
        for name, text in dropped.items()
    )
