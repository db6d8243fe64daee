"""Who may do what to a motion and its ballot: roles from the table, then quorum, conflicts and objections."""

from typing import Any

from django.utils.translation import gettext as _

from council.counting import deciders_needed, enough_deciders, has_quorum, quorum
from council.lifecycle.motion import MOTION, PENDING, MotionState
from council.lifecycle.roles import CHAIR, OPERATOR
from council.lifecycle.session import SessionState
from council.models import AgendaItem, Ballot, BallotSeat, ConflictBasis, ItemState, Motion, Objection
from council.permissions.roles import can_speak_for, is_led, roles_in, speaking
from council.room import Place, Room
from portal.kit.verdict import YES, Verdict, no
from portal.members.models import Seat

# An item has one of these at a time.
UNFINISHED = PENDING | {MotionState.DRAFT}


def room_of(item: AgendaItem, room: Room | None) -> Room:
    """Return the room with the conflicts in the matter of `item`, from what was read already if given."""
    return (room or Room.of(item.session)).for_item(item)


def is_quorate(room: Room) -> Verdict:
    """Say whether enough members are present to decide."""
    house, percent = room.house, room.rules.quorum_percent
    if has_quorum(house.present, house.filled, percent):
        return YES
    if not house.filled:
        return no("quorum.empty", _("No seat of the council is filled on this day: there is no quorum."))
    return no(
        "quorum",
        _(
            "%(present)d of %(filled)d members are present; the quorum is %(quorum)d. "
            "The session may discuss, but not decide yet. %(cite)s"
        )
        % {
            "present": house.present,
            "filled": house.filled,
            "quorum": quorum(house.filled, percent),
            "cite": room.rules.cite("quorum"),
        },
    )


def has_deciders(room: Room) -> Verdict:
    """Say whether enough of the filled seats could take part in deciding."""
    house, one_in = room.house, room.rules.deciders_one_in
    if enough_deciders(house.deciders, house.filled, one_in):
        return YES
    return no(
        "deciders",
        _(
            "Only %(deciders)d of %(filled)d members could take part in deciding; %(needed)d are needed. "
            "The others are absent or have a conflict of interest. "
            "Carry the item over to the next session. %(cite)s"
        )
        % {
            "deciders": house.deciders,
            "filled": house.filled,
            "needed": deciders_needed(house.filled, one_in),
            "cite": room.rules.cite("conflict"),
        },
    )


def has_elements(room: Room) -> Verdict:
    """Say whether members of enough elements are present for a consensus."""
    elements, needed = room.house.elements, room.rules.consensus_elements
    if elements >= needed:
        return YES
    return no(
        "consensus.elements",
        _(
            "Members of %(elements)d elements are present; a consensus needs %(needed)d of the four. "
            "Nobody is present of: %(missing)s. "
            "Open a ballot, or carry the item over to the next session. %(cite)s"
        )
        % {
            "elements": elements,
            "needed": needed,
            "missing": ", ".join(room.missing_elements),
            "cite": room.rules.cite("consensus"),
        },
    )


def in_session(item: AgendaItem) -> Verdict:
    """Say whether the session of `item` is open and the item waits."""
    if item.session.state == SessionState.SUSPENDED:
        return no("motion.suspended", _("The session is suspended. The chair resumes it first."))
    if item.session.state != SessionState.OPEN:
        return no("motion.session", _("The session is not open. The chair opens it first."))
    if item.state != ItemState.WAITING:
        return no("motion.item", _("This agenda item is finished. What was decided is not reopened."))
    return YES


def _leading(user: Any, motion: Motion, verb: str, room: Room) -> Verdict:
    """Say whether `user` leads and the table allows `verb`, in an open session."""
    verdict = MOTION.verdict(verb, motion.state, roles_in(user, room))
    return verdict and in_session(motion.item) and is_led(room)


def can_put_motion(user: Any, motion: Motion, room: Room | None = None) -> Verdict:
    """Say whether `user` may put `motion` to the council."""
    room = room_of(motion.item, room)
    verdict = _leading(user, motion, "put", room)
    if not verdict:
        return verdict
    if not motion.item.session.decides:
        return no("motion.kind", _("Only a plenary session decides."))
    return is_quorate(room) and has_deciders(room) and is_current(motion)


def can_reword_motion(user: Any, motion: Motion, room: Room | None = None) -> Verdict:
    """Say whether `user` may replace the wording that is under deliberation by another one."""
    return _leading(user, motion, "reword", room_of(motion.item, room))


def is_current(motion: Motion) -> Verdict:
    """Say whether the motion is still on the version of the proposal that the group sent up."""
    proposal = motion.item.proposal
    if proposal is None or proposal.current_version_id == motion.version_id:
        return YES
    return no(
        "motion.version",
        _("The proposal has a newer version than this motion. The secretariat prepares the motion again."),
    )


def standing(motion: Motion) -> list[Objection]:
    """Return the objections that nobody lifted."""
    return [objection for objection in motion.objections.all() if objection.is_standing]


def can_declare_consensus(user: Any, motion: Motion, room: Room | None = None) -> Verdict:
    """Say whether `user` may declare consensus: no objection stands."""
    room = room_of(motion.item, room)
    verdict = _leading(user, motion, "declare_consensus", room)
    verdict = verdict and is_quorate(room) and has_elements(room)
    if not verdict:
        return verdict
    if objections := standing(motion):
        return no(
            "consensus.objection",
            _(
                "%(count)d objections stand, so there is no consensus. They can be lifted, or their members "
                "agree to have them recorded as notes; otherwise open a ballot. %(cite)s"
            )
            % {"count": len(objections), "cite": room.rules.cite("consensus")},
        )
    return YES


def can_declare_consensus_with_notes(user: Any, motion: Motion, room: Room | None = None) -> Verdict:
    """Say whether `user` may declare consensus with notes: every objector agreed to be recorded."""
    room = room_of(motion.item, room)
    verdict = _leading(user, motion, "declare_consensus_with_notes", room)
    verdict = verdict and is_quorate(room) and has_elements(room)
    if not verdict:
        return verdict
    objections = standing(motion)
    if not objections:
        return no("notes.none", _("No objection stands. Declare plain consensus."))
    if waiting := [objection for objection in objections if not objection.as_note]:
        return no(
            "notes.not_agreed",
            _(
                "%(count)d of %(all)d members with an objection have not agreed to a recorded note. "
                "Ask them, or open a ballot. %(cite)s"
            )
            % {"count": len(waiting), "all": len(objections), "cite": room.rules.cite("consensus")},
        )
    return YES


def can_open_ballot(user: Any, motion: Motion, room: Room | None = None) -> Verdict:
    """Say whether `user` may open a ballot: deliberation is exhausted, and there is a quorum."""
    room = room_of(motion.item, room)
    return _leading(user, motion, "open_ballot", room) and is_quorate(room) and has_deciders(room)


def can_repeat_ballot(user: Any, motion: Motion, room: Room | None = None) -> Verdict:
    """Say whether `user` may open the one ballot that repeats a tied one."""
    room = room_of(motion.item, room)
    verdict = _leading(user, motion, "repeat_ballot", room)
    if not verdict:
        return verdict
    if any(other.state in UNFINISHED for other in motion.item.motions.all()):
        return no(
            "ballot.repeat.other",
            _("Another motion on this item was prepared since. Put that one instead."),
        )
    return is_quorate(room) and has_deciders(room)


def can_close_ballot(user: Any, motion: Motion, room: Room | None = None) -> Verdict:
    """Say whether `user` may close the ballot on `motion`."""
    return _leading(user, motion, "close_ballot", room_of(motion.item, room))


def finishing_room(item: AgendaItem, verb: str, whole: Room) -> Room:
    """Return the room whose leader may take `item` off: that of its matter.

    When too few could decide, whoever leads the session carries the item over: nothing is decided by it,
    and perhaps nobody is left who could lead the item itself.
    """
    room = whole.for_item(item)
    return whole if verb == "postpone" and not has_deciders(room) else room


def can_finish_item(user: Any, item: AgendaItem, verb: str, room: Room | None = None) -> Verdict:
    """Say whether `user` may take `item` off: `verb` is return_to_group, postpone or withdraw.

    A motion that is put or in a ballot follows the table of motions; without one the item alone moves.
    """
    room = finishing_room(item, verb, room or Room.of(item.session))
    verdict = in_session(item)
    if not verdict:
        return verdict
    pending = next((motion for motion in item.motions.all() if motion.state in PENDING), None)
    if pending is not None:
        verdict = MOTION.verdict(verb, pending.state, roles_in(user, room))
    elif roles_in(user, room).isdisjoint({CHAIR, OPERATOR}):
        verdict = no(f"item.{verb}.who", _("Only whoever leads does this, or the operator at the order."))
    if verdict and verb == "return_to_group" and item.proposal is None:
        verdict = no("item.return.proposal", _("There is no proposal that could go back to a working group."))
    return verdict and is_led(room)


def can_conclude_item(user: Any, item: AgendaItem, room: Room | None = None) -> Verdict:
    """Say whether `user` may mark `item`, on which there is nothing to decide, as dealt with."""
    room = room_of(item, room)
    verdict = in_session(item)
    if verdict and item.proposal is not None:
        verdict = no("item.conclude.proposal", _("This item ends with what is done with its proposal."))
    elif verdict and any(motion.state in PENDING for motion in item.motions.all()):
        verdict = no("item.conclude.pending", _("A motion on this item is before the council already."))
    elif verdict and roles_in(user, room).isdisjoint({CHAIR, OPERATOR}):
        verdict = no("item.conclude.who", _("Only whoever leads does this, or the operator at the order."))
    return verdict and is_led(room)


def takes_part(place: Place | None, *, aloud: bool = False) -> Verdict:
    """Say whether a seat takes part in deciding this matter; `aloud` when the operator enters its words."""
    if place is None:
        return no("seat", _("Only members of the council take part in deciding."))
    if aloud and not place.is_present:
        return no("seat.absent", _("This member is not on the attendance list as present."))
    if aloud and place.conflict:
        return no(f"conflict.{place.conflict}", _("This member has a conflict of interest in this matter."))
    if not place.is_present:
        return no(
            "seat.absent",
            _("You are not on the attendance list as present. The session operator can enter you."),
        )
    if place.conflict:
        return no(f"conflict.{place.conflict}", conflict_words(place.conflict))
    return YES


def conflict_words(basis: str) -> str:
    """Return why a seat takes no part, in words for the person."""
    if basis == ConflictBasis.AUTHOR:
        why = _("You wrote this proposal.")
    elif basis == ConflictBasis.ORGANISATION:
        why = _("Your organisation is among those that made this proposal.")
    elif basis == ConflictBasis.CONTRIBUTION:
        why = _("Your organisation has offered a contribution to this proposal.")
    else:
        why = _("You declared a conflict of interest.")
    rest = _("You still count as present and may explain, but take no part in deciding.")
    return f"{why} {rest}"


def can_record_objection(
    user: Any, motion: Motion, room: Room | None = None, seat: Seat | None = None
) -> Verdict:
    """Say whether `user` may record an objection: a seat that decides, while the motion is deliberated.

    With `seat` it is that seat's, said aloud, which the operator enters.
    """
    if motion.state != MotionState.PUT:
        return no("objection.state", _("Objections are recorded while a motion is under deliberation."))
    place = speaking(user, seat, room_of(motion.item, room))
    verdict = can_speak_for(user, seat, motion.item.session) and in_session(motion.item)
    verdict = verdict and takes_part(place, aloud=seat is not None)
    if verdict and place and any(o.seat_id == place.seat.pk for o in standing(motion)):
        if seat is not None:
            return no("objection.twice", _("An objection of this member is recorded already."))
        return no(
            "objection.twice", _("Your objection is recorded already. You can lift it and record another.")
        )
    return verdict


def can_answer_for_objection(user: Any, objection: Objection, room: Room | None = None) -> Verdict:
    """Say whether `user` may lift `objection` or agree to have it noted: the seat that raised it.

    The operator enters it for a seat that says so aloud.
    """
    motion = objection.motion
    if motion.state != MotionState.PUT:
        return no("objection.state", _("Objections change while a motion is under deliberation only."))
    if not objection.is_standing:
        return no("objection.lifted", _("This objection was lifted already."))
    room = room_of(motion.item, room)
    place = room.place_of(user)
    own = place is not None and place.seat.pk == objection.seat_id
    if not own and OPERATOR not in roles_in(user, room):
        return no("objection.who", _("Only the member who raised an objection lifts it or agrees to a note."))
    return in_session(motion.item)


def can_agree_to_note(user: Any, objection: Objection, room: Room | None = None) -> Verdict:
    """Say whether `user` may agree to have `objection` recorded as a note beside a consensus."""
    verdict = can_answer_for_objection(user, objection, room)
    if verdict and objection.as_note:
        return no("objection.noted", _("You have agreed to this already. The chair can declare consensus."))
    return verdict


def can_declare_conflict(
    user: Any, motion: Motion, room: Room | None = None, seat: Seat | None = None
) -> Verdict:
    """Say whether `user` may declare a conflict of interest: a seat, until a ballot has frozen them.

    With `seat` it is that seat's, said aloud, which the operator enters.
    """
    verdict = can_speak_for(user, seat, motion.item.session)
    if not verdict:
        return verdict
    place = speaking(user, seat, room_of(motion.item, room))
    if place is None:
        return no("seat", _("Only members of the council take part in deciding."))
    if motion.state == MotionState.BALLOT_OPEN:
        return no(
            "conflict.frozen",
            _("Conflicts of interest were fixed when the ballot opened. You can abstain, or not vote."),
        )
    if motion.state not in (MotionState.DRAFT, MotionState.PUT):
        return no("conflict.state", _("This motion is finished."))
    if place.conflict and seat is not None:
        return no(f"conflict.{place.conflict}", _("This member has a conflict of interest in this matter."))
    if place.conflict:
        return no(f"conflict.{place.conflict}", conflict_words(place.conflict))
    return YES


def can_cast_ballot(user: Any, ballot: Ballot, seat: BallotSeat | None = None) -> Verdict:
    """Say whether `user` may cast in `ballot`, or change what was cast: the seats frozen at its opening.

    With `seat` it is that seat's vote, said aloud, which the operator enters.
    """
    verdict = can_speak_for(user, seat, ballot.motion.item.session)
    if not verdict:
        return verdict
    if not ballot.is_open:
        return no("ballot.closed", _("This ballot is closed; no further vote is taken."))
    if ballot.on_paper:
        return no("ballot.paper", _("Votes about persons are cast on paper, in the room."))
    if seat is not None:
        if seat.ballot_id == ballot.pk and seat.may_cast:
            return YES
        return no("ballot.aloud", _("This member takes no part in this ballot."))
    seat = next((seat for seat in ballot.seats.all() if seat.person_id == user.pk), None)
    if seat is None:
        return no("seat", _("Only members of the council take part in deciding."))
    if not seat.present:
        return no(
            "ballot.absent", _("You were not on the attendance list as present when this ballot opened.")
        )
    if seat.conflicted:
        return no(
            "ballot.conflict",
            _("You have a conflict of interest. You still count as present, but take no part in deciding."),
        )
    return YES


def can_enter_aloud(user: Any, ballot: Ballot) -> Verdict:
    """Say whether `user` may enter votes that are said aloud: the operator, while the ballot is open."""
    verdict = can_speak_for(user, ballot, ballot.motion.item.session)
    if verdict and not ballot.is_open:
        return no("ballot.closed", _("This ballot is closed; no further vote is taken."))
    if verdict and ballot.on_paper:
        return no("ballot.paper", _("Votes about persons are cast on paper, in the room."))
    return verdict


def can_hear(user: Any, motion: Motion) -> Verdict:
    """Say whether `user` may enter what members say aloud on `motion`: the operator, in deliberation."""
    verdict = can_speak_for(user, motion, motion.item.session)
    if verdict and motion.state not in (MotionState.DRAFT, MotionState.PUT):
        return no("motion.hear.state", _("Objections are recorded while a motion is under deliberation."))
    return verdict and in_session(motion.item)
