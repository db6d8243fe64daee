"""Take the pictures of docs/screenshots/ from a running portal with demo content.

    .venv/bin/python -m tools.screenshots http://127.0.0.1:8000

Each main page at 360 and 1280 pixels, light and dark; colours are reduced so that the pictures stay small.
"""

import re
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools import demo_accounts
from tools.chromium import find

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
HEIGHT = 900
# Enough of a long page to judge it by.
TALLEST = 3200
COLOURS = 64
AUTHOR = "pengusul@dkc.example"

# Name, address (or a pattern of a link and the page that holds it), and who looks.
PAGES: tuple[tuple[str, str, str, str], ...] = (
    ("home", "/", "", ""),
    ("proposals", "/usulan/", "", ""),
    ("proposal", "/usulan/", r"/usulan/\d+/angkutan-pelajar[^\"]*", ""),
    ("session", "/sidang/", r"/sidang/2/", ""),
    ("decisions", "/keputusan/", "", ""),
    ("decision", "/keputusan/", r"/keputusan/\d+/rek-002/", ""),
    ("working-group", "/pokja/sosial/", "", ""),
    ("desk", "/meja/", "", AUTHOR),
    ("write", "/usulan/baru/", "", AUTHOR),
    ("sign-in", "/akun/login/", "", ""),
)


def address_of(page: Page, site: str, start: str, pattern: str) -> str:
    """Return the address to take, following the first link on `start` that matches `pattern`, if any."""
    if not pattern:
        return site + start
    page.goto(site + start)
    found = re.search(f'href="({pattern})"', page.content())
    if found is None:
        raise SystemExit(f"{start} has no link like {pattern}: is the demo content loaded?")
    return site + found.group(1)


def sign_in(page: Page, site: str, email: str) -> None:
    """Sign in by the form."""
    page.goto(f"{site}/akun/login/")
    page.fill("main [name=login]", email)
    page.fill("main [name=password]", demo_accounts.password())
    page.click("main form button[type=submit]")
    page.wait_for_load_state()


def take(browser: Browser, site: str, width: int, scheme: str) -> None:
    """Take every page at one width in one colour scheme."""
    for name, start, pattern, email in PAGES:
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = context.new_page()
        if email:
            sign_in(page, site, email)
        page.goto(address_of(page, site, start, pattern))
        picture = Image.open(BytesIO(page.screenshot(full_page=True))).convert("RGB")
        picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
        picture.quantize(COLOURS).save(FOLDER / f"{name}-{width}-{scheme}.png", optimize=True)
        context.close()


def main() -> None:
    """Take all pictures of the site named on the command line."""
    site = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-gpu"])
        for width in WIDTHS:
            for scheme in SCHEMES:
                take(browser, site, width, scheme)
        browser.close()


if __name__ == "__main__":
    main()
