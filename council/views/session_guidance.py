"""What may be done now in a session, by whom, and why something may not: said to everybody on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.lifecycle.motion import MotionState
from council.lifecycle.session import SessionState
from council.permissions import motions as rules
from portal.kit import clock
from portal.kit.verdict import Verdict
from portal.kit.wording import jam, tanggal

if TYPE_CHECKING:
    from council.models import Motion
    from council.room import Room

    from .session_page import SessionPage

MOST_NAMES = 12


@dataclass(frozen=True)
class Guidance:
    """One line on whose turn it is, and those on what stands in the way."""

    now: str
    obstacles: tuple[str, ...] = ()


def guidance_for(page: SessionPage) -> Guidance:
    """Return what the page says of the present moment; empty once the session is over."""
    if page.session.state == SessionState.PLANNED:
        return _before(page)
    if page.session.state == SessionState.SUSPENDED:
        return _suspended(page)
    if page.session.state != SessionState.OPEN:
        return Guidance("")
    if page.leader is None:
        return Guidance(
            _("Those present name who leads; the session operator records it."),
            (_("The chair and the vice chairs are absent or have a conflict of interest in this item."),),
        )
    if page.current is None:
        return Guidance(_("%(leader)s can end the session.") % {"leader": page.leader.person})
    return _on_the_item(page, page.current_room or page.room)


def _before(page: SessionPage) -> Guidance:
    session = page.session
    if clock.today() < session.day:
        return Guidance(_("The session is opened on %(day)s.") % {"day": tanggal(session.day)})
    if page.leader is None:
        return Guidance(_("Those present name who leads; the session operator records it."))
    return Guidance(_("%(leader)s can open the session.") % {"leader": page.leader.person})


def _suspended(page: SessionPage) -> Guidance:
    suspension = page.suspension
    leader = page.leader.person if page.leader else _("whoever leads")
    if suspension is not None and clock.now() > suspension.until:
        words = _("The time of the suspension, until %(time)s, is over. %(leader)s resumes the session.")
    else:
        words = _("Suspended until %(time)s at the latest. %(leader)s resumes the session.")
    time = jam(suspension.until) if suspension else ""
    return Guidance(words % {"time": time, "leader": leader}, _missing_people(page))


def _on_the_item(page: SessionPage, room: Room) -> Guidance:
    motion = page.motion
    leader = page.leader.person if page.leader else ""
    if motion is None:
        if page.current and page.current.draft:
            words = _("%(leader)s can put the motion to the council.")
        elif page.current and page.current.item.proposal is None:
            words = _("The item is discussed. %(leader)s marks it as dealt with.")
        else:
            words = _("No motion is before the council on this item. The secretariat prepares it.")
        return Guidance(
            words % {"leader": leader}, (*_refused(rules.is_quorate(room)), *_missing_people(page))
        )
    if motion.state == MotionState.BALLOT_OPEN:
        return _ballot(page, str(leader))
    quorum = (rules.is_quorate(room), rules.has_deciders(room))
    if motion.state == MotionState.TIED:
        words = _("The ballot was tied. %(leader)s can repeat it once.")
        return Guidance(words % {"leader": leader}, (*_refused(*quorum), *_missing_people(page)))
    if motion.state == MotionState.DRAFT:
        words = _("%(leader)s can put the motion to the council.")
        obstacles = _refused(*quorum, rules.is_current(motion))
        return Guidance(words % {"leader": leader}, (*obstacles, *_missing_people(page)))
    return _deliberation(page, motion, room, str(leader))


def _deliberation(page: SessionPage, motion: Motion, room: Room, leader: str) -> Guidance:
    objections = rules.standing(motion)
    if not objections:
        words = _("Members can record objections. %(leader)s can declare consensus.")
    elif all(objection.as_note for objection in objections):
        words = _("Members can record objections. %(leader)s can declare consensus with notes.")
    else:
        words = _(
            "Objections stand. Their members can lift them or agree to a note; "
            "%(leader)s can reword the motion or open a ballot."
        )
    obstacles = _refused(rules.is_quorate(room), rules.has_elements(room))
    return Guidance(words % {"leader": leader}, (*obstacles, *_missing_people(page)))


def _ballot(page: SessionPage, leader: str) -> Guidance:
    if page.ballot is not None and page.ballot.on_paper:
        words = _("Members vote on paper. %(leader)s closes the ballot with the tally.")
        return Guidance(words % {"leader": leader})
    waiting = [seat.person_name for seat in page.entitled if not seat.cast_at]
    if not waiting:
        return Guidance(_("All have cast. %(leader)s can close the ballot.") % {"leader": leader})
    words = _("Members cast their votes. %(leader)s can close the ballot at any time.")
    # Who has cast is shown in the room only.
    missing = (_("Not cast yet: %(members)s") % {"members": _names(waiting)},) if page.in_room else ()
    return Guidance(words % {"leader": leader}, missing)


def _refused(*verdicts: Verdict) -> tuple[str, ...]:
    """Return the words of those of `verdicts` that refuse."""
    return tuple(str(verdict.message) for verdict in verdicts if not verdict)


def _missing_people(page: SessionPage) -> tuple[str, ...]:
    """Return who is missing, by name, while there is no quorum."""
    if page.quorum_met or not page.has_attendance:
        return ()
    absent = [str(place.person) for place in page.room.places if not place.is_present]
    short = page.quorum - page.room.house.present
    words = ngettext(
        "%(short)d member more makes a quorum. Not present: %(members)s",
        "%(short)d members more make a quorum. Not present: %(members)s",
        short,
    )
    return (words % {"short": short, "members": _names(absent)},)


def _names(names: list[str]) -> str:
    """Return the first of `names`, and how many there are besides."""
    shown = ", ".join(names[:MOST_NAMES])
    if len(names) <= MOST_NAMES:
        return shown
    return _("%(names)s and %(more)d more") % {"names": shown, "more": len(names) - MOST_NAMES}
