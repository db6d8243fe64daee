"""What comes within seven days: closings, sessions, due dates, promised answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from council.models import FollowUp, Referral, Session
from portal.kit import clock
from proposals.models import Proposal

DAYS = 7
MOST = 8


@dataclass(frozen=True)
class Event:
    """One line: when, what, and where to look."""

    day: date
    words: str
    url: str


def coming_week() -> list[Event]:
    """Return what comes within the week, by day; at most a handful of each kind."""
    return sorted([*_closings(), *_sessions(), *_duties(), *_answers()], key=lambda event: event.day)


def _until() -> datetime:
    return clock.now() + timedelta(days=DAYS)


def _closings() -> Iterator[Event]:
    """Yield the discussions that close."""
    found = Proposal.objects.in_discussion().filter(closes_at__lte=_until()).order_by("closes_at", "pk")
    for proposal in found[:MOST]:
        words = _("Discussion closes: %(title)s") % {"title": proposal.title}
        if proposal.closes_at is not None:
            yield Event(clock.day_of(proposal.closes_at), words, proposal.get_absolute_url())


def _sessions() -> Iterator[Event]:
    """Yield the sessions."""
    for session in Session.objects.upcoming().filter(starts_at__lte=_until())[:MOST]:
        yield Event(clock.day_of(session.starts_at), session.title, session.get_absolute_url())


def _duties() -> Iterator[Event]:
    """Yield the follow-ups that are due and not late yet."""
    today = clock.today()
    found = FollowUp.objects.open().filter(due_on__gte=today, due_on__lte=today + timedelta(days=DAYS))
    for duty in found.select_related("agency", "decision")[:MOST]:
        words = _("Due: %(what)s (%(agency)s)") % {"what": duty.what, "agency": duty.agency}
        yield Event(duty.due_on, words, duty.decision.get_absolute_url())


def _answers() -> Iterator[Event]:
    """Yield the last days of the city's promise to answer."""
    today = clock.today()
    found = Referral.objects.filter(
        state="conveyed", promised_on__gte=today, promised_on__lte=today + timedelta(days=DAYS)
    )
    for letter in found.select_related("decision").order_by("promised_on", "pk")[:MOST]:
        words = _("Answer of the city promised: %(number)s") % {"number": letter.decision.number}
        yield Event(letter.promised_on, words, letter.decision.get_absolute_url())
