"""Opening, reporting on, accepting and ending follow-ups, monitoring notes, and finishing the proposal."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.lifecycle.follow_up import FollowUpState, outcome_of
from council.lifecycle.roles import LIAISON, SECRETARIAT
from council.models import FollowUp, FollowUpReport, MonitoringNote
from council.models.follow_up import WHOLE
from council.permissions import follow_ups as rules
from portal.kit import clock
from portal.kit.locking import change_state, lock
from portal.kit.verdict import require
from portal.record import act
from proposals import actions as proposal_actions
from proposals.lifecycle import COORDINATOR, State
from proposals.models import Proposal

from .fields import need_coming_day, need_texts
from .follow_up_steps import locked, record
from .milestones import keep_evidence, share_reached

TEXT_LIMIT = 5000
REASON_LIMIT = 1000


def open_follow_up(*, follow_up: FollowUp, due_on: date, actor: Any) -> FollowUp:
    """Make `follow_up` a duty of the agency that the city's answer named, until `due_on`.

    The first one that is opened moves its proposal to being carried out. Raises Refused when the actor may
    not or the answer did not accept it, ValidationError for a day that has passed.
    """
    with transaction.atomic():
        proposal, follow_up = locked(follow_up)
        require(rules.can_open_follow_up(actor, follow_up))
        need_coming_day("due_on", due_on)
        answer = follow_up.last_answer()
        if answer is None or answer.agency is None:
            raise AssertionError("an accepted follow-up names its agency")
        change_state(
            follow_up,
            to=FollowUpState.OPEN,
            agency=answer.agency,
            due_on=due_on,
            opened_at=clock.now(),
        )
        if proposal.state == State.ANSWERED:
            proposal_actions.start_proposal(proposal=proposal)
        record(follow_up, "open", FollowUpState.PROPOSED, actor, SECRETARIAT)
    return follow_up


def report_progress(
    *,
    follow_up: FollowUp,
    text: str,
    approved_by_name: str,
    percent: int | None = None,
    reached: Collection[int] = (),
    evidence: str = "",
    files: Sequence[Any] = (),
    actor: Any,
) -> FollowUpReport:
    """Add a report of the agency while it works; changes no state.

    With a plan the share done follows from the milestones: `reached` names those that this report reaches.
    Without one the report says it itself: `percent`. Raises Refused, ValidationError.
    """
    with transaction.atomic():
        _proposal, follow_up = locked(follow_up)
        require(rules.can_report_progress(actor, follow_up))
        if follow_up.milestones.exists():
            percent = share_reached(follow_up, reached)
        report = _report(follow_up, text, percent, approved_by_name, evidence, actor, is_final=False)
        follow_up.milestones.filter(pk__in=reached).update(reached_by=report)
        keep_evidence(report, files)
        record(follow_up, "report_progress", follow_up.state, actor, LIAISON)
    return report


def report_finished(
    *,
    follow_up: FollowUp,
    text: str,
    approved_by_name: str,
    evidence: str = "",
    files: Sequence[Any] = (),
    actor: Any,
) -> FollowUpReport:
    """Report for the agency that it is finished, with `evidence` in words or as an address, or as `files`.

    Every milestone that was left counts as reached by it. Raises Refused, ValidationError (without any
    evidence, too).
    """
    with transaction.atomic():
        _proposal, follow_up = locked(follow_up)
        require(rules.can_report_finished(actor, follow_up))
        if evidence.strip() or not files:
            need_texts({"evidence": TEXT_LIMIT}, {"evidence": evidence})
        report = _report(follow_up, text, 100, approved_by_name, evidence, actor, is_final=True)
        follow_up.milestones.filter(reached_by=None).update(reached_by=report)
        keep_evidence(report, files)
        change_state(follow_up, to=FollowUpState.REPORTED)
        record(follow_up, "report_finished", FollowUpState.OPEN, actor, LIAISON)
    return report


def _report(
    follow_up: FollowUp,
    text: str,
    percent: int | None,
    approved_by_name: str,
    evidence: str,
    actor: Any,
    *,
    is_final: bool,
) -> FollowUpReport:
    need_texts(
        {"text": TEXT_LIMIT, "approved_by_name": 200}, {"text": text, "approved_by_name": approved_by_name}
    )
    if percent is None or not 0 <= percent <= WHOLE:
        raise ValidationError({"percent": _("Write a share between 0 and 100.")})
    return FollowUpReport.objects.create(
        follow_up=follow_up,
        author=actor,
        organisation=follow_up.agency,
        text=text.strip(),
        percent=percent,
        evidence=evidence.strip(),
        approved_by_name=approved_by_name.strip(),
        is_final=is_final,
        created_at=clock.now(),
    )


def accept_report(*, follow_up: FollowUp, actor: Any) -> FollowUp:
    """Accept the final report: done. Raises Refused, also while the coordinator's note on it is missing."""
    return _end(follow_up, rules.can_accept_report, "accept_report", FollowUpState.DONE, actor)


def mark_infeasible(*, follow_up: FollowUp, reason: str, actor: Any) -> FollowUp:
    """Record that an open follow-up cannot be carried out, and why. Raises Refused, ValidationError."""
    need_texts({"reason": REASON_LIMIT}, {"reason": reason})
    return _end(
        follow_up, rules.can_mark_infeasible, "mark_infeasible", FollowUpState.INFEASIBLE, actor, reason
    )


def cancel_follow_up(*, follow_up: FollowUp, reason: str, actor: Any) -> FollowUp:
    """Cancel a follow-up that is proposed or open, and say why. Raises Refused, ValidationError."""
    need_texts({"reason": REASON_LIMIT}, {"reason": reason})
    return _end(follow_up, rules.can_cancel_follow_up, "cancel", FollowUpState.CANCELLED, actor, reason)


def _end(follow_up: FollowUp, rule: Any, verb: str, to: str, actor: Any, reason: str = "") -> FollowUp:
    """End a follow-up when `rule` lets the actor do so."""
    with transaction.atomic():
        _proposal, follow_up = locked(follow_up)
        require(rule(actor, follow_up))
        old = follow_up.state
        change_state(follow_up, to=to, ended_at=clock.now(), reason=reason.strip())
        record(follow_up, verb, old, actor, SECRETARIAT, reason=reason.strip())
    return follow_up


def reject_report(*, follow_up: FollowUp, reason: str, actor: Any) -> FollowUp:
    """Give the final report back to the agency, which goes on working. Raises Refused, ValidationError."""
    need_texts({"reason": REASON_LIMIT}, {"reason": reason})
    with transaction.atomic():
        _proposal, follow_up = locked(follow_up)
        require(rules.can_reject_report(actor, follow_up))
        # What only this report reached is to be reached again.
        standing = FollowUpReport.objects.filter(follow_up=follow_up, is_final=True, rejected_at=None)
        follow_up.milestones.filter(reached_by__in=standing).update(reached_by=None)
        standing.update(rejected_at=clock.now(), rejection=reason.strip())
        change_state(follow_up, to=FollowUpState.OPEN)
        record(follow_up, "reject_report", FollowUpState.REPORTED, actor, SECRETARIAT, reason=reason.strip())
    return follow_up


def write_monitoring_note(
    *, proposal: Proposal, text: str, follow_up: FollowUp | None = None, actor: Any
) -> MonitoringNote:
    """Write what the leading working group saw: of one `follow_up`, or of the proposal as a whole.

    Raises Refused when the actor does not coordinate the group or nothing is being carried out,
    ValidationError without text, ValueError when the follow-up is another proposal's.
    """
    if follow_up is not None and follow_up.proposal_id != proposal.pk:
        raise ValueError("the follow-up belongs to another proposal")
    need_texts({"text": TEXT_LIMIT}, {"text": text})
    with transaction.atomic():
        if follow_up is None:
            proposal = lock(proposal)
            require(rules.can_write_note(actor, proposal))
        else:
            proposal, follow_up = locked(follow_up)
            require(rules.can_write_follow_up_note(actor, follow_up))
        if proposal.leading_group is None:
            raise AssertionError("whoever may write a note coordinates the leading group")
        note = MonitoringNote.objects.create(
            proposal=proposal,
            follow_up=follow_up,
            group=proposal.leading_group,
            author=actor,
            text=text.strip(),
            created_at=clock.now(),
        )
        act(
            subject_kind="monitoring_note",
            subject_id=note.pk,
            verb="write",
            actor=actor,
            actor_role=COORDINATOR,
            note={"proposal": proposal.pk, "follow_up": follow_up.pk if follow_up else 0},
        )
    return note


def finish_proposal(*, proposal: Proposal, actor: Any) -> Proposal:
    """Finish the proposal with what its ended follow-ups make of it. Raises Refused.

    All done is implemented, some done is partly implemented, none done is infeasible (domain.md).
    """
    with transaction.atomic():
        proposal = lock(proposal)
        require(rules.can_finish_proposal(actor, proposal))
        outcome = outcome_of(list(proposal.follow_ups.values_list("state", flat=True)))
        return proposal_actions.finish_proposal(proposal=proposal, actor=actor, outcome=outcome)
