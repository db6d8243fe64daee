"""Rehearsing a session: everything can be tried in it, and its rows are deleted at its end."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from council.models import (
    AgendaItem,
    Attendance,
    Ballot,
    BallotSeat,
    ConflictOfInterest,
    EarlierWording,
    Motion,
    Objection,
    Session,
    SessionKind,
    Suspension,
    Vote,
)
from council.permissions import rehearsals as rules
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.kit.wording import tanggal

MOST_ITEMS = 20


def plan_rehearsal(
    *, starts_at: datetime, place: str, actor: Any, title: str = "", items: Sequence[str] = ()
) -> Session:
    """Plan a rehearsal with the agenda `items`, titles alone: it never takes up a real proposal.

    It gets no number, invites nobody and is in no list but that of those who take part. `starts_at` is
    aware, today or later. Raises Refused when the actor may not, ValidationError for what is missing.
    """
    titles = [item.strip() for item in items if item.strip()]
    errors = {}
    if not place.strip():
        errors["place"] = _("This is not filled in yet.")
    if clock.day_of(starts_at) < clock.today():
        errors["starts_at"] = _("This day has passed.")
    if len(titles) > MOST_ITEMS or any(len(item) > 200 for item in titles):
        errors["items"] = _("At most %(most)d items of 200 characters each.") % {"most": MOST_ITEMS}
    with transaction.atomic():
        require(rules.can_plan_rehearsal(actor))
        if errors:
            raise ValidationError(errors)
        now = clock.now()
        session = Session.objects.create(
            kind=SessionKind.REHEARSAL,
            year=clock.day_of(starts_at).year,
            ordinal=0,
            title=title.strip() or default_title(starts_at),
            starts_at=starts_at,
            place=place.strip(),
            invited_at=now,
            created_by=actor,
            created_at=now,
        )
        AgendaItem.objects.bulk_create(
            AgendaItem(session=session, position=position, title=item)
            for position, item in enumerate(titles, start=1)
        )
    return session


def default_title(starts_at: datetime) -> str:
    """Return the name of a rehearsal that was given none, in the city's language: it is data."""
    with translation.override(settings.LANGUAGE_CODE):
        day = tanggal(clock.day_of(starts_at)).replace("\u00a0", " ")
        return _("Rehearsal of a plenary session, %(day)s") % {"day": day}


def discard_rehearsal(*, session: Session, actor: Any) -> None:
    """Delete a rehearsal in whatever state it is; raises Refused for a real session, or when not theirs."""
    with transaction.atomic():
        session = lock(session)
        require(rules.can_discard_rehearsal(actor, session))
        delete_rehearsal(session)


def sweep_rehearsals() -> int:
    """Delete the rehearsals of days that have passed and return how many; the schedule calls it."""
    begun = Session.objects.filter(kind=SessionKind.REHEARSAL, starts_at__lt=clock.now())
    passed = [session for session in begun.order_by("pk") if clock.day_of(session.starts_at) < clock.today()]
    for session in passed:
        with transaction.atomic():
            # Whoever ends or discards it at the same moment has done it.
            for locked in Session.objects.select_for_update().filter(pk=session.pk):
                delete_rehearsal(locked)
    return len(passed)


def delete_rehearsal(session: Session) -> None:
    """Delete the locked `session` with all that hangs on it, from the leaves up.

    The databases let closed ballots go with a rehearsal only (`council.seal`). Raises ValueError for a
    session that is none.
    """
    if not session.is_rehearsal:
        raise ValueError("only a rehearsal is deleted")
    of_motion = {"motion__item__session": session}
    # Whoever casts locks the ballot: nobody casts while it goes, or after.
    ballots = Ballot.objects.filter(**of_motion)
    list(ballots.select_for_update(of=("self",)).order_by("pk"))
    for rows in (
        Vote.objects.filter(ballot_seat__ballot__motion__item__session=session),
        BallotSeat.objects.filter(ballot__motion__item__session=session),
        # The second ballot stands on the first, which was tied.
        ballots.exclude(repeats=None),
        ballots,
        Objection.objects.filter(**of_motion),
        ConflictOfInterest.objects.filter(**of_motion),
        EarlierWording.objects.filter(**of_motion),
        Motion.objects.filter(item__session=session),
        AgendaItem.objects.filter(session=session),
        Attendance.objects.filter(session=session),
        Suspension.objects.filter(session=session),
        Session.objects.filter(pk=session.pk, kind=SessionKind.REHEARSAL),
    ):
        rows.delete()
