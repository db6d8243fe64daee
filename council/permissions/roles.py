"""In which roles of the council's tables a person stands, from the records, at this moment."""

from typing import Any

from django.utils.translation import gettext as _

from council.lifecycle.roles import CHAIR, COUNCIL_SECRETARY, OPERATOR, SEAT, SECRETARIAT
from council.models import Session
from council.room import Place, Room
from portal.kit.verdict import YES, Verdict, no
from portal.members import roles
from portal.members.models import Seat


def roles_in(user: Any, room: Room) -> frozenset[str]:
    """Return the roles of `user` in a session or, when `room` is that of an item, in its matter."""
    found = set()
    if roles.is_operator(user):
        found.add(OPERATOR)
    if roles.is_secretariat(user):
        found.add(SECRETARIAT)
        if room.session.is_recorded:
            # What the chair did is on paper; the secretariat enters it.
            found.add(OPERATOR)
    place = room.place_of(user)
    if place is not None and user.is_active:
        found.add(SEAT)
        if room.leader is place:
            found.add(CHAIR)
        if place.seat.office == Seat.Office.SECRETARY and place.seat.person_id == user.pk:
            found.add(COUNCIL_SECRETARY)
    return frozenset(found)


def leading_role(user: Any, room: Room) -> str:
    """Return in which role a leading act of `user` is written down: the chair's own, or the operator's."""
    return CHAIR if CHAIR in roles_in(user, room) else OPERATOR


def is_led(room: Room) -> Verdict:
    """Say whether somebody leads, by whose order the operator can click."""
    if room.leader is not None:
        return YES
    return no(
        "session.leader",
        _(
            "Nobody leads this yet: the chair and the vice chairs are absent or have a conflict of interest. "
            "Those present name who leads; the operator records it."
        ),
    )


def sees_the_room(user: Any, room: Room) -> bool:
    """Return whether the person sees what is shown in the room only: council members and staff do."""
    return roles.is_staff(user) or room.place_of(user) is not None


def hears_the_talk(user: Any, room: Room) -> bool:
    """Return whether the person may read what was said: everybody in an open session, else who was inside."""
    return not room.session.is_closed or sees_the_room(user, room)


def can_speak_for(user: Any, seat: Any, session: Session) -> Verdict:
    """Say whether `user` may enter what a seat says: their own (None), or aloud, as the operator.

    What stands on the paper of a recorded session the secretariat enters too.
    """
    if seat is None or roles.is_operator(user):
        return YES
    if session.is_recorded and roles.is_secretariat(user):
        return YES
    return no("aloud.who", _("What a member says aloud is entered by the session operator."))


def speaking(user: Any, seat: Any, room: Room) -> Place | None:
    """Return the place that is spoken for: that of `seat` when it speaks aloud, else the person's own."""
    if seat is None:
        return room.place_of(user)
    return next((place for place in room.places if place.seat.pk == seat.pk), None)
