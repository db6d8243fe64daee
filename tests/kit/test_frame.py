"""The frame of every page: landmarks, languages, cards for sharing, account pages, error pages."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

pytestmark = pytest.mark.django_db

ACCOUNT_PAGES = [
    "/akun/login/",
    "/akun/signup/",
    "/akun/password/reset/",
    "/akun/password/reset/done/",
    "/akun/password/reset/key/1-bad-token/",
    "/akun/inactive/",
]


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", ACCOUNT_PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_account_pages_stand_in_the_frame(client, path, prefix):
    html = page(client, prefix + path)
    assert f'<html lang="{"en" if prefix else "id"}">' in html
    assert html.count("<h1") == 1
    assert 'href="#content"' in html
    assert 'id="content"' in html


@pytest.mark.parametrize("path", ACCOUNT_PAGES)
def test_account_pages_need_no_inline_style_or_script(client, path):
    html = page(client, path)
    assert "style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]*\b(?:src|type=\"application/json\"))", html)
    assert not re.search(r"\son[a-z]+=", html)


def test_no_page_names_another_host_but_in_links(client):
    html = page(client, "/akun/login/")
    loaded = re.findall(r'<(?:link|script|img|use)[^>]*(?:href|src)="(https?://[^"]+)"', html)
    assert all(address.startswith("http://127.0.0.1:8000") for address in loaded)


def test_a_page_can_be_shared_and_found(client):
    html = page(client, "/akun/login/")
    for name in ("og:title", "og:description", "og:image", "og:url"):
        assert f'property="{name}"' in html
    assert 'rel="canonical"' in html
    assert 'hreflang="en" href="http://127.0.0.1:8000/en/akun/login/"' in html


def test_the_other_language_is_one_link_away(client):
    html = page(client, "/akun/login/")
    assert re.search(r'<a href="/en/akun/login/" lang="en" hreflang="en">English</a>', html)


def test_the_menu_works_without_script(client):
    html = page(client, "/akun/login/")
    assert '<details class="site-menu">' in html


@pytest.mark.parametrize("demo", [True, False])
def test_invented_content_is_announced_only_where_it_is_loaded(client, demo):
    from home.site_settings import PortalSettings

    PortalSettings.load()
    PortalSettings.objects.update(demo_content=demo)
    assert ("Data contoh" in page(client, "/akun/login/")) is demo


def test_an_account_page_is_named_after_the_council_not_the_host(client):
    assert "testserver</span>" not in page(client, "/akun/login/")


def test_sign_in_says_what_was_wrong_and_keeps_the_address(client):
    answer = client.post("/akun/login/", {"login": "wulan@contoh.id", "password": "salah"})
    html = answer.content.decode()
    assert 'role="alert"' in html
    assert "Email atau kata sandi belum cocok" in html
    assert 'value="wulan@contoh.id"' in html
    assert "salah" not in re.findall(r'<input[^>]*name="password"[^>]*>', html)[0]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("400", "tidak dapat dibaca"),
        ("403", "belum terbuka"),
        ("404", "Belum ada halaman"),
        ("429", "Terlalu banyak"),
    ],
)
def test_each_error_says_what_happened_and_the_way_out(name, words):
    request = RequestFactory().get("/tidak-ada/")
    request.user = AnonymousUser()
    html = render_to_string(f"{name}.html", request=request)
    assert words in html
    assert 'class="button' in html
    with override("en"):
        english = render_to_string(f"{name}.html", request=request)
    assert words not in english


def test_who_is_not_signed_in_is_led_back_after_signing_in():
    request = RequestFactory().get("/sidang/3/", {"a": "b"})
    request.user = AnonymousUser()
    html = render_to_string("403.html", request=request)
    assert "/akun/login/?next=/sidang/3/%3Fa%3Db" in html


def test_an_unknown_address_is_answered_in_words(client):
    answer = client.get("/halaman/yang/tidak/ada/")
    assert answer.status_code == 404
    assert "Belum ada halaman di alamat ini" in answer.content.decode()
