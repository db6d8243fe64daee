"""Attachments: put beside a draft, taken out of it, and changed in discussion, which makes a version."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.uploads import Vetted
from portal.kit.verdict import require

from ..models import Attachment, Proposal, Version
from ..permissions import can_edit, can_edit_draft
from .checking import require_text
from .closing import hold
from .files import delete_files_later
from .holding import require_not_blacked_out
from .submitting import StaleVersion, publish_edit
from .versions import text_of


def attach_file(*, proposal: Proposal, actor: Any, upload: Vetted, caption: str = "") -> Attachment:
    """Put a file beside the draft; `caption` says what it is, else the name that its sender gave it.

    The same file with the same words is there once, however often it is sent. Leaves no act, like all
    writing on a draft. Raises Refused when it is no draft of theirs, and
    ValidationError when the draft holds as many as it may.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_edit_draft(actor, held))
        standing = held.attachments.in_draft()
        words = _caption(upload, caption)
        if (sent_before := standing.filter(sha256=upload.sha256, caption=words).first()) is not None:
            return sent_before
        _require_room(held, standing.count() + 1)
        return _store(held, actor, upload, caption, in_draft=True)


def detach_files(*, proposal: Proposal, actor: Any, numbers: Collection[int]) -> None:
    """Take attachments out of the draft; a file that no version holds is deleted for good."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_edit_draft(actor, held))
        for attachment in held.attachments.in_draft().filter(pk__in=numbers):
            if attachment.versions.exists():
                attachment.in_draft = False
                attachment.save(update_fields=["in_draft"])
            else:
                attachment.delete()
                delete_files_later([attachment])


def change_attachments(
    *,
    proposal: Proposal,
    actor: Any,
    base_version: int,
    change_note: str,
    upload: Vetted | None = None,
    caption: str = "",
    without: Collection[int] = (),
) -> Version:
    """Add a file in discussion, or leave out those numbered `without`: a version with the same text.

    Earlier versions keep what they hold. Raises Refused (closed, not theirs, StaleVersion) and
    ValidationError (no note, nothing to change, too many).
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_edit(actor, held))
        current = held.public_version
        if current.number != base_version:
            raise StaleVersion(current, actor)
        change_note = require_text("change_note", change_note)
        standing = list(current.attachments.all())
        kept = [attachment for attachment in standing if attachment.pk not in without]
        if upload is None and len(kept) == len(standing):
            raise ValidationError(_("Nothing was changed yet."), code="unchanged")
        if upload is not None:
            _require_room(held, len(kept) + 1)
            kept.append(_store(held, actor, upload, caption, in_draft=False))
        return publish_edit(
            held,
            actor=actor,
            text=text_of(current),
            areas=current.areas.all(),
            attachments=kept,
            change_note=change_note,
        )


def _store(held: Proposal, actor: Any, upload: Vetted, caption: str, *, in_draft: bool) -> Attachment:
    if held.attachments.filter(sha256=upload.sha256, withdrawal__isnull=False).exists():
        raise ValidationError(
            {"attachment": [_("A moderator has withdrawn this very file. Choose another one.")]}
        )
    require_not_blacked_out(held, caption=_caption(upload, caption))
    attachment = Attachment(
        proposal=held,
        kind=upload.kind.name,
        size=upload.size,
        sha256=upload.sha256,
        caption=_caption(upload, caption),
        uploaded_by=actor,
        uploaded_at=clock.now(),
        in_draft=in_draft,
    )
    attachment.clean_fields(exclude=["proposal", "file", "uploaded_by"])
    attachment.file.save("", upload.content, save=True)
    return attachment


def _caption(upload: Vetted, caption: str) -> str:
    """Return what the file is, in its sender's words, else the name that it came with."""
    return " ".join(caption.split()) or upload.name


def _require_room(held: Proposal, count: int) -> None:
    """Raise ValidationError when a proposal would hold more than it may."""
    most = held.rules.attachments_max
    if count > most:
        raise ValidationError(
            {
                "attachment": [
                    _(
                        "A proposal holds at most %(most)d attachments. Remove one first, or put several "
                        "into one PDF. What you typed is kept."
                    )
                    % {"most": most}
                ]
            },
            code="attachments",
        )
