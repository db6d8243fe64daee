"""Looks at one page in the browser, narrow and light, then wide and dark, and says what is wrong with it."""

import gzip
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, Page, Request, Response

from .pages_list import Stop
from .pages_words import misplaced

NARROW = {"width": 360, "height": 800}
NARROWEST = {"width": 320, "height": 800}
WIDE = {"width": 1280, "height": 900}
MOST_BYTES = 100_000
MOST_REQUESTS = 15
# Whoever writes gets the tools for it beside: toolbar, pasting, preview, saving by itself.
MOST_REQUESTS_TO_WRITE = 24
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Every visible piece of text and every attribute that is read out, each with the language that it is in.
TEXTS = """() => {
  const found = [];
  const language = node => (node.closest('[lang]') || document.documentElement).lang;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest('script, style, template, noscript, textarea, code')) continue;
    found.push([node.data.trim(), language(parent)]);
  }
  for (const node of document.querySelectorAll('[aria-label], [title], [alt], [placeholder]'))
    for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
      if (node.getAttribute(name)) found.push([node.getAttribute(name), language(node)]);
  for (const node of document.querySelectorAll('input[type=submit], input[type=button]'))
    found.push([node.value, language(node)]);
  // A title cannot mark the language of the member's words in it.
  if (document.documentElement.lang === 'id') found.push([document.title, 'id']);
  return found;
}"""
WIDER_THAN_THE_WINDOW = """() => {
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return null;
  const sticksOut = node => node.getBoundingClientRect().right > page.clientWidth
    || (node.clientWidth && node.scrollWidth > node.clientWidth);
  const wide = [...document.body.querySelectorAll('*')].filter(sticksOut).slice(-3);
  return `${page.scrollWidth} px: ${wide.map(node => `${node.tagName}.${node.className}`).join(', ')}`;
}"""
# In the admin only what stands in its main part is ours; the frame's own message there fades in.
AXE = """async options => {
  const ours = {include: [['main']], exclude: [['[data-controller~="w-messages"]']]};
  const results = await axe.run(location.pathname.startsWith('/admin/') ? ours : document, options);
  return results.violations.map(({id, nodes}) => {
    const where = nodes.slice(0, 3).map(node => node.target.join(' ')).join(' | ');
    const why = nodes[0].any[0] || nodes[0].all[0] || {message: ''};
    return `${id}: ${where} (${nodes.length} places) ${why.message}`;
  });
}"""
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}


def violations(page: Page) -> list[str]:
    """Return what breaks a rule of access on a page as it stands now."""
    page.evaluate(AXE_SCRIPT)
    return page.evaluate(AXE, AXE_OPTIONS)


@dataclass
class Findings:
    """What is wrong, by rule: a line for each page."""

    by_rule: dict[str, list[str]] = field(default_factory=dict)
    heaviest: tuple[int, str] = (0, "")
    most_requests: tuple[int, str] = (0, "")
    visited: int = 0

    def add(self, rule: str, stop: Stop, what: object) -> None:
        """Note a fault."""
        self.by_rule.setdefault(rule, []).append(f"{stop}: {what}")


class Reader:
    """One browser context, in which the pages of one person are looked at."""

    def __init__(self, context: BrowserContext, site: str, findings: Findings) -> None:
        self.site = site
        self.findings = findings
        self.page: Page = context.new_page()
        self.requests: list[str] = []
        self.said: list[str] = []
        self.sizes: dict[str, int] = {}
        self.page.on("request", self._requested)
        self.page.on("console", lambda message: self._heard(message.type, message.text))
        self.page.on("pageerror", lambda error: self._heard("error", str(error)))

    def _requested(self, request: Request) -> None:
        # What a live page asks now and then is no part of its first load, and may still be on its way when
        # the next page is opened.
        asked_later = "hx-request" in request.headers
        if not asked_later and not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)

    def _heard(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.said.append(text)

    def look(self, stop: Stop) -> None:
        """Open the page and note everything that is wrong with it."""
        self.findings.visited += 1
        response = self._open(stop)
        self._judge_answer(stop, response)
        self._judge_weight(stop, response)
        self._judge_frame(stop)
        self.page.evaluate(AXE_SCRIPT)
        self._judge_access(stop, "360 light")
        self.page.set_viewport_size(NARROWEST)
        if wider := self.page.evaluate(WIDER_THAN_THE_WINDOW):
            self.findings.add("sideways", stop, wider)
        self.page.set_viewport_size(WIDE)
        self.page.emulate_media(color_scheme="dark")
        self._judge_access(stop, "1280 dark")
        self._judge_console(stop, response)

    def read(self, stop: Stop) -> None:
        """Open the page for its words alone."""
        self.findings.visited += 1
        self._judge_answer(stop, self._open(stop))
        self._judge_frame(stop)

    def _open(self, stop: Stop) -> Response:
        self.requests.clear()
        self.said.clear()
        self.page.set_viewport_size(NARROW)
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        response = self.page.goto(self.site + stop.path, wait_until="load")
        assert response is not None, stop
        return response

    def _judge_answer(self, stop: Stop, response: Response) -> None:
        if response.status != stop.status:
            self.findings.add("status", stop, f"{response.status} at {response.url}")

    def _judge_weight(self, stop: Stop, response: Response) -> None:
        host = urlsplit(self.site).netloc
        elsewhere = [url for url in self.requests if urlsplit(url).netloc != host]
        if elsewhere:
            self.findings.add("hosts", stop, elsewhere)
        loaded = set(self.requests) - {response.url}
        weight = len(gzip.compress(response.body())) + sum(
            self._size(url) for url in loaded if url not in elsewhere
        )
        self.findings.heaviest = max(self.findings.heaviest, (weight, str(stop)))
        self.findings.most_requests = max(self.findings.most_requests, (len(loaded) + 1, str(stop)))
        if weight > MOST_BYTES:
            self.findings.add("bytes", stop, weight)
        writes = any("/js/writing" in url for url in loaded)
        if len(loaded) + 1 > (MOST_REQUESTS_TO_WRITE if writes else MOST_REQUESTS):
            self.findings.add("requests", stop, len(loaded) + 1)

    def _size(self, url: str) -> int:
        """Return the bytes of a file over the wire, compressed where the server has it compressed."""
        if url not in self.sizes:
            answer = self.page.request.get(url, headers={"Accept-Encoding": "gzip"})
            self.sizes[url] = int(answer.headers.get("content-length") or len(answer.body()))
        return self.sizes[url]

    def _judge_frame(self, stop: Stop) -> None:
        language = self.page.evaluate("document.documentElement.lang")
        if language != stop.language:
            self.findings.add("lang", stop, language)
        headings = self.page.locator("h1").count()
        if headings != 1:
            self.findings.add("h1", stop, f"{headings} of them")
        for fault in misplaced(self.page.evaluate(TEXTS), stop.language):
            self.findings.add(f"words {stop.language}", stop, fault)

    def _judge_access(self, stop: Stop, how: str) -> None:
        for violation in self.page.evaluate(AXE, AXE_OPTIONS):
            self.findings.add("axe", stop, f"{how}: {violation}")

    def _judge_console(self, stop: Stop, response: Response) -> None:
        # The browser reports a page of an error as a failed load; that is what was asked for.
        said = [text for text in self.said if response.ok or "Failed to load resource" not in text]
        if said:
            self.findings.add("console", stop, said)


def contexts(chromium: Any, cookies: list[dict[str, Any]]) -> BrowserContext:
    """Return a fresh browser context with these cookies."""
    context = chromium.new_context(viewport=NARROW, locale="id-ID")
    context.add_cookies(cookies)
    return context
