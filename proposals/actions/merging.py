"""Merging a proposal into another: asked, answered or passed over in silence, carried out, undone."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.locking import change_state, lock_all
from portal.kit.verdict import Refused, no, require
from portal.kit.workdays import add_workdays
from portal.members.models import Affiliation

from .. import lineage
from ..lifecycle import AUTHOR, SECRETARIAT, State
from ..models import MergeRequest, Proposal
from ..permissions import (
    acting_role,
    can_answer_merge,
    can_cancel_merge,
    can_merge,
    can_merge_into,
    can_propose_merge,
    can_unmerge,
    mandates_of,
)
from .acts import record_act, tell_author
from .authorship import invite_merged_author
from .checking import require_text
from .closing import hold
from .counts import recount
from .leaving import way_back


def propose_merge(*, proposal: Proposal, target: Proposal, actor: Any, reason: str) -> MergeRequest:
    """Ask the author, publicly and with a `reason`, whether the proposal may be merged into `target`.

    The answer is due after the rules' working days. Raises Refused and ValidationError.
    """
    with transaction.atomic():
        held, other = _hold_both(proposal, target)
        require(can_propose_merge(actor, held))
        require(can_merge_into(actor, held, other))
        request = MergeRequest.objects.create(
            proposal=held,
            target=other,
            reason=require_text("reason", reason),
            asked_by=actor,
            asked_at=clock.now(),
            due_on=add_workdays(clock.today(), held.rules.merge_silence_workdays),
        )
        tell_author(held, "merge_asked", request.pk, request=request)
        _record(
            held, "propose_merge", request, actor, acting_role("propose_merge", actor, held), request.reason
        )
    return request


def answer_merge(
    *, proposal: Proposal, actor: Any, agrees: bool, reason: str = "", wants_co_authorship: bool = False
) -> MergeRequest:
    """Say, as the author, whether one agrees; not agreeing needs a `reason` and ends the question.

    Who agrees may ask to become co-author of the proposal that theirs joins.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_answer_merge(actor, held))
        request = held.merge_requests.get(ended_at__isnull=True)
        now = clock.now()
        request.answer = MergeRequest.Answer.AGREES if agrees else MergeRequest.Answer.DECLINES
        request.answer_reason = reason.strip() if agrees else require_text("reason", reason)
        request.answered_at = now
        request.wants_co_authorship = agrees and wants_co_authorship
        request.ended_at = None if agrees else now
        request.save()
        _record(held, "answer_merge", request, actor, AUTHOR, request.answer_reason, answer=request.answer)
    return request


def cancel_merge(*, proposal: Proposal, actor: Any, reason: str) -> MergeRequest:
    """Take the question about merging back, with a public reason."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_cancel_merge(actor, held))
        reason = require_text("reason", reason)
        request = held.merge_requests.get(ended_at__isnull=True)
        request.ended_at = clock.now()
        request.save(update_fields=["ended_at"])
        tell_author(held, "merge_cancelled", request.pk, request=request, reason=reason)
        _record(held, "cancel_merge", request, actor, acting_role("cancel_merge", actor, held), reason)
    return request


def merge_proposal(*, proposal: Proposal, actor: Any, reason: str = "") -> Proposal:
    """Merge the proposal into the one that its author was asked about; return the merged proposal.

    The author agreed, or was silent and `reason` says why it is merged all the same. Comments and
    supporters stay where they are, readable, and count on the target. Who agreed and wants to write that one
    along is invited to. Raises Refused and ValidationError.
    """
    with transaction.atomic():
        asked = lineage.live_request(proposal)
        held, target = _hold_both(proposal, asked.target) if asked else (hold(proposal), None)
        require(can_merge(actor, held))
        request = held.merge_requests.get(ended_at__isnull=True)
        if target is None or request.target_id != target.pk:
            raise Refused(no("moved", _("Another question was put meanwhile. Look again and decide anew.")))
        require(can_merge_into(actor, held, target))
        reason = reason.strip() if request.agreed else require_text("reason", reason)
        role, was, now = acting_role("merge", actor, held), held.state, clock.now()
        request.merged_at = request.ended_at = now
        request.save(update_fields=["merged_at", "ended_at"])
        change_state(held, to=State.MERGED, state_before=was, merged_into=target, changed_at=now)
        recount(held)
        invited = (
            invite_merged_author(target, affiliation=_mandate(held), actor=actor, role=role)
            if request.wants_co_authorship
            else None
        )
        tell_author(held, "merged", request.pk, target=target, reason=reason or request.reason)
        tell_author(target, "joined", request.pk, merged=held, request=request, invited=invited)
        record_act(
            held,
            "merge",
            was=was,
            actor=actor,
            role=role,
            reason=reason or request.reason,
            note={"target": target.pk, "agreed": request.agreed},
        )
    return held


def unmerge_proposal(*, proposal: Proposal, actor: Any, reason: str) -> Proposal:
    """Put a merged proposal back where it was, with its comments and supporters; see leaving.way_back."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_unmerge(actor, held))
        reason = require_text("reason", reason)
        was, target = held.state, held.merged_into
        change_state(held, merged_into=None, **way_back(held))
        recount(held)
        if target is not None:
            recount(target)
            tell_author(target, "parted", clock.now().isoformat(), merged=held, reason=reason)
        tell_author(held, "unmerged", clock.now().isoformat(), reason=reason)
        record_act(
            held,
            "unmerge",
            was=was,
            actor=actor,
            role=SECRETARIAT,
            reason=reason,
            note={"target": target.pk if target else None},
        )
    return held


def _mandate(held: Proposal) -> Affiliation | None:
    """Return the affiliation in which the author of `held` may write along, None where it has lapsed."""
    found = [] if held.author is None else mandates_of(held.author)
    return next((one for one in found if one.organisation_id == held.organisation_id), None)


def _hold_both(proposal: Proposal, target: Proposal) -> tuple[Proposal, Proposal]:
    """Return both, locked in the order of their numbers, as every action on several of them does."""
    lock_all(Proposal, {proposal.pk, target.pk, *lineage.above(proposal.pk), *lineage.above(target.pk)})
    return hold(proposal), hold(target)


def _record(
    held: Proposal, verb: str, request: MergeRequest, actor: Any, role: str, reason: str, **note: Any
) -> None:
    note = {"target": request.target_id, **note}
    record_act(held, verb, was=held.state, actor=actor, role=role, reason=reason, note=note)
