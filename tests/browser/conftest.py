"""Chromium for the browser suite: the system's own, headless, one per run."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, sync_playwright

from .person import FIRST_DAY, Person

# Playwright's sync API runs an event loop in this thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session", autouse=True)
def styles() -> Iterator[None]:
    """Let pytest-django's server find the static files in their sources: nothing is collected for a test.

    It does so by itself only where the app stands in the settings under Django's own name.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.test.testcases._StaticFilesHandler", StaticFilesHandler)
        yield


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the browser; CHROMIUM names another one than the system's."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def calendar() -> Iterator[time_machine.Traveller]:
    """Begin on a Monday morning in Bekasi, whatever the machine's own clock says: no walk meets midnight.

    Time goes on from there; `calendar.move_to(moment)` lets days pass.
    """
    with time_machine.travel(FIRST_DAY, tick=True) as traveller:
        yield traveller


@pytest.fixture
def sit(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Person]]:
    """Return a function that puts somebody (a visitor for None) at a browser of their own.

    Every page that they come to is held against the rules of access; all browsers are closed at the end.
    """
    people: list[Person] = []

    def make(user: Any = None, *, javascript: bool) -> Person:
        email = user.email if user else ""
        people.append(Person(chromium, live_server.url, email=email, javascript=javascript))
        return people[-1]

    yield make
    for person in people:
        person.leave()
