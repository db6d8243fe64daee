"""Conveying an announced recommendation to the mayor, and entering what the city answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.lifecycle.referral import NOT_CONVEYED, ReferralState
from council.lifecycle.roles import SECRETARIAT
from council.models import (
    CityAnswer,
    CityAnswerFollowUp,
    CityAnswerItem,
    CouncilRules,
    Decision,
    FollowUp,
    Referral,
)
from council.permissions import decisions as rules
from portal.kit import clock
from portal.kit.locking import change_state, lock, lock_all
from portal.kit.verdict import require
from portal.kit.workdays import add_workdays, workdays_between
from portal.members.models import Organisation
from portal.record import act
from proposals import actions as proposal_actions
from proposals.models import AnswerResult, Proposal

from .fields import need_past_day, need_texts

# Only with one of these can the city have taken on a follow-up of the proposal.
TAKING_ON = frozenset({AnswerResult.ACCEPTED, AnswerResult.PARTLY})


@dataclass(frozen=True)
class ProposalAnswer:
    """What the city said of one proposal; `studied_until` only while it is still being studied."""

    proposal_id: int
    result: str
    reason: str = ""
    studied_until: date | None = None


@dataclass(frozen=True)
class FollowUpAnswer:
    """Whether the city took on one proposed follow-up: `agency_id` names who carries it out, None
    declines.
    """

    follow_up_id: int
    agency_id: int | None = None


def convey_decision(*, decision: Decision, letter_number: str, letter_date: date, actor: Any) -> Referral:
    """Record that the announced recommendation went to the mayor with this letter.

    The city's promise (working days of the council's rules) begins today. Raises Refused when the actor may
    not, ValidationError for the letter.
    """
    with transaction.atomic():
        decision = lock(decision)
        require(rules.can_convey_decision(actor, decision))
        need_texts({"letter_number": 80}, {"letter_number": letter_number})
        need_past_day("letter_date", letter_date, not_before=decision.announcement.announced_on)
        promised = CouncilRules.load().answer_workdays
        today = clock.today()
        referral = Referral.objects.create(
            decision=decision,
            letter_number=letter_number.strip(),
            letter_date=letter_date,
            conveyed_at=clock.now(),
            conveyed_on=today,
            conveyed_by=actor,
            promised_on=add_workdays(today, promised),
            promised_workdays=promised,
        )
        for proposal in _locked_proposals(decision):
            proposal_actions.convey_proposal(proposal=proposal, actor=actor, letter=referral.letter_number)
        act(
            subject_kind="referral",
            subject_id=referral.pk,
            verb="convey",
            from_state=NOT_CONVEYED,
            to_state=referral.state,
            actor=actor,
            actor_role=SECRETARIAT,
            note={"letter": referral.letter_number, "decision": decision.number},
        )
    return referral


def _locked_proposals(decision: Decision) -> list[Proposal]:
    """Return the proposals of `decision`, locked in id order."""
    return lock_all(
        Proposal, set(decision.outcomes.exclude(proposal=None).values_list("proposal_id", flat=True))
    )


def record_city_answer(
    *,
    referral: Referral,
    answered_on: date,
    document: str,
    summary: str,
    approved_by_name: str,
    items: Sequence[ProposalAnswer],
    follow_ups: Sequence[FollowUpAnswer] = (),
    actor: Any,
) -> CityAnswer:
    """Enter an answer of the city: on each proposal that it owes one, and on each of their follow-ups.

    The first answer speaks of every proposal of the recommendation, a later one of those still being
    studied. `document` names the city's letter. Raises Refused when the actor may not, ValidationError for
    what is missing, unknown or contradicts itself, at ``result_``, ``studied_until_`` and ``reason_`` with
    the proposal's id, and ``agency_`` with the follow-up's.
    """
    with transaction.atomic():
        referral = lock(referral)
        referral.decision = Decision.objects.select_related("announcement").get(pk=referral.decision_id)
        require(rules.can_record_answer(actor, referral))
        limits = {"document": 200, "summary": 5000, "approved_by_name": 200}
        need_texts(limits, {"document": document, "summary": summary, "approved_by_name": approved_by_name})
        earlier = referral.answers.last()
        need_past_day(
            "answered_on", answered_on, not_before=earlier.answered_on if earlier else referral.conveyed_on
        )
        proposals = _locked_proposals(referral.decision)
        owed = {proposal.pk for proposal in proposals}
        if earlier is not None:
            owed &= referral.studied_proposal_ids()
        _check_items(owed, items, answered_on)
        _check_follow_ups(referral, items, follow_ups)
        answer = CityAnswer.objects.create(
            referral=referral,
            answered_on=answered_on,
            document=document.strip(),
            summary=summary.strip(),
            approved_by_name=approved_by_name.strip(),
            workdays=workdays_between(referral.conveyed_on, answered_on),
            by=actor,
            created_at=clock.now(),
        )
        _write_items(answer, items, follow_ups)
        by_id = {proposal.pk: proposal for proposal in proposals}
        for item in sorted(items, key=lambda item: item.proposal_id):
            proposal_actions.record_answer(
                proposal=by_id[item.proposal_id],
                actor=actor,
                result=item.result,
                studied_until=item.studied_until,
            )
        old = referral.state
        change_state(referral, to=ReferralState.ANSWERED)
        act(
            subject_kind="referral",
            subject_id=referral.pk,
            verb="record_answer" if earlier is None else "record_later_answer",
            from_state=old,
            to_state=referral.state,
            actor=actor,
            actor_role=SECRETARIAT,
            note={"document": answer.document, "decision": referral.decision.number},
        )
    return answer


def _check_items(owed: set[int], items: Sequence[ProposalAnswer], answered_on: date) -> None:
    """Raise ValidationError unless `items` speak once of each proposal in `owed`, and of no other."""
    named = [item.proposal_id for item in items]
    if set(named) != owed or len(named) != len(owed):
        raise ValidationError(
            _("The answer must speak of each proposal that waits for one, and of no other. Check the list.")
        )
    errors = {}
    for item in items:
        if item.result not in AnswerResult.values:
            errors[f"result_{item.proposal_id}"] = _("This result is not known. Choose one of the list.")
        studied = item.result == AnswerResult.STUDIED
        if studied and (item.studied_until is None or item.studied_until <= answered_on):
            errors[f"studied_until_{item.proposal_id}"] = _(
                "Name the day until which the city studies it; it lies after the answer."
            )
        if not studied and item.studied_until is not None:
            errors[f"studied_until_{item.proposal_id}"] = _(
                "Only an answer that is still being studied names a day."
            )
        if item.result == AnswerResult.DECLINED and not item.reason.strip():
            errors[f"reason_{item.proposal_id}"] = _("Write down the city's reason for what cannot be done.")
    if errors:
        raise ValidationError(errors)


def _check_follow_ups(
    referral: Referral, items: Sequence[ProposalAnswer], follow_ups: Sequence[FollowUpAnswer]
) -> None:
    """Raise ValidationError unless `follow_ups` speak once of each follow-up of the answered proposals."""
    results = {item.proposal_id: item.result for item in items}
    wanted = dict(
        FollowUp.objects.filter(
            decision=referral.decision, proposal_id__in=results, state="proposed"
        ).values_list("pk", "proposal_id")
    )
    # Nothing can be said of the follow-ups of a proposal that is still being studied.
    owed = {pk for pk, proposal_id in wanted.items() if results[proposal_id] != AnswerResult.STUDIED}
    named = [line.follow_up_id for line in follow_ups]
    if set(named) != owed or len(named) != len(owed):
        raise ValidationError(
            _("Say of each proposed follow-up whether the city takes it on. Check the list of follow-ups.")
        )
    agencies = {line.agency_id for line in follow_ups if line.agency_id is not None}
    known = set(
        Organisation.objects.filter(pk__in=agencies, kind__is_agency=True).values_list("pk", flat=True)
    )
    if agencies - known:
        raise ValidationError(_("A follow-up is carried out by a city agency. Choose one of the list."))
    errors = {
        f"agency_{line.follow_up_id}": _(
            "The city cannot take on a follow-up of a proposal that it declines."
        )
        for line in follow_ups
        if line.agency_id is not None and results[wanted[line.follow_up_id]] not in TAKING_ON
    }
    if errors:
        raise ValidationError(errors)


def _write_items(
    answer: CityAnswer, items: Sequence[ProposalAnswer], follow_ups: Sequence[FollowUpAnswer]
) -> None:
    CityAnswerItem.objects.bulk_create(
        CityAnswerItem(
            answer=answer,
            proposal_id=item.proposal_id,
            result=item.result,
            studied_until=item.studied_until,
            reason=item.reason.strip(),
        )
        for item in items
    )
    CityAnswerFollowUp.objects.bulk_create(
        CityAnswerFollowUp(
            answer=answer,
            follow_up_id=line.follow_up_id,
            accepted=line.agency_id is not None,
            agency_id=line.agency_id,
        )
        for line in follow_ups
    )
