"""Keeps the pages that visitors read in memory, until something public happens or a few seconds have passed.

Most readers are not signed in and see the same page. It is kept in each process, because a table would
have to be written for every page that is read, and compressed beside the plain one. What renews the pages
at once is registered by the app that knows it (`renewed_by`); what nobody registered shows after
VISITOR_PAGE_SECONDS.
"""

import gzip
import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from . import clock

MOST_PAGES = 512
# Whoever asks for one page with ever new parameters fills no more than this.
MOST_BYTES = 48 * 1024 * 1024
LARGEST_PAGE = 512 * 1024
LONGEST_ADDRESS = 300
# A flash message waits for the reader who holds it.
PERSONAL_COOKIES = {"messages"}
# As Django's own middleware reads it.
_GZIP = re.compile(r"\bgzip\b")
_signs: list[Callable[[], Hashable]] = []


def renewed_by(sign: Callable[[], Hashable]) -> None:
    """Renew all kept pages as soon as what `sign` returns changes. It is asked at each request: be cheap."""
    _signs.append(sign)


def signs() -> tuple[Hashable, ...]:
    """Return what all registered signs say now: something kept beside it holds while it stays the same."""
    return tuple(sign() for sign in _signs)


@dataclass(frozen=True)
class Kept:
    """A page as it was answered, with the signs under which it was made."""

    signs: tuple[Hashable, ...]
    until: datetime
    content: bytes
    compressed: bytes
    headers: dict[str, str]

    @property
    def size(self) -> int:
        """Return how many bytes the page takes, plain and compressed."""
        return len(self.content) + len(self.compressed)

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Return the page, compressed where that is understood, or 304 to a reader who has it already."""
        if _GZIP.search(request.headers.get("Accept-Encoding", "")):
            response = HttpResponse(self.compressed, headers={**self.headers, "Content-Encoding": "gzip"})
        else:
            response = HttpResponse(self.content, headers=self.headers)
        # Not the length that the page had before it was compressed: a browser would wait for the rest.
        response.headers["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ["Accept-Encoding"])
        return get_conditional_response(request, etag=self.headers["ETag"], response=response) or response


class VisitorPages:
    """Answers visitors from memory. Whoever has a session, or sends anything, is passed on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._pages: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from memory where that holds, else make the page and keep it."""
        if not settings.VISITOR_PAGE_SECONDS or not _is_visitors(request):
            return self.get_response(request)
        key = (request.method or "", request.META.get("HTTP_HOST", ""), request.get_full_path())
        # Read before the page is made: what happens meanwhile renews it.
        now_signs = signs()
        kept = self._find(key)
        if kept and kept.signs == now_signs and clock.now() < kept.until:
            return kept.answer(request)
        response = self.get_response(request)
        if not _is_for_all(response):
            return response
        kept = _kept(response, now_signs)
        self._keep(key, kept)
        return kept.answer(request)

    def _find(self, key: tuple[str, ...]) -> Kept | None:
        with self._lock:
            if key in self._pages:
                self._pages.move_to_end(key)
            return self._pages.get(key)

    def _keep(self, key: tuple[str, ...], kept: Kept) -> None:
        with self._lock:
            before = self._pages.pop(key, None)
            self._size += kept.size - (before.size if before else 0)
            self._pages[key] = kept
            while len(self._pages) > MOST_PAGES or self._size > MOST_BYTES:
                _key, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size


def _is_visitors(request: HttpRequest) -> bool:
    """Return whether the request is for a whole page, from somebody about whom nothing is known."""
    personal = PERSONAL_COOKIES | {settings.SESSION_COOKIE_NAME}
    return (
        request.method in {"GET", "HEAD"}
        and personal.isdisjoint(request.COOKIES)
        and "HX-Request" not in request.headers
        and "Authorization" not in request.headers
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def _is_for_all(response: HttpResponseBase) -> bool:
    """Return whether every visitor may get this answer: a page that sets no cookie and forbids no cache."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == HTTPStatus.OK
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "Cache-Control" not in response.headers
        and not response.cookies
        and len(response.content) <= LARGEST_PAGE
    )


def _kept(response: HttpResponseBase, made_under: tuple[Hashable, ...]) -> Kept:
    content = response.content  # type: ignore[attr-defined]
    # A browser may keep the page too, and asks each time whether it still holds. Weak: the same page comes
    # plain and compressed.
    own = {"ETag": f'W/"{hashlib.sha256(content).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    until = clock.now() + timedelta(seconds=settings.VISITOR_PAGE_SECONDS)
    return Kept(made_under, until, content, gzip.compress(content, mtime=0), {**response.headers, **own})
