"""Who may do what to a session, its agenda and its attendance list; its minutes: minutes.py."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from council.counting import has_quorum, quorum
from council.lifecycle.motion import ADOPTED, PENDING, MotionState
from council.lifecycle.session import SESSION, SessionState
from council.models import AgendaItem, CouncilRules, ItemState, Motion, Session
from council.permissions.rehearsals import is_held
from council.permissions.roles import is_led, roles_in
from council.room import LEADING_OFFICES, Place, Room
from portal.kit import clock, workdays
from portal.kit.verdict import YES, Verdict, no
from portal.kit.wording import tanggal
from portal.members import roles
from proposals.lifecycle import State

# Before a session ends its agenda and its attendance list are kept.
GOING_ON = frozenset({SessionState.PLANNED, SessionState.OPEN, SessionState.SUSPENDED})


def only_clerks(user: Any, rule: str) -> Verdict:
    """Say whether `user` is of the secretariat that plans and writes; `rule` names the refusal."""
    if roles.is_secretariat(user):
        return YES
    return no(rule, _("Only the secretariat does this."))


def can_plan_session(user: Any) -> Verdict:
    """Say whether `user` may plan a session."""
    return only_clerks(user, "session.plan.who")


def enough_notice(day: date, rules: CouncilRules) -> Verdict:
    """Say whether an invitation sent today reaches the members early enough for a session on `day`."""
    today = clock.today()
    if workdays.workdays_between(today, day) >= rules.invitation_workdays:
        return YES
    earliest = workdays.add_workdays(today, rules.invitation_workdays)
    return no(
        "session.plan.notice",
        _(
            "Members are invited at least %(days)d working days ahead. "
            "Invited today, the session can be held on %(earliest)s at the earliest. %(cite)s"
        )
        % {
            "days": rules.invitation_workdays,
            "earliest": tanggal(earliest),
            "cite": rules.cite("invitation"),
        },
    )


def can_add_item(user: Any, session: Session) -> Verdict:
    """Say whether `user` may put something on the agenda of `session`."""
    verdict = only_clerks(user, "item.add.who")
    if not verdict:
        return verdict
    if session.state in GOING_ON:
        return YES
    return no("item.add.state", _("The agenda of this session is finished. Put it on the next session's."))


def can_take_up(session: Session, proposal: Any) -> Verdict:
    """Say whether `proposal`, which awaits a session, may go on the agenda of `session`."""
    if not (verdict := is_held(session, "item.add")):
        return verdict
    if not session.decides:
        return no("item.add.kind", _("Only a plenary session decides on proposals."))
    if proposal.state != State.AWAITING_SESSION:
        return no(
            "item.add.proposal",
            _("This proposal does not await a session. Its working group sends it up first."),
        )
    elsewhere = AgendaItem.objects.filter(proposal=proposal, state=ItemState.WAITING).first()
    if elsewhere is not None:
        return no(
            "item.add.waiting",
            _("This proposal is on the agenda of %(session)s already.")
            % {"session": elsewhere.session.title},
        )
    # What was adopted before the proposal came back (after a deferral) is enacted and overtaken.
    adopted = Motion.objects.filter(proposal=proposal, state__in=ADOPTED)
    if adopted.filter(closed_at__gte=proposal.awaiting_since).exists():
        return no(
            "item.add.decided",
            _("The council has adopted a motion on this proposal already. Its decision is being prepared."),
        )
    return YES


def can_record_attendance(user: Any, session: Session) -> Verdict:
    """Say whether `user` may write into the attendance list of `session`."""
    if not (roles.is_secretariat(user) or roles.is_operator(user)):
        return no(
            "attendance.who", _("The attendance list is kept by the secretariat and the session operator.")
        )
    if session.state in GOING_ON:
        return YES
    return no("attendance.state", _("The attendance list was closed with the session."))


def can_name_leader(user: Any, session: Session, place: Place | None, room: Room) -> Verdict:
    """Say whether `user` may record that those present named the person at `place` to lead."""
    verdict = can_record_attendance(user, session)
    if not verdict:
        return verdict
    waiting = session.items.filter(state=ItemState.WAITING).select_related("proposal__organisation")
    if all(_officer_leads(matter) for matter in [room, *(room.for_item(item) for item in waiting)]):
        return no(
            "session.name_leader.office",
            _("The chair or a vice chair is present and leads; nobody else is named."),
        )
    if place is None or not place.can_lead(planned=False):
        return no("session.name_leader.place", _("Only a member who is present can be named to lead."))
    return YES


def _officer_leads(room: Room) -> bool:
    """Return whether the chair or a vice chair can lead here."""
    return room.leader is not None and room.leader.seat.office in LEADING_OFFICES


def can_open_session(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` may open `session`."""
    room = room or Room.of(session)
    verdict = SESSION.verdict("open", session.state, roles_in(user, room)) and is_led(room)
    if verdict and clock.today() < session.day:
        return no(
            "session.open.day",
            _("The members are invited for %(day)s. The session is not opened before that day.")
            % {"day": tanggal(session.day)},
        )
    return verdict


def can_end_session(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` may end `session`: not while a motion is put or a ballot open."""
    room = room or Room.of(session)
    verdict = SESSION.verdict("end", session.state, roles_in(user, room))
    return verdict and is_led(room) and nothing_pending(session)


def nothing_pending(session: Session) -> Verdict:
    """Say whether no motion is before the council."""
    pending = Motion.objects.filter(item__session=session, state__in=PENDING).select_related("item").first()
    if pending is None:
        return YES
    if pending.state == MotionState.BALLOT_OPEN:
        words = _("The ballot on item %(position)d is still open. Close it first.")
    else:
        words = _("The motion on item %(position)d is still under deliberation. Finish it first.")
    return no("session.pending", words % {"position": pending.item.position})


def can_reschedule_session(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` may reschedule: the secretariat a planned one, the chair one without quorum."""
    room = room or Room.of(session)
    verdict = is_held(session, "session.reschedule")
    verdict = verdict and SESSION.verdict("reschedule", session.state, roles_in(user, room))
    if not verdict or session.state == SessionState.PLANNED:
        return verdict
    house, percent = room.house, room.rules.quorum_percent
    if has_quorum(house.present, house.filled, percent):
        return no(
            "session.reschedule.quorum",
            _(
                "%(present)d of %(filled)d members are present; the quorum is %(quorum)d. "
                "A session with a quorum is not rescheduled. %(cite)s"
            )
            % {
                "present": house.present,
                "filled": house.filled,
                "quorum": quorum(house.filled, percent),
                "cite": room.rules.cite("quorum"),
            },
        )
    return is_led(room) and nothing_pending(session)


def can_cancel_session(user: Any, session: Session, room: Room | None = None) -> Verdict:
    """Say whether `user` may cancel `session`; a rehearsal is discarded instead."""
    verdict = is_held(session, "session.cancel")
    return verdict and SESSION.verdict("cancel", session.state, roles_in(user, room or Room.of(session)))


def can_prepare_motion(user: Any, item: AgendaItem) -> Verdict:
    """Say whether `user` may prepare a motion on `item`, or change the one that is prepared."""
    verdict = only_clerks(user, "motion.prepare.who")
    if not verdict:
        return verdict
    if not item.session.decides:
        return no(
            "motion.prepare.kind", _("Only a plenary session decides; no motion is prepared for this one.")
        )
    if item.state != ItemState.WAITING or item.session.state not in GOING_ON:
        return no(
            "motion.prepare.item", _("This agenda item is finished. A motion needs an item that waits.")
        )
    if any(motion.state in PENDING for motion in item.motions.all()):
        return no("motion.prepare.pending", _("A motion on this item is before the council already."))
    return YES
