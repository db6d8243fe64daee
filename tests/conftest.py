"""Fixtures that every test may use: a clock that stands still and clients that are signed in."""

import os
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch
from zlib import crc32
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_migrate
from django.http import HttpRequest
from django.test import Client
from django.utils import timezone, translation
from hypothesis import settings
from pytest_django.plugin import blocking_manager_key

from home import fillers
from portal.kit import append_only
from portal.kit import clock as portal_clock
from tests import first_content
from tests.signing import sign_in

WIB = ZoneInfo("Asia/Jakarta")
# A Saturday afternoon in Bekasi; the date of the design's own pictures.
START = datetime(2026, 11, 21, 14, 5, tzinfo=WIB)
# Which share of the survey a run takes, such as 2/3; all of it without one.
SURVEY_SHARE = os.environ.get("SURVEY_SHARE", "")
# Marks a test whose tables are being emptied.
EMPTIED = pytest.StashKey[bool]()


class Clock:
    """The portal's clock under a test's hand: it stands still until the test moves it."""

    def __init__(self, moment: datetime = START) -> None:
        self._open: list = []
        self.set(moment)

    @property
    def now(self) -> datetime:
        """The moment that the portal reads."""
        return portal_clock.now()

    def set(self, moment: datetime) -> datetime:
        """Move to `moment`; a naive one is read as WIB."""
        if timezone.is_naive(moment):
            moment = moment.replace(tzinfo=WIB)
        context = portal_clock.at(moment)
        context.__enter__()
        self._open.append(context)
        return moment

    def forward(self, **step: float) -> datetime:
        """Move on by a timedelta's arguments: `clock.forward(days=21, minutes=1)`."""
        return self.set(self.now + timedelta(**step))

    def release(self) -> None:
        """Give the clock back, in the reverse order of the moves."""
        while self._open:
            self._open.pop().__exit__(None, None, None)


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Return the portal's clock, standing at START; `clock.forward(days=1)` moves it."""
    hand = Clock()
    yield hand
    hand.release()


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    """Begin in Indonesian: a request for an English page leaves its language behind in the thread."""
    translation.activate("id")
    yield
    translation.activate("id")


@pytest.fixture(autouse=True)
def unlimited() -> None:
    """Forget what the cache has counted: all tests of a run come from one address."""
    cache.clear()


@pytest.fixture
def client_for() -> Callable[[AbstractBaseUser | None], Client]:
    """Return a function that gives a fresh browser session, signed in as `user` or as a visitor for None."""

    def make(user: AbstractBaseUser | None = None, **options) -> Client:
        client = Client(**options)
        if user is not None:
            sign_in(client, user)
        return client

    return make


@pytest.fixture
def one_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw what stands around every page once a language, for a test that opens thousands of them."""
    draw, drawn = fillers._drawn, {}

    def once(request: HttpRequest) -> object:
        if (language := translation.get_language()) not in drawn:
            drawn[language] = draw(request)
        return drawn[language]

    monkeypatch.setattr(fillers, "_drawn", once)


def commits(item: pytest.Item) -> bool:
    """Tell whether a test commits, so that its tables are emptied afterwards."""
    marker = item.get_closest_marker("django_db")
    if marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])):
        return True
    return bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


def is_in_the_share(item: pytest.Item) -> bool:
    """Return whether a test is of the share of the survey that SURVEY_SHARE names, or of no survey."""
    if not SURVEY_SHARE or item.get_closest_marker("survey") is None:
        return True
    share, shares = map(int, SURVEY_SHARE.split("/"))
    return crc32(item.nodeid.encode()) % shares == share - 1


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other shares of the survey, and let tests that commit come last.

    What they leave behind is put back, but costs the others time.
    """
    ours = [item for item in items if is_in_the_share(item)]
    if len(ours) < len(items):
        config.hook.pytest_deselected(items=list(set(items) - set(ours)))
    items[:] = sorted(ours, key=commits)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Keep what the new database holds, for the tests that commit."""
    with django_db_blocker.unblock():
        first_content.keep()


@pytest.fixture(autouse=True)
def lifted_triggers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the tables be emptied after a test that commits, which append-only tables refuse."""
    if not commits(request.node):
        yield
        return
    # Asked for here, so that it ends after this fixture does.
    request.getfixturevalue("transactional_db")
    yield
    append_only.lift(connection)
    request.node.stash[EMPTIED] = True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put back what a new database holds after a test that commits, once its tables are emptied."""
    # Emptying the tables tells of a migration: nothing is to follow from it.
    with patch.object(post_migrate, "receivers", []) if commits(item) else nullcontext():
        yield
    # A test that was skipped emptied nothing, and after the last one there is no database any more.
    if nextitem is None or EMPTIED not in item.stash:
        return
    with item.config.stash[blocking_manager_key].unblock():
        first_content.put_back()


# How long an example takes says something about the machine alone.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")
