"""Hole: what one site handed out is taken at another, or leads to another."""

import re

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.test import Client
from django.urls import reverse

from tests.factories.members import PASSWORD, UserFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db

OURS, THEIRS = "a" * 50, "b" * 50
NEW = "kalimat-sandi-penyerang"


def reset_address(client, user):
    """Ask for a new password and return the address in the mail."""
    mail.outbox.clear()
    client.post(reverse("account_reset_password"), {"email": user.email})
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body).group(1)


def set_password(client, path):
    answer = client.get(path, follow=True)
    where = answer.request["PATH_INFO"]
    client.post(where, {"password1": NEW, "password2": NEW})


def test_a_password_link_of_another_site_sets_no_password_here(settings, client):
    """The same account with the same number stands on both sites; their secrets differ."""
    user = UserFactory()
    settings.SECRET_KEY = THEIRS
    foreign = reset_address(client, user)
    settings.SECRET_KEY = OURS
    set_password(Client(), foreign)
    user.refresh_from_db()
    assert not user.check_password(NEW)
    set_password(Client(), reset_address(client, user))
    user.refresh_from_db()
    assert user.check_password(NEW)


def test_a_password_link_holds_once_and_for_its_own_account(settings, client):
    user, other = UserFactory(), UserFactory()
    path = reset_address(client, user)
    key = path.rstrip("/").rsplit("/", 1)[1]
    numbers = reset_address(Client(), other).rstrip("/").rsplit("/", 1)[1].partition("-")[0]
    set_password(Client(), path.replace(key, f"{numbers}-{key.partition('-')[2]}"))
    other.refresh_from_db()
    assert not other.check_password(NEW)
    set_password(Client(), path)
    user.refresh_from_db()
    assert user.check_password(NEW)
    user.set_password(PASSWORD)
    user.save()
    set_password(Client(), path)
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_session_of_another_site_opens_nothing_here(settings, client):
    user = UserFactory()
    settings.SECRET_KEY = THEIRS
    sign_in(client, user)
    assert client.get(reverse("members:account")).status_code == 200
    settings.SECRET_KEY = OURS
    assert client.get(reverse("members:account")).status_code == 302


def test_no_mail_leads_where_the_request_claims_to_stand(settings, client):
    """The Host header is the sender's to choose; what is no host of ours gets no answer and no mail."""
    user = UserFactory()
    address = reverse("account_reset_password")
    for headers in (
        {"HTTP_HOST": "jahat.example"},
        {"HTTP_HOST": "testserver.jahat.example"},
        {"HTTP_HOST": "testserver@jahat.example"},
        {"HTTP_HOST": "jahat.example:80@testserver"},
        {"HTTP_HOST": "testserver\r\nX: y"},
    ):
        mail.outbox.clear()
        assert client.post(address, {"email": user.email}, **headers).status_code == 400, headers
        assert not mail.outbox
    for headers in ({"HTTP_X_FORWARDED_HOST": "jahat.example"}, {"HTTP_FORWARDED": "host=jahat.example"}):
        mail.outbox.clear()
        client.post(address, {"email": user.email}, **headers)
        assert all("jahat.example" not in letter.body for letter in mail.outbox)


def test_a_token_that_anybody_can_compute_is_none(settings):
    """Without the secret of the site nothing that stands in a token opens an account."""
    user = UserFactory()
    settings.SECRET_KEY = OURS
    made = default_token_generator.make_token(user)
    settings.SECRET_KEY = THEIRS
    assert not default_token_generator.check_token(user, made)
