"""A browser session that signed in, without walking through the form."""

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import _AUTHENTICATION_METHODS_USER_SESSION_KEY as USER_KEY
from allauth.account.internal.userkit import user_id_to_str
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client

from portal.kit import clock


def sign_in(client: Client, user: AbstractBaseUser) -> None:
    """Sign `user` in and note when and how, as the sign-in form does."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[USER_KEY] = user_id_to_str(user)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": clock.now().timestamp()}]
    session.save()
