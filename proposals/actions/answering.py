"""Suggested changes, taken over as new versions, and the authors' answers to comments."""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal import notices
from portal.kit import clock, richtext
from portal.kit.locking import lock, lock_all
from portal.kit.verdict import require
from portal.members.models import Affiliation

from ..anchors import words_of
from ..completeness import require_no_advertising
from ..lifecycle import AUTHOR
from ..models import (
    QUOTABLE,
    AnswerVerdict,
    AuthorAnswer,
    Comment,
    Proposal,
    ProposalRules,
    Stance,
    Suggestion,
    Version,
)
from ..models.version import part_label
from ..passages import Found, locate, replaced
from ..permissions import (
    acting_role,
    can_answer_comment,
    can_answer_comments,
    can_comment,
    can_edit_answer,
    can_take_over,
)
from .acts import record_act
from .closing import hold
from .commenting import comment_text, speaking_for
from .counts import recount
from .holding import publish_or_hold, require_not_blacked_out
from .placing import record_comment
from .submitting import edit_proposal
from .unchanged import require_unchanged
from .versions import text_of


def suggest_change(
    *,
    proposal: Proposal,
    actor: Any,
    affiliation: Affiliation,
    capacity: str,
    part: str,
    quote: str,
    replacement: str,
    body: str,
) -> Comment:
    """Suggest that `replacement` stand where `quote` stands in `part` of the current version.

    `quote` is given as it is read. An empty `replacement` suggests that the passage go. `body` says why.
    Raises Refused and ValidationError (no such passage, several of them, nothing changed, too long).
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_comment(actor, held))
        version = held.public_version
        found = require_passage(version, part, quote, held.rules)
        passage = getattr(version, part)[found.start : found.end]
        replacement = require_replacement(replacement, passage, held.rules)
        comment = Comment(
            proposal=held,
            version=version,
            stance=Stance.WITH_CHANGES,
            author=actor,
            **_paragraph_with(version, part, passage),
            **speaking_for(actor, affiliation, capacity),
            **comment_text(body, held.rules),
        )
        publish_or_hold(
            comment,
            None,
            written=f"{body}\n{replacement}",
            actor=actor,
            verb="suggest_change",
            role=acting_role("comment", actor, held),
            then=lambda: Suggestion.objects.create(
                comment=comment, part=part, quote=passage, replacement=replacement
            ),
        )
    return comment


def take_over(
    *,
    comment: Comment,
    actor: Any,
    replacement: str,
    change_note: str,
    body: str = "",
    wording_only: bool = False,
) -> Version:
    """Make a version in which `replacement` stands where the suggested change wants it; return the version.

    The author may edit the replacement: then the answer says "accepted in part", else "accepted". `body`
    is what else the authors answer. Raises Refused (not theirs, answered meanwhile, the passage is gone)
    and ValidationError.
    """
    with transaction.atomic():
        held = hold(comment.proposal)
        fresh = _locked(comment, held)
        require(can_take_over(actor, fresh))
        suggestion, current = fresh.suggestion, held.public_version
        found = locate(getattr(current, suggestion.part), suggestion.quote)
        replacement = require_replacement(replacement, suggestion.quote, held.rules)
        require_no_advertising(body=body)
        whole = replaced(getattr(current, suggestion.part), found, replacement)
        version = edit_proposal(
            proposal=held,
            actor=actor,
            base_version=current.number,
            text={**text_of(current), suggestion.part: whole, "areas": list(current.areas.all())},
            change_note=change_note,
            wording_only=wording_only,
            suggestion=fresh,
        )
        same = replacement == suggestion.replacement
        answer = _answer(
            held,
            [fresh],
            actor=actor,
            verdict=AnswerVerdict.ACCEPTED if same else AnswerVerdict.PARTLY,
            text=comment_text(body, held.rules) if body.strip() else {"body": "", "html": ""},
            version=version,
        )
        record_comment(fresh, "take_over", actor, AUTHOR, answer=answer.pk, version=version.number)
    return version


def answer_comments(
    *, proposal: Proposal, actor: Any, comments: Collection[int], verdict: str, body: str
) -> AuthorAnswer:
    """Answer the `comments` (their numbers), one or many alike, with one `verdict` and its reason.

    Raises Refused (not an author, no longer the time, one of them answered or gone) and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_answer_comments(actor, held))
        chosen = lock_all(Comment, set(comments))
        if not chosen or any(comment.proposal_id != held.pk for comment in chosen):
            raise ValidationError({"comments": [_("Choose at least one comment of this proposal.")]})
        for comment in chosen:
            comment.proposal = held
            require(can_answer_comment(actor, comment))
        require_no_advertising(body=body)
        if verdict not in AnswerVerdict.values:
            raise ValidationError({"verdict": [_("Choose what you answer.")]})
        answer = _answer(held, chosen, actor=actor, verdict=verdict, text=comment_text(body, held.rules))
        record_act(
            held,
            "answer_comments",
            was=held.state,
            actor=actor,
            role=AUTHOR,
            note={"answer": answer.pk, "verdict": verdict, "comments": sorted(c.pk for c in chosen)},
        )
    return answer


def edit_answer(
    *, answer: AuthorAnswer, actor: Any, verdict: str, body: str, started_from: str | None = None
) -> AuthorAnswer:
    """Change an authors' answer shortly after it was given; who is answered hears when the verdict changed.

    That of an answer which took a suggested change over stays: it says what the version did. `started_from`
    is the mark (unchanged.mark_of) of the answer that was read, None asks for none. Raises Refused, also
    where another author changed it since, and ValidationError.
    """
    with transaction.atomic():
        held = hold(answer.proposal)
        fresh = lock(answer)
        fresh.proposal = held
        require(can_edit_answer(actor, fresh))
        require_unchanged(fresh, started_from)
        if verdict not in AnswerVerdict.values or (fresh.version_id and verdict != fresh.verdict):
            raise ValidationError({"verdict": [_("Choose what you answer.")]})
        require_no_advertising(body=body)
        require_not_blacked_out(held, body=body)
        changed = verdict != fresh.verdict
        text = {"body": "", "html": ""} if fresh.version_id and not body.strip() else None
        for name, value in (text or comment_text(body, held.rules)).items():
            setattr(fresh, name, value)
        fresh.verdict, fresh.edited_at = verdict, clock.now()
        fresh.save(update_fields=["verdict", "body", "html", "edited_at"])
        if changed:
            comments = fresh.comments.select_related("author").order_by("pk")
            _tell_answered(fresh, comments, actor, f"{fresh.pk}:{fresh.edited_at.isoformat()}")
        record_act(
            held,
            "edit_answer",
            was=held.state,
            actor=actor,
            role=AUTHOR,
            note={"answer": fresh.pk, "verdict": verdict},
        )
    return fresh


def require_passage(version: Version, part: str, quote: str, rules: ProposalRules) -> Found:
    """Return where `quote` stands in `part` of `version`; raise ValidationError unless it does, and once."""
    if part not in QUOTABLE:
        raise ValidationError({"part": [_("Choose the part of the text that you quote from.")]})
    if len(quote) > rules.comment_max:
        raise ValidationError({"quote": [_too_long(rules)]})
    found = locate(getattr(version, part), richtext.tidy(quote))
    label = part_label(part)
    if found.times == 0:
        raise ValidationError(
            {
                "quote": [
                    _(
                        "These words do not stand in “%(part)s” of version %(number)d. "
                        "Copy the passage from the text exactly as it stands there."
                    )
                    % {"part": label, "number": version.number}
                ]
            }
        )
    if not found.is_unique:
        raise ValidationError(
            {
                "quote": [
                    _(
                        "These words stand in “%(part)s” %(times)d times. "
                        "Copy some more words before or after, so that the place is plain."
                    )
                    % {"part": label, "times": found.times}
                ]
            }
        )
    return found


def require_replacement(replacement: str, passage: str, rules: ProposalRules) -> str:
    """Return `replacement` as it is stored; raise ValidationError when it changes nothing or is too long."""
    tidied = richtext.tidy(replacement)
    if len(tidied) > rules.comment_max:
        raise ValidationError({"replacement": [_too_long(rules)]})
    if tidied == passage:
        raise ValidationError({"replacement": [_("This is what stands there already. Write what should.")]})
    return tidied


def _too_long(rules: ProposalRules) -> str:
    return _("At most %(most)d characters. Suggest several changes instead.") % {"most": rules.comment_max}


def _locked(comment: Comment, held: Proposal) -> Comment:
    fresh = lock(comment)
    fresh.proposal = held
    return fresh


def _paragraph_with(version: Version, part: str, passage: str) -> dict[str, Any]:
    """Return the paragraph that holds the whole passage, as a comment names it; nothing when none does."""
    wanted = words_of(str(richtext.render(passage)))
    anchors = version.blocks.get(part, [])
    for anchor, html in zip(anchors, version.html.get(part, []), strict=False):
        if wanted in words_of(html):
            return {"block": anchor, "paragraph": version.anchors.index(anchor) + 1}
    return {}


def _answer(
    held: Proposal,
    comments: Collection[Comment],
    *,
    actor: Any,
    verdict: str,
    text: dict[str, str],
    version: Version | None = None,
) -> AuthorAnswer:
    """Write one answer to locked `comments`, and tell those who wrote them."""
    require_not_blacked_out(held, body=text["body"])
    answer = AuthorAnswer.objects.create(
        proposal=held, author=actor, verdict=verdict, created_at=clock.now(), version=version, **text
    )
    Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(author_answer=answer)
    recount(held)
    _tell_answered(answer, comments, actor, str(answer.pk))
    return answer


def _tell_answered(answer: AuthorAnswer, comments: Iterable[Comment], actor: Any, occurrence: str) -> None:
    """Tell everybody who wrote one of `comments` of the answer, once each."""
    told = set()
    for comment in comments:
        if comment.author is None or comment.author == actor or comment.author_id in told:
            continue
        told.add(comment.author_id)
        notices.notify(
            event=f"proposal:{answer.proposal_id}:comment_answered:{occurrence}",
            kind="proposal.comment_answered",
            people=[comment.author],
            template="proposals/mail/comment_answered",
            context={"proposal": answer.proposal, "answer": answer},
            url=comment.get_absolute_url(),
        )
