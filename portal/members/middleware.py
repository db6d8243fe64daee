"""What holds for whoever is signed in, at every address: shared devices, and the second factor of offices."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from . import second_factor, shared_device

GetResponse = Callable[[HttpRequest], HttpResponse]

# What somebody without a factor still reaches: activating one, confirming the password for it, leaving.
OPEN_NAMES = {"account_logout", "account_reauthenticate", "account_email", "javascript-catalog"}


class LimitSharedDevices:
    """Signs out whoever was idle for too long on a shared device, before anything reads who they are."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on as the person, or as a visitor whose time has run out."""
        if shared_device.has_run_out(request):
            logout(request)
        return self.get_response(request)


class RequireSecondFactor:
    """Staff, liaisons and seats work with a second factor; until they have one every page leads to it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the view's name is known only in `process_view`."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *args: Any) -> HttpResponse | None:
        """Return the way to activation for those who still need it, or None to go on."""
        if getattr(view, "same_for_everybody", False):
            return None
        name = (request.resolver_match.url_name or "") if request.resolver_match else ""
        if name.startswith("mfa_") or name in OPEN_NAMES or not request.user.is_authenticated:
            return None
        if not second_factor.needs_factor(request.user) or second_factor.has_factor(request.user):
            return None
        messages.warning(
            request,
            _("Your office needs two-step verification. Activate it here; then everything is open to you."),
        )
        return redirect("mfa_index")
