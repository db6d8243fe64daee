"""Whether the person at the device has shown lately that it is they: asked before what only they may do."""

from datetime import datetime

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode


def signed_in_since(request: HttpRequest, moment: datetime) -> bool:
    """Return whether this browser session signed in, or confirmed its sign-in, at or after `moment`."""
    records = get_authentication_records(request, request.user)
    return any(record["at"] >= moment.timestamp() for record in records)


def confirm_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Lead to the confirmation of the sign-in, and from there back to this page.

    For the page that shows a form, never for its POST: a form that is sent must not be kept in between.
    """
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{query}")
