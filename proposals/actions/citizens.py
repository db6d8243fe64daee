"""Citizens' inputs: left by an account, entered on somebody's behalf, released or refused by a moderator."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal import notices, record
from portal.kit import clock
from portal.kit.locking import change_state, lock
from portal.kit.verdict import require

from ..models import CitizenInput, HouseRule, Proposal
from ..permissions import can_decide_input, can_give_input, can_record_input
from ..recording import CITIZEN
from .checking import require_text
from .closing import hold
from .commenting import comment_text
from .counts import recount

ANONYMOUS = "Seorang warga"


def give_input(*, proposal: Proposal, actor: Any, body: str) -> CitizenInput:
    """Leave the one input of `actor` on the proposal; it is held until a moderator releases it."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_give_input(actor, held))
        found = CitizenInput.objects.create(
            proposal=held,
            author=actor,
            channel=CitizenInput.Channel.ACCOUNT,
            shown_name=actor.get_full_name()[:150],
            received_on=clock.today(),
            created_at=clock.now(),
            **comment_text(body, held.rules),
        )
        _record(found, "give", actor, "user", public=False)
    return found


def record_input(
    *,
    proposal: Proposal,
    actor: Any,
    channel: str,
    received_on: date,
    body: str,
    name: str = "",
    consented: bool = False,
) -> CitizenInput:
    """Enter what a citizen wrote or said elsewhere; it is public at once, marked as entered on behalf.

    Without consent only the initials of `name` are kept, and "Seorang warga" where no name is given.
    Raises Refused and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_record_input(actor, held))
        if channel not in CitizenInput.Channel.values or channel == CitizenInput.Channel.ACCOUNT:
            raise ValidationError({"channel": [_("Choose how it reached the secretariat.")]})
        if received_on > clock.today():
            raise ValidationError({"received_on": [_("This day is still to come.")]})
        found = CitizenInput.objects.create(
            proposal=held,
            channel=channel,
            state=CitizenInput.State.RELEASED,
            shown_name=name_to_show(name, consented=consented),
            received_on=received_on,
            recorded_by=actor,
            created_at=clock.now(),
            decided_by=actor,
            decided_at=clock.now(),
            **comment_text(body, held.rules),
        )
        recount(held)
        _record(found, "record", actor, "secretariat", public=True, channel=channel)
    return found


def name_to_show(name: str, *, consented: bool) -> str:
    """Return a citizen's name as it is kept and shown: whole with consent, else initials, else nobody's."""
    words = name.split()
    if not words:
        return ANONYMOUS
    return " ".join(words)[:150] if consented else " ".join(f"{word[0].upper()}." for word in words[:4])


def release_input(*, citizen_input: CitizenInput, actor: Any) -> CitizenInput:
    """Publish what waits, apart from the discussion."""
    return _decide(citizen_input, actor, CitizenInput.State.RELEASED, "release", reason="", rule=None)


def refuse_input(
    *, citizen_input: CitizenInput, actor: Any, rule: HouseRule | None, reason: str
) -> CitizenInput:
    """Do not publish what waits, by a house rule and with a reason that its writer reads."""
    if rule is None or not rule.in_force:
        raise ValidationError({"rule": [_("Choose the house rule that was broken.")]})
    reason = require_text("reason", reason)
    return _decide(citizen_input, actor, CitizenInput.State.REFUSED, "refuse", reason=reason, rule=rule)


def _decide(
    found: CitizenInput, actor: Any, state: str, verb: str, *, reason: str, rule: HouseRule | None
) -> CitizenInput:
    with transaction.atomic():
        proposal = hold(found.proposal)
        held = lock(found)
        held.proposal = proposal
        require(can_decide_input(actor, held))
        change_state(held, to=state, decided_by=actor, decided_at=clock.now(), reason=reason, rule=rule)
        recount(proposal)
        if held.author is not None:
            notices.notify(
                event=f"citizen:{held.pk}:{state}",
                kind="citizen.decided",
                people=[held.author],
                template="proposals/mail/citizen_decided",
                context={"citizen_input": held, "proposal": proposal},
                url=proposal.get_absolute_url(),
            )
        _record(held, verb, actor, "moderator", public=state == CitizenInput.State.RELEASED)
    return held


def _record(found: CitizenInput, verb: str, actor: Any, role: str, *, public: bool, **note: Any) -> None:
    """Write the act; names and words stand in the input alone."""
    record.act(
        subject_kind=CITIZEN,
        subject_id=found.pk,
        verb=verb,
        actor=actor,
        actor_role=role,
        note={"proposal": found.proposal_id, **note},
        public=public,
    )
