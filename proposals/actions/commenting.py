"""Comments: written, answered, shortly afterwards edited, and withdrawn with a mark that stays."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from portal.kit import clock, richtext
from portal.kit.locking import lock
from portal.kit.verdict import Refused, no, require
from portal.members import roles as member_roles
from portal.members.models import Affiliation

from ..anchors import words_of
from ..completeness import comment_fault
from ..models import Capacity, Comment, Proposal, ProposalRules, Stance, Version
from ..permissions import acting_role, can_comment, can_edit_comment, can_retract_comment
from .closing import hold
from .counts import recount
from .holding import publish_or_hold, require_not_blacked_out, require_unsuspicious
from .placing import record_comment
from .unchanged import require_unchanged

# Of the paragraph that a comment is about, this much is kept with it.
QUOTED_CHARACTERS = 300


def write_comment(
    *,
    proposal: Proposal,
    actor: Any,
    affiliation: Affiliation,
    capacity: str,
    stance: str,
    body: str,
    block: int | None = None,
) -> Comment:
    """Comment on the current version, for the organisation of `affiliation`, in a `capacity` and a `stance`.

    `block` is the anchor of the paragraph meant, if any: its words are kept with the comment. Raises
    Refused and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_comment(actor, held))
        if stance not in Stance.values:
            raise ValidationError({"stance": [_("Choose what you make of the proposal.")]})
        comment = Comment(
            proposal=held,
            version=held.public_version,
            **_about(held.public_version, block),
            stance=stance,
            author=actor,
            **speaking_for(actor, affiliation, capacity),
            **comment_text(body, held.rules),
        )
        publish_or_hold(
            comment,
            None,
            written=body,
            actor=actor,
            verb="comment",
            role=acting_role("comment", actor, held),
        )
    return comment


def reply(*, comment: Comment, actor: Any, affiliation: Affiliation, capacity: str, body: str) -> Comment:
    """Answer `comment`; on the last level the answer stands beside it and names whom it answers."""
    with transaction.atomic():
        held = hold(comment.proposal)
        require(can_comment(actor, held))
        answered = Comment.objects.get(pk=comment.pk)
        if not answered.is_visible:
            raise Refused(no("comment.reply.gone", _("The comment that you answer can no longer be read.")))
        answer = Comment(
            proposal=held,
            version=held.public_version,
            author=actor,
            **speaking_for(actor, affiliation, capacity),
            **comment_text(body, held.rules),
        )
        publish_or_hold(
            answer,
            answered,
            written=body,
            actor=actor,
            verb="comment",
            role=acting_role("comment", actor, held),
        )
    return answer


def edit_comment(*, comment: Comment, actor: Any, body: str, started_from: str | None = None) -> Comment:
    """Change the text of an unanswered comment shortly after it was written.

    `started_from` is the mark (unchanged.mark_of) of the text that was read: Refused is raised where another
    window saved one since; None asks for none.
    """
    with transaction.atomic():
        held = hold(comment.proposal)
        fresh = lock(comment)
        fresh.proposal = held
        require(can_edit_comment(actor, fresh))
        require_unchanged(fresh, started_from)
        require_unsuspicious(body)
        require_not_blacked_out(held, body=body)
        for name, value in comment_text(body, held.rules).items():
            setattr(fresh, name, value)
        fresh.edited_at = clock.now()
        fresh.save(update_fields=["body", "html", "edited_at"])
        recount(held)
        record_comment(fresh, "edit_comment", actor, "")
    return fresh


def retract_comment(*, comment: Comment, actor: Any) -> Comment:
    """Withdraw one's comment: the text goes, a visible mark and the answers stay. There is no way back."""
    with transaction.atomic():
        held = hold(comment.proposal)
        fresh = lock(comment)
        require(can_retract_comment(actor, fresh))
        fresh.retracted_at = clock.now()
        fresh.save(update_fields=["retracted_at"])
        recount(held)
        record_comment(fresh, "retract_comment", actor, "")
    return fresh


def speaking_for(actor: Any, affiliation: Affiliation, capacity: str) -> dict[str, Any]:
    """Return for whom a comment speaks; raise ValidationError unless `actor` may speak so today."""
    current = {a.pk: a for a in member_roles.current_affiliations(actor)}
    if affiliation.pk not in current:
        raise ValidationError({"speaks_as": [_("Choose one of your verified organisations.")]})
    if capacity not in Capacity.values or (
        capacity == Capacity.REPRESENTING and not current[affiliation.pk].is_representing
    ):
        raise ValidationError({"speaks_as": [_("You have no mandate to speak for this organisation.")]})
    organisation = current[affiliation.pk].organisation
    return {
        "affiliation": affiliation,
        "organisation": organisation,
        "element": organisation.element,
        "capacity": capacity,
    }


def _about(version: Version, block: int | None) -> dict[str, Any]:
    """Return which paragraph of `version` a comment is about, with the words that it began with."""
    if block is None:
        return {}
    if block not in version.anchors:
        raise ValidationError(
            {"paragraph": [_("The current version no longer has this paragraph. Choose another part.")]}
        )
    number = version.anchors.index(block) + 1
    words = Truncator(words_of(version.paragraphs[number - 1])).chars(QUOTED_CHARACTERS)
    return {"block": block, "paragraph": number, "quoted": words}


def comment_text(body: str, rules: ProposalRules) -> dict[str, str]:
    """Return the stored forms of a comment's text; raise ValidationError when too short or too long."""
    body = richtext.tidy(body)
    if fault := comment_fault(body, rules):
        raise ValidationError({"body": [fault]})
    return {"body": body, "html": richtext.render(body)}
