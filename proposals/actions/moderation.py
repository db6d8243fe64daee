"""Keeping order: flagging a comment, taking a case on, deciding it."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal import notices, record
from portal.kit import clock
from portal.kit.locking import change_state, lock
from portal.kit.verdict import Refused, no, require
from portal.members import roles as member_roles

from ..models import (
    Blackout,
    Comment,
    Flag,
    HouseRule,
    ModerationCase,
    ModerationDecision,
    ModerationRules,
    Proposal,
)
from ..models.moderation import HIDING, SANCTIONS, Outcome
from ..permissions import can_claim, can_decide, can_flag, can_release_claim
from .blackouts import put_back
from .closing import hold
from .counts import recount, recount_thread
from .sanctioning import MOST_REASON, ROLE
from .withdrawing_files import put_file_back

# What each kind of case may be decided to.
OUTCOMES: dict[str, tuple[str, ...]] = {
    ModerationCase.Kind.FLAGGED: (Outcome.LEAVE, Outcome.HIDE, Outcome.WARN, Outcome.SUSPEND),
    ModerationCase.Kind.HELD: (Outcome.RELEASE, Outcome.REFUSE),
    ModerationCase.Kind.REVIEW: (Outcome.UPHOLD, Outcome.REVERSE),
}
# How the acts are called, and which of them everybody may read: a sanction of a person is nobody's business.
VERBS: dict[str, tuple[str, bool]] = {
    Outcome.LEAVE: ("leave", False),
    Outcome.HIDE: ("hide", True),
    Outcome.WARN: ("hide", True),
    Outcome.SUSPEND: ("hide", True),
    Outcome.RELEASE: ("release", True),
    Outcome.REFUSE: ("refuse", False),
    Outcome.UPHOLD: ("uphold", False),
    Outcome.REVERSE: ("unhide", True),
}


def flag_comment(*, comment: Comment, actor: Any, category: str, note: str = "") -> Flag:
    """Flag the comment and put it into the moderators' queue, unless it waits there already.

    Raises Refused, ValidationError without a category, or without a note where the category says nothing.
    """
    with transaction.atomic():
        fresh = lock(comment)
        require(can_flag(actor, fresh))
        if category not in Flag.Category.values:
            raise ValidationError({"category": [_("Choose what is wrong with it.")]})
        if category == Flag.Category.OTHER and not note.strip():
            raise ValidationError({"note": [_("Say in a sentence what is wrong with it.")]})
        case, _made = ModerationCase.objects.get_or_create(
            comment=fresh,
            kind=ModerationCase.Kind.FLAGGED,
            state=ModerationCase.State.OPEN,
            defaults={"opened_at": clock.now()},
        )
        flag = Flag.objects.create(
            comment=fresh,
            case=case,
            person=actor,
            category=category,
            note=note.strip()[:500],
            created_at=clock.now(),
        )
        _record(case, "flag", actor, "user", public=False)
    return flag


def claim_case(*, case: ModerationCase, actor: Any) -> ModerationCase:
    """Take a case on, so that nobody else works on it; one that was left lying may be taken over."""
    with transaction.atomic():
        held = _lock_case(case)
        require(can_claim(actor, held))
        held.claimed_by, held.claimed_at = actor, clock.now()
        held.save(update_fields=["claimed_by", "claimed_at"])
        _record(held, "claim", actor, ROLE, public=False)
    return held


def release_case(*, case: ModerationCase, actor: Any) -> ModerationCase:
    """Give a case back to the queue; it keeps its place."""
    with transaction.atomic():
        held = _lock_case(case)
        require(can_release_claim(actor, held))
        held.claimed_by = held.claimed_at = None
        held.save(update_fields=["claimed_by", "claimed_at"])
        _record(held, "unclaim", actor, ROLE, public=False)
    return held


def decide_case(
    *,
    case: ModerationCase,
    actor: Any,
    outcome: str,
    reason: str,
    rule: HouseRule | None = None,
    suspended_until: date | None = None,
) -> ModerationDecision:
    """Decide a case; whom it concerns is told the outcome, the rule and the reason.

    `outcome` is one of OUTCOMES for the kind of case. A sanction names the house `rule`; a suspension the
    last day on which its person does not write. Raises Refused and ValidationError by field.
    """
    with transaction.atomic():
        # Proposal, comment, case: in the order in which all actions lock them.
        proposal = hold(case.proposal)
        comment = lock(case.comment) if case.comment else None
        held = _lock_case(case)
        if comment is None:
            held.text_of = proposal
        else:
            comment.proposal, held.comment = proposal, comment
        require(can_decide(actor, held))
        rules = ModerationRules.load()
        reason = _checked(held, outcome, reason, rule, suspended_until, rules)
        now = clock.now()
        decision = ModerationDecision.objects.create(
            case=held,
            outcome=outcome,
            rule=rule if outcome in SANCTIONS else None,
            reason=reason,
            suspended_until=suspended_until if outcome == Outcome.SUSPEND else None,
            person=held.writer if held.reviewed is None else held.reviewed.person,
            decided_by=actor,
            decided_at=now,
            reviewable_until=(
                clock.today() + timedelta(days=rules.review_days) if outcome in SANCTIONS else None
            ),
        )
        change_state(held, to=ModerationCase.State.DECIDED)
        verb, public = VERBS[outcome]
        note: dict[str, Any] = {"rule": decision.rule.number} if decision.rule else {}
        if (blackout := _reviewed_blackout(held)) is not None:
            if outcome == Outcome.REVERSE:
                put_back(blackout, held=proposal)
                verb, note = "put_back", {"number": blackout.number}
        elif held.reviewed is not None and held.reviewed.outcome == Outcome.WITHDRAW:
            if outcome == Outcome.REVERSE:
                verb, note = "put_file_back", {"attachment": put_file_back(held.reviewed)}
        else:
            _carry_out(decision, held.comment, proposal)
        _tell(decision)
        _record(held, verb, actor, ROLE, public=public, **note)
    return decision


def _lock_case(case: ModerationCase) -> ModerationCase:
    """Return a fresh, locked copy of the case with what its rules ask for."""
    try:
        return lock(case)
    except ModerationCase.DoesNotExist as error:
        raise Refused(no("gone", _("This case no longer exists."))) from error


def _checked(
    case: ModerationCase,
    outcome: str,
    reason: str,
    rule: HouseRule | None,
    suspended_until: date | None,
    rules: ModerationRules,
) -> str:
    """Return the tidied reason; raise ValidationError by field for what is missing or does not fit."""
    faults: dict[str, list[str]] = {}
    if outcome not in OUTCOMES[case.kind]:
        faults["outcome"] = [_("Choose what becomes of the comment.")]
    if not (reason := reason.strip()[:MOST_REASON]):
        faults["reason"] = [_("Say why. The person concerned reads it.")]
    if outcome in SANCTIONS and (rule is None or not rule.in_force):
        faults["rule"] = [_("Choose the house rule that was broken.")]
    if outcome == Outcome.SUSPEND:
        last = clock.today() + timedelta(days=rules.suspension_days_max)
        if suspended_until is None or not clock.today() < suspended_until <= last:
            faults["suspended_until"] = [
                _("Choose a day from tomorrow on, at most %(days)d days from now.")
                % {"days": rules.suspension_days_max}
            ]
    if faults:
        raise ValidationError(faults)
    return reason


def _reviewed_blackout(case: ModerationCase) -> Blackout | None:
    """Return the blacked-out passage that the case looks at again, or None."""
    if case.reviewed is None:
        return None
    return Blackout.objects.filter(decision=case.reviewed).first()


def _carry_out(decision: ModerationDecision, comment: Comment | None, proposal: Proposal) -> None:
    """Do to the comment what was decided, and count anew."""
    if comment is None:
        return
    if decision.outcome in HIDING:
        # What its writer withdrew meanwhile is gone already; the decision stands all the same.
        comment.hidden_at, comment.hiding = decision.decided_at, decision
    elif decision.outcome == Outcome.RELEASE:
        comment.held_at = None
    elif decision.outcome == Outcome.REVERSE:
        comment.hidden_at = comment.hiding = comment.held_at = None
    else:
        return
    comment.save(update_fields=["hidden_at", "hiding", "held_at"])
    if decision.outcome == Outcome.SUSPEND and comment.author is not None:
        member_roles.forget(comment.author)
    if comment.root is not None:
        recount_thread(comment.root)
    recount(proposal)


def _tell(decision: ModerationDecision) -> None:
    """Leave whom it concerns a notice with the outcome, the rule and the reason."""
    comment, proposal = decision.case.comment, decision.case.proposal
    if decision.person is None or decision.outcome == Outcome.LEAVE:
        return
    notices.notify(
        event=f"moderation:{decision.pk}",
        kind="moderation.decided",
        people=[decision.person],
        template="proposals/mail/moderated",
        context={"decision": decision, "comment": comment, "proposal": proposal},
        url=(
            comment.get_absolute_url()
            if comment and decision.outcome == Outcome.RELEASE
            else decision.get_absolute_url()
        ),
    )


def _record(case: ModerationCase, verb: str, actor: Any, role: str, *, public: bool, **note: Any) -> None:
    """Write the act; the reason stands in the decision alone, because it may name what was hidden."""
    kind, number = case.subject
    record.act(
        subject_kind=kind,
        subject_id=number,
        verb=verb,
        actor=actor,
        actor_role=role,
        note={"proposal": case.proposal.pk, **note},
        public=public,
    )
