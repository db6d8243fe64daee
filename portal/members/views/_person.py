"""Who asks, for views behind a sign-in."""

from typing import cast

from django.http import HttpRequest

from ..models import User


def person_of(request: HttpRequest) -> User:
    """Return the signed-in person; only for views that `login_required` guards."""
    return cast(User, request.user)
