"""Planning, opening, ending and documenting a session."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from council.lifecycle.roles import SECRETARIAT
from council.lifecycle.session import SessionState
from council.models import (
    AgendaItem,
    CouncilRules,
    ItemState,
    Session,
    SessionKind,
    SessionSignature,
    SigningRole,
)
from council.permissions import minutes as minutes_rules
from council.permissions import roles as rooms
from council.permissions import sessions as rules
from council.room import Room
from council.searching import findable_session
from portal.kit import clock, searching
from portal.kit.locking import change_state, lock
from portal.kit.verdict import require

from .acts import act
from .invitations import invite, tell_cancelled
from .rehearsals import delete_rehearsal


def plan_session(
    *,
    starts_at: datetime,
    place: str,
    invitation_number: str,
    actor: Any,
    kind: str = SessionKind.PLENARY,
    title: str = "",
    online_address: str = "",
    is_closed: bool = False,
    closed_reason: str = "",
) -> Session:
    """Plan a session and invite to it; its number within the year is the next one of its kind.

    `starts_at` is aware. Without a `title` it is named by kind, number and year. Raises Refused when the
    actor may not or the invitation is too late, ValidationError for what is missing or used already.
    """
    with transaction.atomic():
        # The row of the rules is what two planners wait for each other at: the numbers have no gap.
        figures = lock(CouncilRules.load())
        require(rules.can_plan_session(actor))
        session = number_and_create(
            figures,
            kind=kind,
            title=title,
            starts_at=starts_at,
            place=place,
            online_address=online_address,
            invitation_number=invitation_number,
            is_closed=is_closed,
            closed_reason=closed_reason,
            created_by=actor,
        )
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="plan",
            to_state=session.state,
            actor=actor,
            actor_role=SECRETARIAT,
            note={"starts_at": timezone.localtime(starts_at).isoformat()},
        )
    return session


def number_and_create(figures: CouncilRules, **fields: Any) -> Session:
    """Create the session of `fields` with the next number; the caller holds the lock of the rules."""
    errors: dict[str, str] = {}
    if fields["kind"] == SessionKind.REHEARSAL:
        errors["kind"] = _("A rehearsal is planned at its own address: it takes no number.")
    for name in ("place", "invitation_number"):
        if not fields[name].strip():
            errors[name] = _("This is not filled in yet.")
    if fields["is_closed"] and not fields["closed_reason"].strip():
        errors["closed_reason"] = _("A closed session needs a reason and its legal basis.")
    recorded = fields.get("is_recorded", False)
    if not recorded and fields["starts_at"] <= clock.now():
        errors["starts_at"] = _("This moment has passed.")
    if Session.objects.filter(invitation_number=fields["invitation_number"]).exists():
        errors["invitation_number"] = _("This number belongs to the invitation of another session.")
    if errors:
        raise ValidationError(errors)
    starts_on = clock.day_of(fields["starts_at"])
    if not recorded:
        require(rules.enough_notice(starts_on, figures))
    same = Session.objects.filter(kind=fields["kind"], year=starts_on.year)
    ordinal = (same.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    if not fields["title"].strip():
        fields["title"] = default_title(fields["kind"], ordinal, starts_on.year)
    now = clock.now()
    session = Session.objects.create(
        year=starts_on.year, ordinal=ordinal, invited_at=now, created_at=now, **fields
    )
    searching.remember(findable_session(session))
    return session


def default_title(kind: str, ordinal: int, year: int) -> str:
    """Return the name of a session that was given none, in the city's language: it is data, not interface."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("%(kind)s no. %(ordinal)d of %(year)d") % {
            "kind": SessionKind(kind).label,
            "ordinal": ordinal,
            "year": year,
        }


def open_session(*, session: Session, actor: Any) -> Session:
    """Open a planned session on its day; raises Refused when the actor does not lead it."""
    with transaction.atomic():
        session = lock(session)
        room = Room.of(session)
        require(rules.can_open_session(actor, session, room))
        role = rooms.leading_role(actor, room)
        change_state(session, to=SessionState.OPEN, opened_at=clock.now())
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="open",
            from_state=SessionState.PLANNED,
            to_state=session.state,
            actor=actor,
            actor_role=role,
            note={"present": room.house.present, "filled": room.house.filled},
        )
    return session


def end_session(*, session: Session, actor: Any) -> Session:
    """End an open session: undecided proposals are carried over, other items count as dealt with.

    A rehearsal is deleted with its end; what is returned then stands for no row any more.
    Raises Refused while a motion is put or a ballot open, or when the actor does not lead.
    """
    with transaction.atomic():
        session = lock(session)
        room = Room.of(session)
        require(rules.can_end_session(actor, session, room))
        role = rooms.leading_role(actor, room)
        if session.is_rehearsal:
            delete_rehearsal(session)
            return session
        now = clock.now()
        change_state(session, to=SessionState.ENDED, ended_at=session.recorded_until or now)
        waiting = session.items.filter(state=ItemState.WAITING)
        waiting.filter(proposal=None).update(state=ItemState.DONE, finished_at=now)
        waiting.exclude(proposal=None).update(state=ItemState.POSTPONED, finished_at=now)
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="end",
            from_state=SessionState.OPEN,
            to_state=session.state,
            actor=actor,
            actor_role=role,
        )
    return session


def reschedule_session(
    *, session: Session, starts_at: datetime, place: str, invitation_number: str, reason: str, actor: Any
) -> Session:
    """End `session` as rescheduled and return the new one, with the items that are still undecided.

    Whoever was invited by mail gets the cancellation of the one and the invitation to the other.

    Raises Refused when the actor may not (the secretariat before it opens, the chair without quorum
    afterwards) or the new invitation is too late, ValidationError without a reason.
    """
    with transaction.atomic():
        figures = lock(CouncilRules.load())
        session = lock(session)
        room = Room.of(session)
        require(rules.can_reschedule_session(actor, session, room))
        need_reason(reason)
        old = session.state
        planned = old == SessionState.PLANNED
        role = SECRETARIAT if planned else rooms.leading_role(actor, room)
        held_instead = number_and_create(
            figures,
            kind=session.kind,
            title="",
            starts_at=starts_at,
            place=place,
            online_address=session.online_address,
            invitation_number=invitation_number,
            is_closed=session.is_closed,
            closed_reason=session.closed_reason,
            created_by=actor,
        )
        _carry_over(session, held_instead)
        session.suspensions.filter(ended_at=None).update(ended_at=clock.now())
        change_state(session, to=SessionState.RESCHEDULED, state_reason=reason, continued_in=held_instead)
        tell_cancelled(session)
        if session.invitation_sequence:
            # Who was told of the one is told of the other by the same post.
            held_instead.invitation_sequence = session.invitation_sequence
            invite(held_instead, actor, role)
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="reschedule",
            from_state=old,
            to_state=session.state,
            reason=reason,
            actor=actor,
            actor_role=role,
            note={"session": held_instead.pk},
        )
    return held_instead


def _carry_over(session: Session, held_instead: Session) -> None:
    """Finish the items of `session` that still wait and put them on the agenda of the one held instead."""
    waiting = list(session.items.filter(state=ItemState.WAITING))
    # First off the one, then on the other: a proposal waits on one agenda at a time.
    session.items.filter(state=ItemState.WAITING).update(state=ItemState.POSTPONED, finished_at=clock.now())
    AgendaItem.objects.bulk_create(
        AgendaItem(session=held_instead, position=position, title=item.title, proposal_id=item.proposal_id)
        for position, item in enumerate(waiting, start=1)
    )
    searching.remember(findable_session(held_instead))


def cancel_session(*, session: Session, reason: str, actor: Any) -> Session:
    """Cancel a planned session; its proposals await another. Raises Refused, ValidationError (no reason)."""
    with transaction.atomic():
        session = lock(session)
        require(rules.can_cancel_session(actor, session))
        need_reason(reason)
        change_state(session, to=SessionState.CANCELLED, state_reason=reason)
        tell_cancelled(session)
        session.items.filter(state=ItemState.WAITING).update(
            state=ItemState.POSTPONED, finished_at=clock.now()
        )
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="cancel",
            from_state=SessionState.PLANNED,
            to_state=session.state,
            reason=reason,
            actor=actor,
            actor_role=SECRETARIAT,
        )
    return session


def write_minutes(*, session: Session, text: str, actor: Any) -> Session:
    """Write the minutes of an ended session, or write them anew; raises Refused after the first signature."""
    with transaction.atomic():
        session = lock(session)
        require(minutes_rules.can_write_minutes(actor, session))
        if not text.strip():
            raise ValidationError({"text": _("The minutes are empty.")})
        session.minutes = text
        # The first draft begins the days for corrections; mending it does not begin them anew.
        session.minutes_drafted_at = session.minutes_drafted_at or clock.now()
        session.save(update_fields=["minutes", "minutes_drafted_at"])
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="write_minutes",
            from_state=session.state,
            to_state=session.state,
            actor=actor,
            actor_role=SECRETARIAT,
            public=False,
        )
    return session


def sign_minutes(*, session: Session, actor: Any) -> Session:
    """Sign the minutes as leader of the session or as secretary of the council; the second moves it."""
    with transaction.atomic():
        session = lock(session)
        room = Room.of(session)
        require(minutes_rules.can_sign_minutes(actor, session, room))
        role, place = minutes_rules.signing_role(actor, session, room), room.place_of(actor)
        assert role is not None and place is not None, "the permission has found both"  # noqa: S101
        old = session.state
        SessionSignature.objects.create(session=session, role=role, seat=place.seat, signed_at=clock.now())
        if session.signatures.count() == len(SigningRole):
            change_state(session, to=SessionState.MINUTED)
            searching.remember(findable_session(session))
        act(
            session,
            subject_kind="session",
            subject_id=session.pk,
            verb="sign_minutes",
            from_state=old,
            to_state=session.state,
            actor=actor,
            actor_role="chair" if role == SigningRole.CHAIR else "council_secretary",
        )
    return session


def need_reason(reason: str) -> None:
    """Raise ValidationError unless a reason is given."""
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason: it is public.")})
