"""Chromium for the browser suite: the system's own, headless, one per run."""

import os
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import Browser, sync_playwright

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
