"""Offering, accepting, declining, withdrawing and handing over what partners contribute; never money."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.lifecycle.contribution import NOT_OFFERED, ContributionState
from council.lifecycle.roles import REPRESENTATIVE, SECRETARIAT
from council.models import Contribution, ContributionKind, Decision
from council.permissions import contributions as rules
from portal.kit import clock
from portal.kit.locking import change_state, lock
from portal.kit.verdict import require
from portal.members.models import Organisation
from portal.notices import notify
from portal.record import act
from proposals.models import Proposal

from .fields import need_past_day, need_texts
from .lateness import editors

WHAT_LIMIT = 1000
REASON_LIMIT = 1000
RECEIVER_LIMIT = 200
# An amount, or money by its name, in Indonesian and English.
MONEY = re.compile(r"\brp\.?\s*\d|\b(?:uang|rupiah|tunai|transfer|rekening|money|cash)\b", re.IGNORECASE)


def offer_contribution(
    *,
    decision: Decision,
    proposal: Proposal,
    organisation: Organisation,
    kind: str,
    what: str,
    actor: Any,
) -> Contribution:
    """Offer something in the name of `organisation` for what `decision` recommended on `proposal`.

    From then on the organisation has a conflict of interest in every later item on the proposal. Raises
    Refused when the actor may not, ValidationError without words and for anything that speaks of money.
    """
    with transaction.atomic():
        proposal = lock(proposal)
        decision = Decision.objects.select_related("announcement").get(pk=decision.pk)
        require(rules.can_offer_contribution(actor, decision, proposal, organisation))
        need_texts({"what": WHAT_LIMIT}, {"what": what})
        if kind not in ContributionKind.values:
            raise ValidationError({"kind": _("Choose what is offered.")})
        if MONEY.search(what):
            raise ValidationError(
                {"what": _("Money is never offered here. Offer goods, services, expertise or a place.")}
            )
        contribution = Contribution.objects.create(
            decision=decision,
            proposal=proposal,
            organisation=organisation,
            kind=kind,
            what=what.strip(),
            offered_by=actor,
            offered_at=clock.now(),
        )
        notify(
            event=f"contribution:{contribution.pk}:offered",
            kind="contribution.offered",
            people=editors(),
            template="council/mail/contribution_offered",
            context={"contribution": contribution},
            url=contribution.get_absolute_url(),
        )
        _record(contribution, "offer", NOT_OFFERED, actor, REPRESENTATIVE)
    return contribution


def accept_contribution(*, contribution: Contribution, actor: Any) -> Contribution:
    """Accept the offer. Raises Refused."""
    with transaction.atomic():
        contribution = _locked(contribution)
        require(rules.can_accept_contribution(actor, contribution))
        change_state(contribution, to=ContributionState.ACCEPTED)
        _tell_offerer(contribution)
        _record(contribution, "accept", ContributionState.OFFERED, actor, SECRETARIAT)
    return contribution


def decline_contribution(*, contribution: Contribution, reason: str, actor: Any) -> Contribution:
    """Decline the offer, and say why. Raises Refused, ValidationError."""
    need_texts({"reason": REASON_LIMIT}, {"reason": reason})
    with transaction.atomic():
        contribution = _locked(contribution)
        require(rules.can_decline_contribution(actor, contribution))
        _end(contribution, ContributionState.DECLINED, reason)
        _tell_offerer(contribution)
        _record(contribution, "decline", ContributionState.OFFERED, actor, SECRETARIAT, reason.strip())
    return contribution


def withdraw_contribution(*, contribution: Contribution, reason: str, actor: Any) -> Contribution:
    """Withdraw the offer, and say why; that it was made stays public. Raises Refused, ValidationError."""
    need_texts({"reason": REASON_LIMIT}, {"reason": reason})
    with transaction.atomic():
        contribution = _locked(contribution)
        require(rules.can_withdraw_contribution(actor, contribution))
        old = contribution.state
        _end(contribution, ContributionState.WITHDRAWN, reason)
        _record(contribution, "withdraw", old, actor, REPRESENTATIVE, reason.strip())
    return contribution


def record_handover(
    *, contribution: Contribution, handed_over_on: date, received_by: str, handover: str, actor: Any
) -> Contribution:
    """Record what was handed over, when, and who received it. Raises Refused, ValidationError."""
    with transaction.atomic():
        contribution = _locked(contribution)
        require(rules.can_record_handover(actor, contribution))
        limits = {"received_by": RECEIVER_LIMIT, "handover": WHAT_LIMIT}
        need_texts(limits, {"received_by": received_by, "handover": handover})
        need_past_day("handed_over_on", handed_over_on, not_before=clock.day_of(contribution.offered_at))
        change_state(
            contribution,
            to=ContributionState.HANDED_OVER,
            handed_over_on=handed_over_on,
            received_by=received_by.strip(),
            handover=handover.strip(),
            ended_at=clock.now(),
        )
        _record(contribution, "hand_over", ContributionState.ACCEPTED, actor, SECRETARIAT)
    return contribution


def _locked(contribution: Contribution) -> Contribution:
    held = lock(contribution)
    held.organisation = Organisation.objects.get(pk=held.organisation_id)
    return held


def _end(contribution: Contribution, state: str, reason: str) -> None:
    change_state(contribution, to=state, reason=reason.strip(), ended_at=clock.now())


def _tell_offerer(contribution: Contribution) -> None:
    """Leave a notice of the secretariat's word to the person who offered."""
    notify(
        event=f"contribution:{contribution.pk}:{contribution.state}",
        kind="contribution.decided",
        people=[contribution.offered_by],
        template="council/mail/contribution_decided",
        context={"contribution": contribution},
        url=contribution.get_absolute_url(),
    )


def _record(contribution: Contribution, verb: str, old: str, actor: Any, role: str, reason: str = "") -> None:
    act(
        subject_kind="contribution",
        subject_id=contribution.pk,
        verb=verb,
        from_state=old,
        to_state=contribution.state,
        reason=reason,
        actor=actor,
        actor_role=role,
        note={"decision": contribution.decision_id, "proposal": contribution.proposal_id},
    )
