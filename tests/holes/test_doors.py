"""Hole: a password that lets in without the second factor, by any address that takes one."""

import base64

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from tests.addresses import addresses
from tests.factories.members import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def protected():
    """Return an administrator whose password the attacker knows, and whose telephone the attacker has not."""
    user = UserFactory(is_superuser=True)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def credentials(user):
    names = ("login", "username", "email", "user", "name")
    words = ("password", "password1", "passwd", "pw")
    return {**dict.fromkeys(names, user.email), **dict.fromkeys(words, PASSWORD), "next": "/admin/"}


def test_no_address_of_the_site_takes_a_password_alone(protected):
    tried = 0
    for address in addresses():
        values = {name: 1 if name in address.numbers | {"pk"} else "x" for name in address.parameters}
        client = Client(raise_request_exception=False)
        client.post(address.path(values), credentials(protected))
        assert SESSION_KEY not in client.session, address.route
        tried += 1
    assert tried > 300


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/akun/", "/meja/"])
def test_a_password_in_the_header_lets_nobody_in(protected, path):
    word = base64.b64encode(f"{protected.email}:{PASSWORD}".encode()).decode()
    client = Client()
    assert client.get(path, headers={"authorization": f"Basic {word}"}).status_code == 302
    assert SESSION_KEY not in client.session


def test_the_half_open_sign_in_opens_nothing_but_its_next_step(protected):
    """Between password and code there is a session: it is nobody's yet."""
    client = Client()
    answer = client.post(reverse("account_login"), {"login": protected.email, "password": PASSWORD})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    for path in ("/admin/", "/meja/", reverse("members:account"), reverse("mfa_index")):
        assert client.get(path).status_code == 302, path
        assert SESSION_KEY not in client.session
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert SESSION_KEY not in client.session


def test_a_new_password_by_mail_does_not_replace_the_second_factor(protected, mailoutbox):
    client = Client()
    client.post(reverse("account_reset_password"), {"email": protected.email})
    path = mailoutbox[0].body.split("://", 1)[1].split("/", 1)[1].split()[0]
    where = client.get(f"/{path}", follow=True).request["PATH_INFO"]
    client.post(where, {"password1": "kalimat-sandi-penyerang", "password2": "kalimat-sandi-penyerang"})
    assert SESSION_KEY not in client.session
    client.post(reverse("account_login"), {"login": protected.email, "password": "kalimat-sandi-penyerang"})
    assert SESSION_KEY not in client.session


def test_a_session_that_was_there_before_is_not_the_one_that_is_signed_in(client):
    """Whoever planted a session's key in a browser does not get in when its owner signs in."""
    user = UserFactory()
    client.get(reverse("account_login"))
    client.session["planted"] = True
    client.session.save()
    planted = client.session.session_key
    client.cookies["sessionid"] = planted
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert SESSION_KEY in client.session
    assert client.session.session_key != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert SESSION_KEY not in thief.session


@pytest.mark.parametrize(
    "wanted",
    [
        "https://jahat.example/",
        "//jahat.example",
        "/\\jahat.example",
        "javascript:alert(1)",
        "\t//jahat.example",
        "http:jahat.example",
        "https:///jahat.example",
        "/%09/jahat.example",
        "\x01//jahat.example",
    ],
)
def test_signing_in_and_out_leads_to_no_other_site(wanted):
    user = UserFactory()
    client = Client()
    sent = {"login": user.email, "password": PASSWORD, "next": wanted}
    answer = client.post(reverse("account_login"), sent)
    assert leads_here(answer), answer.get("Location")
    for path in (reverse("account_login"), "/admin/login/", reverse("account_logout")):
        assert leads_here(client.get(path, {"next": wanted})), path
    assert leads_here(client.post(reverse("account_logout"), {"next": wanted}))


def leads_here(answer):
    """Return whether the answer is no way out: no redirect, or a plain path of ours, as browsers read it."""
    location = answer.get("Location", "/")
    plain = location.translate(dict.fromkeys(range(33))).replace("\\", "/")
    return plain.startswith("/") and not plain.startswith("//")
