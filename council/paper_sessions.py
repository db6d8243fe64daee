"""The papers of a session: invitation, attendance list, official report, minutes and notes, from the data.

Each is a template with the headings of the council's document standard, in the council's language. The
page shows its HTML and the PDF is made of the same HTML.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from council.counting import quorum
from council.lifecycle.motion import MotionState
from council.lifecycle.session import SessionState
from council.models import Presence, RollCallChoice, Session, SessionKind, Vote
from council.models.motion import METHODS
from council.paper_files import sheet_pdf
from council.permissions.rehearsals import is_held
from council.room import Room
from portal.kit import clock, numerals, richtext
from portal.kit.verdict import YES, Verdict, no
from portal.kit.wording import tanggal
from portal.members.models import Element

HELD = frozenset({SessionState.OPEN, SessionState.ENDED, SessionState.MINUTED})
OVER = frozenset({SessionState.ENDED, SessionState.MINUTED})


@dataclass(frozen=True)
class Kind:
    """One kind of paper: its address and template, its name, from which state on, and what it tells."""

    slug: str
    label: str | Promise
    template: str
    states: frozenset[str] | None = None
    plenary: bool | None = None
    tells_talk: bool = False


KINDS = {
    kind.slug: kind
    for kind in (
        Kind("undangan", _("Invitation"), "council/paper/invitation.html"),
        Kind("daftar-hadir", _("Attendance list"), "council/paper/attendance.html"),
        Kind("berita-acara", _("Official report"), "council/paper/report.html", OVER),
        Kind("risalah", _("Minutes"), "council/paper/minutes.html", OVER, plenary=True, tells_talk=True),
        Kind(
            "notula",
            _("Notes of the meeting"),
            "council/paper/minutes.html",
            OVER,
            plenary=False,
            tells_talk=True,
        ),
    )
}


def can_read(kind: Kind, session: Session, *, hears: bool, in_room: bool) -> Verdict:
    """Say whether a reader may have this paper of `session` now.

    `hears` is whether they may read what was said, `in_room` whether they see the room: until the minutes
    are signed they are a draft for council members and staff.
    """
    if not (verdict := is_held(session, "session.paper")):
        return verdict
    if kind.states is not None and session.state not in kind.states:
        return no("session.paper.state", _now("This paper is made when the session has ended."))
    if kind.plenary is not None and kind.plenary != (session.kind == SessionKind.PLENARY):
        return no("session.paper.kind", _now("A meeting of this kind has no such paper."))
    if kind.tells_talk and not hears:
        return no("session.paper.closed", _now("The talk of a closed session is not public."))
    if kind.tells_talk and session.state != SessionState.MINUTED and not in_room:
        return no("session.paper.draft", _now("The minutes are public once they have been signed."))
    return YES


def _now(text: str) -> str:
    return translation.gettext(text)


def path_of(kind: Kind, session: Session) -> str:
    """Return the address of the paper's page."""
    return reverse("council:session_paper", args=[session.pk, kind.slug])


def minutes_path(session: Session) -> str:
    """Return the address of the minutes of a plenary session, of the notes of any other meeting."""
    return path_of(KINDS["risalah" if session.kind == SessionKind.PLENARY else "notula"], session)


def render(kind: Kind, session: Session) -> SafeString:
    """Return the sheet of a paper as HTML."""
    with translation.override(settings.LANGUAGE_CODE):
        return SafeString(render_to_string(kind.template, facts_of(session)))


def pdf_of(kind: Kind, session: Session) -> bytes:
    """Return the PDF of a paper as of now."""
    with translation.override(settings.LANGUAGE_CODE):
        label, today = str(kind.label), tanggal(clock.today())
        # A path without a language before it.
        path = path_of(kind, session)
    final = session.state == SessionState.MINUTED or kind.slug in ("undangan", "daftar-hadir")
    return sheet_pdf(
        title=f"{label} {session.title}",
        number=session.invitation_number,
        parts=(render(kind, session),),
        path=path,
        notice=f"Dibuat dari data portal, keadaan per {today}. Keadaan terkini ada di",
        draft_mark="" if final else "SEMENTARA",
    )


def facts_of(session: Session) -> dict[str, Any]:
    """Return all that the papers show: seats, presence, agenda, results, scans and signatures."""
    room = Room.of(session)
    presences = Counter(place.attendance.presence for place in room.places if place.attendance)
    house = room.house
    items = list(session.items.for_session_page())
    votes = _votes(items)
    matters = [_matter(item, votes) for item in items]
    return {
        "session": session,
        "day_words": numerals.tanggal_terbilang(session.starts_at),
        "room": room,
        "leader": room.leader,
        "secretary": next((p for p in room.places if p.seat.office == "secretary"), None),
        "elements": _by_element(room),
        "presences": [(label, presences[value]) for value, label in Presence.choices if presences[value]],
        "house": house,
        "house_words": numerals.terbilang(house.present),
        "filled_words": numerals.terbilang(house.filled),
        "quorum": quorum(house.filled, room.rules.quorum_percent),
        "quorum_percent": room.rules.quorum_percent,
        "matters": matters,
        "conflicts": [conflict for matter in matters for conflict in matter["conflicts"]],
        "minutes": richtext.render(session.minutes),
        "tasks": session.tasks.select_related("person"),
        "corrections": session.corrections.select_related("seat__organisation").order_by("pk"),
        "signatures": {s.role: s for s in session.signatures.select_related("seat__person")},
        "approves": session.approves_minutes_of.all(),
        "is_plenary": session.kind == SessionKind.PLENARY,
    }


def _by_element(room: Room) -> list[dict[str, Any]]:
    """Return the elements that hold seats, each with its places and how many of them are present."""
    found = []
    for value, label in Element.choices:
        places = [place for place in room.places if place.seat.element == value]
        if places:
            present = sum(place.is_present for place in places)
            found.append({"label": label, "places": places, "present": present})
    return found


def _votes(items: list[Any]) -> dict[int, str]:
    """Return what was cast in the ballots that were closed and counted: seat of the ballot to choice."""
    counted = [
        ballot.pk for item in items for motion in item.motions.all() for ballot in _counted_ballots(motion)
    ]
    cast = Vote.objects.filter(ballot_seat__ballot__in=counted, ballot_seat__ballot__closed_at__isnull=False)
    return dict(cast.order_by("pk").values_list("ballot_seat_id", "choice"))


def _counted_ballots(motion: Any) -> list[Any]:
    return [b for b in motion.ballots.all() if b.closed_at is not None and not b.is_abandoned]


def _matter(item: Any, votes: dict[int, str]) -> dict[str, Any]:
    """Return an agenda item with its motions as the report tells them."""
    motions = [motion for motion in item.motions.all() if motion.state != MotionState.DRAFT]
    return {
        "item": item,
        "motions": [_told(motion, votes) for motion in motions],
        "conflicts": [(item, conflict) for motion in motions for conflict in motion.conflicts.all()],
    }


def _told(motion: Any, votes: dict[int, str]) -> dict[str, Any]:
    """Return one motion: wording, way of deciding, figures, objections, and the roll call of its ballot."""
    return {
        "motion": motion,
        "wording": richtext.render(motion.wording),
        "method": METHODS.get(MotionState(motion.state)),
        "notes": [objection for objection in motion.objections.all() if objection.is_standing],
        "lines": [
            (seat, _called(seat, votes))
            for ballot in _counted_ballots(motion)[-1:]
            for seat in ballot.seats.all()
        ],
    }


def _called(seat: Any, votes: dict[int, str]) -> str:
    """Return what a seat did in a closed ballot, in words."""
    if not seat.present:
        choice = RollCallChoice.ABSENT
    elif seat.conflicted:
        choice = RollCallChoice.CONFLICTED
    else:
        choice = RollCallChoice(votes.get(seat.pk, RollCallChoice.NOT_CAST))
    return str(choice.label)
