"""Every answer that a form can get: done once, refused in words, given back filled."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.test import Client

from portal.kit.models import FormKey
from portal.kit.once import forget_old_keys, once

from . import notes_urls

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.notes_urls")]
LONG_TEXT = "Tulisan panjang yang tidak boleh hilang."


@pytest.fixture
def person():
    return get_user_model().objects.create_user(email="sekar@contoh.example", name="Sekar")


@pytest.fixture
def signed_in(person):
    client = Client()
    client.force_login(person)
    notes_urls.KEPT.clear()
    return client


def test_the_form_is_shown_to_whom_the_rule_admits(signed_in):
    response = signed_in.get("/tulis/1/")
    assert response.status_code == 200
    assert "Simpan catatan" in response.content.decode()


def test_a_visitor_who_opens_the_form_is_led_to_sign_in():
    response = Client().get("/tulis/1/?bagian=2")
    assert response.status_code == 302
    assert response["Location"] == "/akun/login/?next=/tulis/1/%3Fbagian%3D2"


def test_a_refusal_is_said_before_anything_is_typed(signed_in):
    response = signed_in.get("/tulis/403/")
    assert response.status_code == 403
    assert "Catatan sudah ditutup." in response.content.decode()


def test_a_good_form_acts_and_leads_on(signed_in):
    response = signed_in.post("/tulis/1/", {"body": "satu", "form_key": "k1"})
    assert (response.status_code, response["Location"]) == (303, "/catatan-uji/1/1/")
    assert notes_urls.KEPT == ["satu"]


def test_another_text_with_the_same_key_is_another_form(signed_in):
    # Whoever goes back in the browser finds the old form, key and all.
    signed_in.post("/tulis/1/", {"body": "satu", "form_key": "k1"})
    signed_in.post("/tulis/1/", {"body": "dua", "form_key": "k1"})
    assert notes_urls.KEPT == ["satu", "dua"]


def test_the_key_of_what_is_never_shown_again_does_not_depend_on_it(signed_in):
    for body in ("ya", "tidak"):
        signed_in.post("/rahasia/1/", {"body": body, "form_key": "k1"})
    assert notes_urls.KEPT == ["ya"]


def test_a_form_beyond_all_measure_is_refused_for_its_size(signed_in):
    response = signed_in.post("/tulis/1/", {"body": "x" * 3_000_000})
    assert response.status_code == 400
    assert "lebih besar" in response.content.decode()


def test_the_same_form_sent_twice_acts_once_and_leads_to_the_same_address(signed_in):
    first = signed_in.post("/tulis/1/", {"body": "satu", "form_key": "k1"})
    second = signed_in.post("/tulis/1/", {"body": "satu", "form_key": "k1"})
    assert first["Location"] == second["Location"]
    assert notes_urls.KEPT == ["satu"]


def test_a_key_is_good_for_one_address(signed_in):
    signed_in.post("/tulis/1/", {"body": "satu", "form_key": "k1"})
    response = signed_in.post("/tulis/2/", {"body": "dua", "form_key": "k1"})
    assert response["Location"] == "/catatan-uji/2/2/"
    assert notes_urls.KEPT == ["satu", "dua"]


@pytest.mark.parametrize("key", ["", "\x00", "k" * 5000])
def test_whatever_key_comes_the_form_acts(signed_in, key):
    assert signed_in.post("/tulis/1/", {"body": "satu", "form_key": key}).status_code == 303


def test_two_people_with_the_same_key_are_two_forms(signed_in):
    other = Client()
    other.force_login(get_user_model().objects.create_user(email="lain@contoh.example", name="Lain"))
    signed_in.post("/tulis/1/", {"body": "satu", "form_key": "k1"})
    other.post("/tulis/1/", {"body": "dua", "form_key": "k1"})
    assert notes_urls.KEPT == ["satu", "dua"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("", 422, ""),
        ("x" * 201, 422, ""),
        ("salah", 422, "Isi ini keliru."),
        ("terlambat", 409, "lebih dahulu"),
    ],
)
def test_a_bad_form_comes_back_filled_with_the_reason(signed_in, body, status, words):
    response = signed_in.post("/tulis/1/", {"body": body, "form_key": "k1"})
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert body in page
    assert notes_urls.KEPT == []
    assert not FormKey.objects.exists(), "a form that failed may be sent again"


def test_what_an_action_finds_wrong_elsewhere_stands_on_top(signed_in):
    response = signed_in.post("/tulis/1/", {"body": "salah"})
    assert response.context["form"].non_field_errors() == ["Bagian lain keliru."]


@pytest.mark.parametrize("number", [1, 7])
def test_an_expired_session_gives_the_text_back_and_stores_nothing(signed_in, number):
    response = Client().post(f"/tulis/{number}/", {"body": LONG_TEXT, "form_key": "k1"})
    page = response.content.decode()
    assert response.status_code == 403
    assert LONG_TEXT in page
    assert "/akun/login/" in page
    assert notes_urls.KEPT == []


def test_a_choice_offered_to_the_person_alone_survives_an_expired_session():
    page = Client().post("/tulis/1/", {"body": LONG_TEXT, "speaks_as": "mewakili-3"}).content.decode()
    assert '<input type="hidden" name="speaks_as" value="mewakili-3"' in page


def test_a_choice_that_is_not_offered_is_refused_without_its_inner_value():
    form = notes_urls.NoteForm({"body": "isi", "speaks_as": "mewakili-3"})
    assert "mewakili-3" not in str(form.errors["speaks_as"])


def test_an_outdated_token_gives_the_text_back_with_a_fresh_one(person):
    notes_urls.KEPT.clear()
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    response = client.post("/tulis/1/", {"body": LONG_TEXT, "form_key": "k1"})
    page = response.content.decode()
    assert response.status_code == 403
    assert LONG_TEXT in page
    assert notes_urls.KEPT == []
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    again = client.post(
        "/tulis/1/", {"body": LONG_TEXT, "form_key": "k1", "csrfmiddlewaretoken": token.group(1)}
    )
    assert again.status_code == 303
    assert notes_urls.KEPT == [LONG_TEXT]


def test_a_secret_is_never_put_back(signed_in):
    for client, body in ((Client(), "setuju-rahasia"), (signed_in, "terlambat")):
        response = client.post("/rahasia/1/", {"body": body})
        assert response.status_code in {403, 409}
        assert body not in response.content.decode().replace("Orang lain lebih dahulu", "")


def test_what_nobody_may_know_of_is_not_found(signed_in):
    assert signed_in.post("/tulis/404/", {"body": "x"}).status_code == 404


@pytest.mark.parametrize(
    "address", ["/lain/?q=%00", "/lain/?q=%ff", "/lain/%00", "/lain/?q=%ED%A0%80", "/%C0%AE/"]
)
def test_a_malformed_address_is_a_bad_request(address):
    assert Client().get(address).status_code == 400


@pytest.mark.parametrize("charset", ["rot13", "base64", "utf-16", "utf-7", "idna", "nonsense", "zlib"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_in_another_encoding_is_a_bad_request(charset, kind):
    """Django takes any of Python's encodings from the header, those that make no text among them."""
    body = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n'
    client = Client(raise_request_exception=False)
    for named in (charset, f'"{charset}"', charset.upper()):
        response = client.generic("POST", "/lain/", body, content_type=f"{kind}; charset={named}")
        assert response.status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_a_form_in_utf_8_is_read(charset):
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    assert Client().post("/lain/", "a=b", content_type=kind).status_code != 400


def test_nul_smuggled_in_a_cookie_is_a_bad_request():
    assert (
        Client(headers={"Cookie": 'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000a"'})
        .get("/lain/")
        .status_code
        == 400
    )


@pytest.mark.parametrize("body", ["a\x00b", "a\ud800b", "a\ufffdb"])
def test_text_that_cannot_be_stored_is_refused_in_its_field(body):
    form = notes_urls.NoteForm({"body": body})
    assert not form.is_valid()
    assert list(form.errors) == ["body"]


def test_keys_are_forgotten_after_a_day(person, clock):
    once(person=person, key="lama", make=lambda: "/x/")
    clock.forward(hours=23)
    assert forget_old_keys() == 0
    clock.forward(hours=2)
    assert forget_old_keys() == 1


def test_another_broken_constraint_is_not_taken_for_a_repetition(person):
    def clash():
        get_user_model().objects.create_user(email=person.email, name="Kembar")
        return "/x/"

    with pytest.raises(IntegrityError):
        once(person=person, key="k", make=clash)
