"""A person at a browser of their own: goes to pages, follows what the page offers, fills in forms."""

from typing import Any
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, Locator, Page

PASSWORD = "sandi-uji-yang-panjang"
PATIENCE_MS = 15_000


class Person:
    """One browser context; a step fails when the server answers with an error or another host is called."""

    def __init__(self, chromium: Browser, site: str, *, email: str = "", javascript: bool = True) -> None:
        self.site = site
        self.email = email
        self.context = chromium.new_context(
            java_script_enabled=javascript, viewport={"width": 1024, "height": 900}, locale="id-ID"
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.failures: list[str] = []
        self.signed_in = False
        self.page.on("response", self._watch)

    def _watch(self, response: Any) -> None:
        if urlsplit(response.url).netloc != urlsplit(self.site).netloc and not response.url.startswith(
            "data:"
        ):
            self.failures.append(f"another host was called: {response.url}")
        if response.status >= 500:
            self.failures.append(f"{response.status} at {response.url}")

    def sign_in(self) -> "Person":
        """Sign in by the form, as everybody does."""
        self.context.clear_cookies()
        self.signed_in = True
        self.open("/akun/login/")
        self.page.fill("main [name=login]", self.email)
        self.page.fill("main [name=password]", PASSWORD)
        with self.page.expect_navigation():
            self.page.click("main form button[type=submit]")
        self._settle()
        assert "/akun/login/" not in self.page.url, self.text()
        return self

    def open(self, path: str) -> "Person":
        """Go to an address of the site; who has an account signs in first."""
        if self.email and not self.signed_in:
            self.sign_in()
        self.page.goto(path if path.startswith("http") else self.site + path)
        self._settle()
        return self

    def follow(self, part: str) -> "Person":
        """Click the first link of the page whose address contains `part`: the page must offer it."""
        link = self.page.locator(f'main a[href*="{part}"]').first
        assert link.count(), (
            f"{self.email or 'visitor'} is not offered {part} at {self.page.url}:\n{self.text()}"
        )
        self.page.goto(urljoin(self.page.url, str(link.get_attribute("href"))))
        self._settle()
        return self

    def send(self, *, button: str = "button--primary", **fields: Any) -> "Person":
        """Fill in the form of the page and send it by its main button."""
        for name, value in fields.items():
            self._fill(name, value)
        mark = next(iter(fields), "form_key")
        form = self.page.locator(f'main form:has([name="{mark}"])').last
        # A draft that is being saved is sent only then: the next page is waited for, not the click.
        with self.page.expect_navigation():
            form.locator(f"button.{button}").first.click()
        self._settle()
        return self

    def _fill(self, name: str, value: Any) -> None:
        field = self.page.locator(f'main [name="{name}"]')
        assert field.count(), f"no field {name} at {self.page.url}:\n{self.text()}"
        kind = field.first.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            self._choose(field, str(value))
        elif field.first.evaluate("node => node.tagName") == "SELECT":
            field.first.select_option(str(value))
        else:
            field.first.fill(str(value))

    def _choose(self, field: Locator, value: str) -> None:
        for place in range(field.count()):
            if field.nth(place).get_attribute("value") == value:
                field.nth(place).check(force=True)
                return
        raise AssertionError(f"no choice {value} at {self.page.url}")

    def _settle(self) -> None:
        self.page.wait_for_load_state()
        assert not self.failures, self.failures

    def text(self) -> str:
        """Return the words of the page's main part."""
        return self.page.locator("main").inner_text()

    def sees(self, *words: str) -> "Person":
        """Assert that the main part of the page says all of `words`."""
        said = " ".join(self.text().split())
        for word in words:
            assert word in said, f"{word!r} is not said at {self.page.url}:\n{said}"
        return self

    def holds(self, name: str, value: str) -> "Person":
        """Assert that the form still holds what was typed into the field `name`."""
        assert self.page.locator(f'main [name="{name}"]').input_value() == value
        return self

    def sees_not(self, *words: str) -> "Person":
        """Assert that the page says none of `words`, not even in its markup."""
        markup = self.page.content()
        for word in words:
            assert word not in markup, f"{word!r} stands at {self.page.url}"
        return self
