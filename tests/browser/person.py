"""A person at a browser of their own: goes to pages, follows what the page offers, fills in forms.

Every step ends when the page that answers it has loaded, and whatever a page is to say is waited for: a busy
machine makes a test slow, never wrong.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from portal.members.models import User
from tests.factories.members import PASSWORD
from tests.signing import sign_in

from .pages_look import violations

# When a walk begins: a Monday without holidays in the weeks that follow.
FIRST_DAY = datetime(2026, 9, 7, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))
# How long a loaded machine may take for a page, for a save by itself, for what comes without a reload.
PATIENCE_MS = 30_000


class Person:
    """One browser context; a step fails on an error of the server, a missing file, a call to another host.

    Every page that a step leads to is also held against the rules of access.
    """

    def __init__(self, chromium: Browser, site: str, *, email: str = "", javascript: bool = True) -> None:
        self.site = site
        self.email = email
        self.javascript = javascript
        self.context = chromium.new_context(
            java_script_enabled=javascript,
            viewport={"width": 1024, "height": 900},
            locale="id-ID",
            # A colour that is still fading in would be judged by axe as it stands.
            reduced_motion="reduce",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.failures: list[str] = []
        self.signed_in = False
        self._scripts: CDPSession | None = None
        self.page.on("response", self._watch)
        self.page.on("pageerror", lambda error: self.failures.append(f"{error} at {self.page.url}"))

    def _watch(self, response: Any) -> None:
        if urlsplit(response.url).netloc != urlsplit(self.site).netloc and not response.url.startswith(
            "data:"
        ):
            self.failures.append(f"another host was called: {response.url}")
        # A missing page may be what was asked for; a missing file of our own never is.
        if response.status >= (400 if "/static/" in response.url else 500):
            self.failures.append(f"{response.status} at {response.url}")

    # What people do

    def sign_in(self) -> "Person":
        """Sign in beside the form, which would take a slow machine longer than most of what is tested."""
        client = Client()
        sign_in(client, User.objects.get(email=self.email))
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        self.context.clear_cookies()
        self.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.site}])
        self.signed_in = True
        return self

    def sign_in_by_the_form(self) -> "Person":
        """Sign in as everybody does."""
        self.context.clear_cookies()
        self.signed_in = True
        self.open("/akun/login/")
        self.page.fill("main [name=login]", self.email)
        self.page.fill("main [name=password]", PASSWORD)
        self.press("main form button[type=submit]")
        assert "/akun/login/" not in self.page.url, self.text()
        return self

    def open(self, path: str) -> "Person":
        """Go to an address of the site; who has an account signs in first."""
        if self.email and not self.signed_in:
            self.sign_in()
        self.page.goto(path if path.startswith("http") else self.site + path)
        return self._arrive()

    def follow(self, part: str) -> "Person":
        """Go where the first link of the page leads whose address contains `part`: the page must offer it."""
        link = self.page.locator(f'main a[href*="{part}"]').first
        expect(link, f"{self.email or 'a visitor'} is not offered {part} at {self.page.url}").to_be_attached(
            timeout=PATIENCE_MS
        )
        self.page.goto(urljoin(self.page.url, str(link.get_attribute("href"))))
        return self._arrive()

    def press(self, button: Locator | str) -> "Person":
        """Press a button or a link, and wait for the page that it brings.

        The page's own event is waited for: a page that merely changes its address does not count, as a
        draft does when it is saved for the first time and is sent only then.
        """
        found = self.page.locator(button) if isinstance(button, str) else button
        with self.page.expect_event("load", timeout=PATIENCE_MS):
            found.first.click()
        return self._arrive()

    def send(self, *, button: str = "button--primary", **fields: Any) -> "Person":
        """Fill in the form of the page and send it by its main button."""
        self.fill(**fields)
        mark = next(iter(fields), "form_key")
        form = self.page.locator(f'main form:has([name="{mark}"])').last
        return self.press(form.locator(f"button.{button}"))

    def fill(self, **fields: Any) -> "Person":
        """Fill in fields of the page: text, one of several choices, boxes to tick."""
        for name, value in fields.items():
            self._fill(name, value)
        return self

    def _fill(self, name: str, value: Any) -> None:
        field = self.page.locator(f'main [name="{name}"]')
        expect(field.first, f"no field {name} at {self.page.url}").to_be_attached(timeout=PATIENCE_MS)
        kind = field.first.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            self.page.locator(f'main [name="{name}"][value="{value}"]').first.check(force=True)
        elif field.first.evaluate("node => node.tagName") == "SELECT":
            field.first.select_option(str(value))
        else:
            field.first.fill(str(value))

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()

    # What they see

    def _arrive(self) -> "Person":
        assert not self.failures, self.failures
        return self.is_accessible()

    def is_accessible(self) -> "Person":
        """Assert that the page as it stands breaks no rule of access."""
        with self._scripts_allowed():
            assert (found := violations(self.page)) == [], (self.page.url, found)
        return self

    @contextmanager
    def _scripts_allowed(self) -> Iterator[None]:
        """Let axe run where the browser runs no scripts: the page's own were skipped and stay skipped."""
        if self.javascript:
            yield
            return
        if self._scripts is None:
            self._scripts = self.context.new_cdp_session(self.page)
        try:
            # Chromium takes the permission only from whoever has forbidden it.
            for forbidden in (True, False):
                self._scripts.send("Emulation.setScriptExecutionDisabled", {"value": forbidden})
            yield
        finally:
            self._scripts.send("Emulation.setScriptExecutionDisabled", {"value": True})

    def text(self) -> str:
        """Return the words of the page's main part."""
        return self.page.locator("main").inner_text()

    def sees(self, *words: str) -> "Person":
        """Assert that the main part of the page says all of `words`, at once or soon."""
        for word in words:
            expect(self.page.locator("main"), f"{word!r} is not said at {self.page.url}").to_contain_text(
                word, use_inner_text=True, timeout=PATIENCE_MS
            )
        return self

    def holds(self, name: str, value: str) -> "Person":
        """Assert that the form holds `value` in its field `name`, at once or soon."""
        field = self.page.locator(f'main [name="{name}"]')
        expect(field, f"{name} at {self.page.url}").to_have_value(value, timeout=PATIENCE_MS)
        return self

    def sees_not(self, *words: str) -> "Person":
        """Assert that the page says none of `words`, not even in its markup."""
        markup = self.page.content()
        for word in words:
            assert word not in markup, f"{word!r} stands at {self.page.url}"
        return self
