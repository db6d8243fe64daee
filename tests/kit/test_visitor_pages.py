"""Pages kept for visitors: the same for all, renewed by what happens, never one person's."""

import gzip
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from portal import record
from portal.kit import visitor_pages
from portal.kit.visitor_pages import VisitorPages
from tests.factories.members import UserFactory

SECONDS = 10


@pytest.fixture(autouse=True)
def on(settings, clock, monkeypatch):
    settings.VISITOR_PAGE_SECONDS = SECONDS
    monkeypatch.setattr(visitor_pages, "_signs", [])


class Site:
    """A view that says how often it was asked, behind the middleware."""

    def __init__(self, **headers: str) -> None:
        self.asked = 0
        self.headers = headers
        self.cookie = ""
        self.status = HTTPStatus.OK
        self.pages = VisitorPages(self.view)

    def view(self, request: HttpRequest) -> HttpResponse:
        self.asked += 1
        response = HttpResponse(f"page {self.asked}", status=self.status, headers=self.headers)
        if self.cookie:
            response.set_cookie(self.cookie, "1")
        return response

    def get(self, path: str = "/", cookies: dict[str, str] | None = None, **headers: str) -> HttpResponse:
        request = RequestFactory().get(path, headers=headers)
        request.COOKIES.update(cookies or {})
        return self.pages(request)


def test_a_page_is_made_once_for_all_visitors():
    site = Site()
    assert [site.get().content for _ in range(3)] == [b"page 1"] * 3


def test_each_address_and_query_is_a_page_of_its_own():
    site = Site()
    assert {site.get(path).content for path in ("/", "/a", "/a?x=1", "/a?x=2")} == {
        b"page 1", b"page 2", b"page 3", b"page 4",
    }  # fmt: skip


def test_a_page_is_renewed_after_some_seconds(clock):
    site = Site()
    site.get()
    clock.forward(seconds=SECONDS - 1)
    assert site.get().content == b"page 1"
    clock.forward(seconds=1)
    assert site.get().content == b"page 2"


def test_a_page_is_renewed_as_soon_as_a_sign_changes():
    signs = ["before"]
    visitor_pages.renewed_by(lambda: signs[-1])
    site = Site()
    assert site.get().content == site.get().content == b"page 1"
    signs.append("after")
    assert site.get().content == b"page 2"


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_whoever_is_known_gets_a_page_of_their_own(cookie):
    site = Site()
    site.get()
    assert site.get(cookies={cookie: "x"}).content == b"page 2"
    assert site.get().content == b"page 1"


@pytest.mark.parametrize("header", ["HX-Request", "Authorization"])
def test_what_is_no_plain_request_for_a_page_is_passed_on(header):
    site = Site()
    site.get()
    assert site.get(**{header: "x"}).content == b"page 2"


@pytest.mark.parametrize("headers", [{"Cache-Control": "private"}, {"Content-Type": "application/pdf"}])
def test_what_is_not_for_all_is_not_kept(headers):
    site = Site(**headers)
    site.get()
    assert site.get().content == b"page 2"


def test_a_page_that_sets_a_cookie_is_not_kept():
    site = Site()
    site.cookie = "csrftoken"
    site.get()
    assert site.get().content == b"page 2"


def test_an_error_is_not_kept():
    site = Site()
    site.status = HTTPStatus.NOT_FOUND
    site.get()
    assert site.get().content == b"page 2"


def test_a_form_is_passed_on():
    site = Site()
    site.get()
    assert site.pages(RequestFactory().post("/")).content == b"page 2"


def test_only_so_many_pages_are_kept(monkeypatch):
    monkeypatch.setattr(visitor_pages, "MOST_PAGES", 2)
    site = Site()
    for path in ("/a", "/b", "/a", "/c"):
        site.get(path)
    assert site.get("/a").content == b"page 1"
    assert site.get("/b").content == b"page 4"


def test_only_so_many_bytes_are_kept_however_many_addresses_are_asked_for(monkeypatch):
    site = Site()
    site.get("/a")
    each = next(iter(site.pages._pages.values())).size
    monkeypatch.setattr(visitor_pages, "MOST_BYTES", 3 * each)
    for number in range(50):
        site.get(f"/a?x={number}")
    kept = list(site.pages._pages.values())
    assert sum(page.size for page in kept) == site.pages._size
    assert 1 <= len(kept) <= 3
    assert site.get("/a?x=49").content == b"page 51"
    assert site.get("/a?x=1").content == b"page 52"


def test_a_page_that_is_renewed_is_counted_once(clock):
    site = Site()
    for _time in range(3):
        site.get()
        clock.forward(seconds=SECONDS)
    (kept,) = site.pages._pages.values()
    assert site.pages._size == kept.size


def test_a_reader_who_has_the_page_is_told_so():
    site = Site()
    etag = site.get().headers["ETag"]
    answer = site.get(**{"If-None-Match": etag})
    assert answer.status_code == HTTPStatus.NOT_MODIFIED
    assert answer.content == b""


def test_a_page_is_sent_compressed_to_who_understands_that():
    site = Site()
    site.get()
    answer = site.get(**{"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.content) == b"page 1"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert "Content-Encoding" not in site.get().headers


@pytest.mark.parametrize("encodings", ["gzip", "gzip, br", "identity", ""])
def test_the_length_that_is_told_is_the_length_that_is_sent(encodings):
    """A browser waits for the rest of a page whose length was told before it was compressed."""
    site = Site(**{"Content-Length": "6"})
    for _made_and_kept in range(2):
        answer = site.get(**{"Accept-Encoding": encodings})
        assert int(answer.headers["Content-Length"]) == len(answer.content)


def test_nothing_is_kept_when_it_is_switched_off(settings):
    settings.VISITOR_PAGE_SECONDS = 0
    site = Site()
    site.get()
    assert site.get().content == b"page 2"


@pytest.fixture
def with_the_record(monkeypatch):
    from portal.record.apps import number_of_entries

    monkeypatch.setattr(visitor_pages, "_signs", [number_of_entries])


@pytest.mark.django_db
def test_a_public_act_shows_at_once(with_the_record, client):
    address = reverse("record:index")
    before = client.get(address).content
    assert client.get(address).content == before
    record.act(subject_kind="thing", subject_id=1, verb="open", actor_role="clerk")
    assert client.get(address).content != before


@pytest.mark.django_db
def test_a_kept_page_takes_one_query(with_the_record, client, django_assert_num_queries):
    address = reverse("record:index")
    client.get(address)
    with django_assert_num_queries(1):
        client.get(address)


@pytest.mark.django_db
def test_a_member_never_gets_the_page_of_a_visitor(with_the_record):
    client, user = Client(), UserFactory()
    address = reverse("record:index")
    visitors = client.get(address).content.decode()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert 'href="/meja/"' not in visitors
    assert 'href="/meja/"' in client.get(address).content.decode()
    client.logout()
    assert client.get(address).content.decode() == visitors
