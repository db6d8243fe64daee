"""Who needs a second factor, and whether they have one: allauth knows no "required", we ask each time."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings

from . import roles

# Recovery codes alone are no factor: they exist only beside one of these.
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: Any) -> bool:
    """Return whether the person has an active code generator or passkey (one query)."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()


def needs_factor(user: Any) -> bool:
    """Return whether the person acts in an office: staff, superuser, agency liaison or seat."""
    if not settings.SECOND_FACTOR_REQUIRED:
        return False
    return bool(
        user.is_superuser or roles.is_staff(user) or roles.is_liaison(user) or roles.current_seat(user)
    )


def is_last_needed(authenticator: Authenticator) -> bool:
    """Return whether removing this factor would leave somebody without the one that they need."""
    if authenticator.type not in FACTORS or not needs_factor(authenticator.user):
        return False
    return (
        not Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        .exclude(pk=authenticator.pk)
        .exists()
    )
