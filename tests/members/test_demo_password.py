"""The demo's password opens nothing where there is no demo."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories.members import UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client, settings):
    user = UserFactory()
    user.set_password(settings.DEMO_PASSWORD)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    client.post(reverse("account_login"), {"login": user.email, "password": settings.DEMO_PASSWORD})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("demo", [True, False])
def test_the_demo_password_signs_in_only_where_there_is_a_demo(client, settings, demo):
    settings.DEMO = demo
    assert sign_in(client, settings) is demo


def test_nobody_chooses_the_demo_password(settings):
    settings.DEMO = False
    with pytest.raises(ValidationError):
        validate_password(settings.DEMO_PASSWORD)
    settings.DEMO = True
    validate_password(settings.DEMO_PASSWORD)
