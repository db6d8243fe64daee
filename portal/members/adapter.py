"""How allauth makes and guards our accounts: name and consent at sign-up, the last factor kept for staff."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from portal.kit import clock

from . import second_factor
from .demo_password import is_demo_password
from .models import MemberRules


class AccountAdapter(DefaultAccountAdapter):
    """Writes name and consent of a new account, and refuses the password that everybody knows."""

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """Let nobody in by the password of the demo where there is no demo."""
        if is_demo_password(credentials.get("password")):
            return None
        return super().authenticate(request, **credentials)

    def save_user(self, request: Any, user: Any, form: Any, commit: bool = True) -> Any:
        """Keep the name, and which privacy notice was agreed to and when."""
        user.name = form.cleaned_data["name"]
        user.consent_version = MemberRules.load(request_or_site=request).consent_version
        user.consented_at = clock.now()
        user.preferred_language = (getattr(request, "LANGUAGE_CODE", "") or "id")[:2]
        return super().save_user(request, user, form, commit=commit)


class MFAAdapter(DefaultMFAAdapter):
    """Keeps the last factor of those who need one."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether a factor may go: never the last one of staff, liaisons and seats."""
        return not second_factor.is_last_needed(authenticator)
