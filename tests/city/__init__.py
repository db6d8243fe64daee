"""A city at work: the demo content, moved on to the middle of a session, something of everything underway.

For tests that walk through all addresses or all pages. Everything is made by the actions, as the demo is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.db import transaction
from django.test import override_settings

from council.lifecycle.session import SessionState
from council.models import Session, SessionKind
from home.demo.load import load
from portal.kit import clock
from portal.notices import muted

from . import council, members, moderation, proposals
from .people import PASSWORD, PEOPLE, person

__all__ = ["LOADED_ON", "PASSWORD", "PEOPLE", "build", "now", "person", "standing"]

# A Saturday, the date of the design's own pictures.
LOADED_ON = date(2026, 11, 21)
INTO_THE_SESSION = timedelta(minutes=70)


def now() -> datetime:
    """Return the moment at which the city stands: in the middle of the plenary that the demo plans."""
    coming = Session.objects.filter(
        kind=SessionKind.PLENARY, state__in=[SessionState.PLANNED, SessionState.OPEN]
    )
    return coming.get().starts_at + INTO_THE_SESSION


def build() -> datetime:
    """Load the demo into the empty database, move it on, and return the moment at which it stands then."""
    with override_settings(DEMO=True):
        load(LOADED_ON)
    moment = now()
    with muted():
        with clock.at(moment - timedelta(days=10)):
            council.plan_meetings(moment)
        with clock.at(moment - timedelta(days=1)):
            members.newcomers()
            members.waiting_claims()
            proposals.written_by_the_author()
        with clock.at(moment - timedelta(minutes=10)):
            moderation.keep_order()
            proposals.commented()
            council.hold_meetings()
            council.record_a_meeting()
            council.papers_of_meetings()
            council.rehearse()
            council.hold_session()
            council.put_on_paper()
            council.follow_through()
            council.contribute()
    return moment


@contextmanager
def standing() -> Iterator[datetime]:
    """Build the city for what happens inside, give its moment, and leave nothing of it behind.

    Nothing stays either when the city cannot be built: later tests find the tables as they were.
    """
    with transaction.atomic():
        yield build()
        transaction.set_rollback(True)
