"""Submitting a draft, and changing the text in discussion: both make a version."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import change_state
from portal.kit.verdict import Refused, no, require
from portal.kit.workdays import closing_moment
from portal.members.models import display_name

from ..completeness import require_complete, require_no_advertising
from ..lifecycle import AUTHOR, State
from ..models import Area, Attachment, Comment, Proposal, Version
from ..permissions import acting_role, can_edit, can_lead, can_submit, mandates_of
from ..slugs import slug_of
from .acts import record_act
from .closing import hold
from .drafting import StaleDraft
from .holding import require_not_blacked_out
from .versions import make_version, stored, text_of


class StaleVersion(Refused):
    """Somebody made a version since the text was read; carries it, so that both can be shown."""

    def __init__(self, version: Version, actor: Any) -> None:
        figures: dict[str, Any] = {"number": version.number}
        if version.author_id in (None, actor.pk):
            words = _(
                "Version %(number)d was made in another window. Nothing is lost: compare both texts, "
                "then choose what to keep."
            )
        else:
            figures["name"] = display_name(version.author)
            words = _(
                "%(name)s, who writes with you, made version %(number)d meanwhile. Nothing is lost: compare "
                "both texts, then choose what to keep."
            )
        super().__init__(no("version.stale", words % figures))
        self.version = version


def submit_proposal(*, proposal: Proposal, actor: Any, revision: int | None = None) -> Proposal:
    """Submit the draft: make a version, open it to everybody, and start the promise of the check.

    `revision` is the one that the author read, where a form knows it. Raises Refused (not theirs, no
    mandate, no working group, StaleDraft), ValidationError by field when it is incomplete or too long.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_submit(actor, held))
        draft = held.draft
        if revision is not None and draft.revision != revision:
            raise StaleDraft(draft, actor)
        require(can_lead(actor, draft.leading_group))
        text = text_of(draft)
        require_complete(text, held.rules, leading_group=draft.leading_group)
        require_not_blacked_out(held, **text)
        now = clock.now()
        version = make_version(
            held,
            text=text,
            areas=draft.areas.all(),
            author=actor,
            origin=Version.Origin.SUBMISSION,
            attachments=held.attachments.in_draft(),
        )
        held.groups.set(draft.groups.exclude(pk=draft.leading_group_id or 0))
        was = held.state
        change_state(
            held,
            to=State.SUBMITTED,
            title=version.title,
            slug=slug_of(version.title),
            summary=version.summary,
            leading_group=draft.leading_group,
            current_version=version,
            affiliation=next(a for a in mandates_of(actor) if a.organisation_id == held.organisation_id),
            ever_submitted=True,
            submitted_at=now,
            check_since=None,
            changed_at=now,
        )
        record_act(held, "submit", was=was, actor=actor, role=AUTHOR, note={"version": version.number})
    return held


def edit_proposal(
    *,
    proposal: Proposal,
    actor: Any,
    base_version: int,
    text: Mapping[str, Any],
    change_note: str,
    wording_only: bool = False,
    suggestion: Comment | None = None,
) -> Version:
    """Change the text in discussion and return the version made.

    `suggestion` is the comment whose suggested change the version takes over, if any.

    `base_version` is the number that the author read; `text` gives every field of TEXT_FIELDS and
    `areas`; `change_note` says what changed and why. A change of substance near the end moves the
    closing on. Raises Refused (closed, not theirs, StaleVersion) and ValidationError (incomplete, no
    change, no note).
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_edit(actor, held))
        current = held.public_version
        if current.number != base_version:
            raise StaleVersion(current, actor)
        require_complete(text, held.rules)
        require_no_advertising(change_note=change_note)
        require_not_blacked_out(held, **text, change_note=change_note)
        if not change_note.strip():
            raise ValidationError({"change_note": [_("Say in one sentence what changed and why.")]})
        if not _differs(current, text):
            raise ValidationError(_("Nothing was changed yet."), code="unchanged")
        return publish_edit(
            held,
            actor=actor,
            text=text,
            areas=text["areas"],
            change_note=change_note.strip(),
            wording_only=wording_only,
            suggestion=suggestion,
        )


def publish_edit(
    held: Proposal,
    *,
    actor: Any,
    text: Mapping[str, Any],
    areas: Iterable[Area],
    change_note: str,
    wording_only: bool = False,
    attachments: Iterable[Attachment] | None = None,
    suggestion: Comment | None = None,
) -> Version:
    """Make the version of a permitted change in discussion, give readers its days, and record it.

    `held` is locked; `attachments` are those of the version before unless given.
    """
    version = make_version(
        held,
        text=text,
        areas=areas,
        author=actor,
        origin=Version.Origin.EDIT,
        change_note=change_note,
        wording_only=wording_only,
        attachments=attachments,
    )
    held.title, held.summary = version.title, version.summary
    held.slug = slug_of(version.title)
    held.current_version = version
    held.changed_at = clock.now()
    extended = not wording_only and _extend_for_late_change(held)
    held.save(update_fields=["title", "summary", "slug", "current_version", "changed_at", "closes_at"])
    record_act(
        held,
        "edit",
        was=held.state,
        actor=actor,
        role=acting_role("edit", actor, held),
        reason=version.change_note,
        note={
            "version": version.number,
            "wording_only": wording_only,
            "extended": extended,
            **({"suggestion": suggestion.pk} if suggestion else {}),
        },
    )
    return version


def _extend_for_late_change(held: Proposal) -> bool:
    """Give readers the days that a change of substance asks for; say whether the closing moved."""
    least = closing_moment(clock.today() + timedelta(days=held.rules.late_change_days))
    if held.closing - clock.now() >= timedelta(days=held.rules.late_change_days):
        return False
    held.closes_at = max(held.closing, least)
    return True


def _differs(current: Version, text: Mapping[str, Any]) -> bool:
    """Return whether `text` says anything else than the current version."""
    areas = {area.pk for area in text["areas"]}
    if areas != set(current.areas.values_list("pk", flat=True)):
        return True
    return any(value != getattr(current, name) for name, value in stored(text).items())
