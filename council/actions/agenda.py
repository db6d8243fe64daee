"""Putting things on a session's agenda and taking them off without a decision."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council.blackouts import require_none
from council.lifecycle.motion import PENDING, MotionState
from council.lifecycle.roles import SECRETARIAT
from council.models import AgendaItem, Ballot, ItemState, Motion, Session, Vote
from council.permissions import motions as motion_rules
from council.permissions import roles as rooms
from council.permissions import sessions as rules
from council.room import Room
from council.searching import findable_session
from portal.kit import clock, searching
from portal.kit.locking import change_state, lock
from portal.kit.verdict import require
from proposals import actions as proposal_actions
from proposals.lifecycle import State

from .acts import act
from .sessions import need_reason


def add_agenda_item(
    *, session: Session, actor: Any, title: str = "", proposal: Any = None, reason: str = ""
) -> AgendaItem:
    """Put `proposal`, or something else named `title`, at the end of the agenda of `session`.

    A deferred proposal is taken up again for it, for which `reason` says that its date or condition has
    come. Raises Refused when the actor may not or the proposal does not await a session, ValidationError
    without title and proposal.
    """
    with transaction.atomic():
        session = lock(session)
        require(rules.can_add_item(actor, session))
        if proposal is None and not title.strip():
            raise ValidationError({"title": _("Name the item, or choose a proposal.")})
        if proposal is not None:
            proposal = lock(proposal)
            if proposal.state == State.DEFERRED:
                proposal = proposal_actions.resume_review(proposal=proposal, actor=actor, reason=reason)
            require(rules.can_take_up(session, proposal))
            require_none([proposal], {"title": title})
        last = session.items.aggregate(last=Max("position"))["last"] or 0
        item = AgendaItem.objects.create(
            session=session,
            position=last + 1,
            title=title.strip() or proposal.title[:200],
            proposal=proposal,
        )
        searching.remember(findable_session(session))
        note = {"item": item.position}
        if proposal is not None:
            note["proposal"] = proposal.pk
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="add_item",
            from_state=session.state,
            to_state=session.state,
            actor=actor,
            actor_role=SECRETARIAT,
            note=note,
        )
    return item


def return_item_to_group(*, item: AgendaItem, reason: str, deadline: date, actor: Any) -> AgendaItem:
    """Return the proposal of `item` to its working group, which formulates it anew by `deadline`.

    A ballot that is open is broken off and its votes are destroyed uncounted. Raises Refused,
    ValidationError without a reason or with a deadline that has passed.
    """
    if deadline <= clock.today():
        raise ValidationError({"deadline": _("This day has passed.")})
    return _finish(
        item,
        verb="return_to_group",
        motion_to=MotionState.RETURNED,
        item_to=ItemState.RETURNED,
        reason=reason,
        actor=actor,
        deadline=deadline,
    )


def postpone_item(*, item: AgendaItem, reason: str, actor: Any) -> AgendaItem:
    """Carry `item` over to the next session; its proposal goes on waiting for one. Raises as the others."""
    return _finish(
        item,
        verb="postpone",
        motion_to=MotionState.POSTPONED,
        item_to=ItemState.POSTPONED,
        reason=reason,
        actor=actor,
    )


def withdraw_item(*, item: AgendaItem, reason: str, actor: Any) -> AgendaItem:
    """Withdraw `item` from the agenda; its proposal goes on waiting for a session. Raises as the others."""
    return _finish(
        item,
        verb="withdraw",
        motion_to=MotionState.WITHDRAWN,
        item_to=ItemState.WITHDRAWN,
        reason=reason,
        actor=actor,
    )


def conclude_item(*, item: AgendaItem, actor: Any) -> AgendaItem:
    """Mark an item on which there is nothing to decide as dealt with; raises Refused."""
    with transaction.atomic():
        session = lock(item.session)
        item = lock(item)
        item.session = session
        room = Room.of(session).for_item(item)
        require(motion_rules.can_conclude_item(actor, item, room))
        role = rooms.leading_role(actor, room)
        change_state(item, to=ItemState.DONE, finished_at=clock.now())
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="conclude_item",
            from_state=session.state,
            to_state=session.state,
            actor=actor,
            actor_role=role,
            note={"item": item.position},
        )
    return item


def _finish(
    item: AgendaItem,
    *,
    verb: str,
    motion_to: str,
    item_to: str,
    reason: str,
    actor: Any,
    deadline: date | None = None,
) -> AgendaItem:
    """Take an item, and the motion before the council on it, off the agenda."""
    with transaction.atomic():
        session = lock(item.session)
        item = lock(item)
        item.session = session
        room = Room.of(session)
        require(motion_rules.can_finish_item(actor, item, verb, room))
        need_reason(reason)
        role = rooms.leading_role(actor, motion_rules.finishing_room(item, verb, room))
        motion = item.motions.filter(state__in=PENDING).first()
        old = ""
        if motion is not None:
            old = motion.state
            break_off_ballot(motion)
            change_state(motion, to=motion_to, closed_at=clock.now(), close_reason=reason)
        change_state(item, to=item_to, state_reason=reason, finished_at=clock.now())
        if deadline is not None and item.proposal is not None:
            proposal_actions.return_to_group(
                proposal=item.proposal, reason=reason, deadline=deadline, actor=actor
            )
        act(
            session,
            subject_kind="session" if motion is None else "motion",
            subject_id=session.pk if motion is None else motion.pk,
            verb=verb if motion is not None else f"{verb}_item",
            from_state=old or session.state,
            to_state=session.state if motion is None else motion.state,
            reason=reason,
            actor=actor,
            actor_role=role,
            note={"item": item.position},
        )
    return item


def break_off_ballot(motion: Motion) -> None:
    """Close an open ballot on `motion` uncounted: who had cast stays known, the votes are destroyed."""
    for found in motion.ballots.filter(closed_at=None):
        ballot = lock(found)
        Vote.objects.filter(ballot_seat__ballot=ballot).delete()
        Ballot.objects.filter(pk=ballot.pk, closed_at=None).update(closed_at=clock.now(), is_abandoned=True)
