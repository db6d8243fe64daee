"""Publishing a comment, or holding it for a moderator: nobody but its writer knows of it until then."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit import clock

from .. import spam
from ..blackouts import faults
from ..models import Comment, ModerationCase, ModerationRules, Proposal
from .counts import recount
from .placing import place, record_comment


def publish_or_hold(
    comment: Comment,
    answered: Comment | None,
    *,
    written: str,
    actor: Any,
    verb: str,
    role: str,
    then: Callable[[], Any] | None = None,
) -> Comment:
    """Save `comment` in its place, and publish it unless a moderator is to read it first.

    `written` is the text as it was sent: what is stored no longer holds the invisible characters by which
    advertisers give themselves away. `then` writes what belongs to the comment. `comment.held_at` tells
    afterwards what became of it. Raises ValidationError where it brings back what was blacked out.
    """
    require_not_blacked_out(comment.proposal, body=written)
    rules = ModerationRules.load()
    reasons = spam.reasons(written, links_max=rules.links_max)
    if rules.hold_first_posts:
        earlier = Comment.objects.filter(author=actor)[: rules.hold_first_posts].count()
        if earlier < rules.hold_first_posts:
            reasons.append(spam.FIRST)
    comment.held_at = clock.now() if reasons else None
    place(comment, answered)
    if then is not None:
        then()
    if reasons:
        ModerationCase.objects.create(
            kind=ModerationCase.Kind.HELD,
            comment=comment,
            statement=" ".join(reasons),
            opened_at=clock.now(),
        )
        record_comment(comment, "hold", actor, role, public=False)
    else:
        recount(comment.proposal)
        record_comment(comment, verb, actor, role)
    return comment


def require_unsuspicious(written: str) -> None:
    """Raise ValidationError when a published comment is to be changed into one that would be held."""
    if spam.reasons(written, links_max=ModerationRules.load().links_max):
        raise ValidationError(
            {
                "body": [
                    _(
                        "With these links or words a moderator reads it before it is published. "
                        "Leave this comment as it is, and send the new text as a comment of its own."
                    )
                ]
            }
        )


def require_not_blacked_out(proposal: Proposal, **texts: Any) -> None:
    """Raise ValidationError by field when one of `texts` brings back what a moderator blacked out."""
    if found := faults(proposal, texts):
        raise ValidationError({name: [words] for name, words in found.items()})
