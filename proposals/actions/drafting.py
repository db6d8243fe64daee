"""Drafts: begun, saved and thrown away by their author alone."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock, wording
from portal.kit.locking import lock
from portal.kit.verdict import Refused, no, require
from portal.members.models import Organisation, display_name

from .. import tags
from ..lifecycle import AUTHOR, State
from ..models import TEXT_FIELDS, Draft, Proposal
from ..permissions import can_create, can_discard_draft, can_edit_draft, mandates_of
from ..slugs import slug_of
from .acts import record_act
from .closing import hold
from .files import delete_files_later

# What a draft takes: the text, and where the proposal belongs.
DRAFT_FIELDS = (*TEXT_FIELDS, "areas", "leading_group", "groups")


class StaleDraft(Refused):
    """Another window saved first; carries the draft as it stands, so that both texts can be shown."""

    def __init__(self, draft: Draft, actor: Any) -> None:
        figures = {"time": wording.jam(draft.saved_at)}
        if draft.saved_by_id in (None, actor.pk):
            words = _(
                "This draft was saved in another window at %(time)s. Nothing is lost: compare both "
                "texts, then choose what to keep."
            )
        else:
            figures["name"] = display_name(draft.saved_by)
            words = _(
                "%(name)s, who writes with you, saved changes at %(time)s. Nothing is lost: compare both "
                "texts, then choose what to keep."
            )
        super().__init__(no("draft.stale", words % figures))
        self.draft = draft


def create_draft(
    *, actor: Any, organisation: Organisation, text: Mapping[str, Any] | None = None, window: str = ""
) -> Proposal:
    """Begin a proposal of `actor` on behalf of `organisation`, holding `text` (DRAFT_FIELDS, any of them).

    `window` is the key of the window that writes it, where a form knows it (see save_draft).
    Raises Refused without a working group or a mandate for that organisation, ValidationError for text
    that cannot be stored.
    """
    with transaction.atomic():
        require(can_create(actor))
        affiliation = next((a for a in mandates_of(actor) if a.organisation_id == organisation.pk), None)
        if affiliation is None:
            raise Refused(
                no("proposal.create.organisation", _("You have no valid mandate for this organisation now."))
            )
        now = clock.now()
        proposal = Proposal.objects.create(
            author=actor, affiliation=affiliation, organisation=organisation, created_at=now, changed_at=now
        )
        draft = Draft(proposal=proposal, saved_at=now, saved_by=actor, window=window, revision=0)
        _write(draft, proposal, text or {})
        record_act(proposal, "create_draft", was="", actor=actor, role=AUTHOR, public=False)
    return proposal


def save_draft(
    *, proposal: Proposal, actor: Any, revision: int, text: Mapping[str, Any], window: str = ""
) -> Draft:
    """Overwrite the draft with `text`, if nobody saved it since `revision` was read; return it.

    `window` is the key of the window that saves: when the same window made the last save, its answer got
    lost on the way, and an old revision is no conflict.
    Leaves no act: a draft is its author's desk, and long texts save themselves every few seconds.
    Raises StaleDraft when it was saved since, Refused when it is no draft of theirs, ValidationError for
    text that cannot be stored.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_edit_draft(actor, held))
        draft = lock(held.draft)
        if draft.revision != revision and not (window and draft.window == window):
            raise StaleDraft(draft, actor)
        draft.saved_by, draft.window = actor, window
        _write(draft, held, text)
    return draft


def discard_draft(*, proposal: Proposal, actor: Any) -> None:
    """Delete a draft that was never submitted. There is no way back."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_discard_draft(actor, held))
        number = held.pk
        delete_files_later(list(held.attachments.all()))
        held.delete()
        held.pk = number
        record_act(held, "discard_draft", was=State.DRAFT, actor=actor, role=AUTHOR, public=False)


def _write(draft: Draft, proposal: Proposal, text: Mapping[str, Any]) -> None:
    """Set what `text` gives, save draft and, until it is submitted, the proposal's own title."""
    if unknown := set(text) - set(DRAFT_FIELDS):
        raise TypeError(f"not a part of a draft: {sorted(unknown)}")
    for name in (*TEXT_FIELDS, "leading_group"):
        if name in text:
            setattr(draft, name, tags.clean(text[name] or []) if name == "tags" else text[name])
    _require_storable(draft)
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save()
    for name in ("areas", "groups"):
        if name in text:
            getattr(draft, name).set(text[name])
    if not proposal.ever_submitted:
        proposal.title, proposal.summary = draft.title, draft.summary
        proposal.slug = slug_of(draft.title)
        proposal.leading_group = draft.leading_group
        proposal.changed_at = draft.saved_at
        proposal.save(update_fields=["title", "summary", "slug", "leading_group", "changed_at"])


def _require_storable(draft: Draft) -> None:
    """Raise ValidationError for values that no column takes, and for a group that is closed."""
    draft.clean_fields(exclude=["proposal"])
    if draft.leading_group is not None and not draft.leading_group.is_open:
        raise ValidationError({"leading_group": [_("This working group takes no proposals now.")]})
