"""Every way to a password beside allauth's, and to accounts past our actions, closed.

Stands before Wagtail's own addresses. Wagtail's settings only hide its login forms: a POST to them would
still sign in, past the second factor.
"""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from portal.kit.views import SeeOther


def _next(request: HttpRequest) -> str:
    """Return where the person wanted to go, when that is an address of ours."""
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        return wanted
    return ""


# Nothing is read from the body, so an outdated token has nothing to protect.
@csrf_exempt
def login_door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Lead visitors to the one sign-in, and refuse those who are signed in without access to the admin.

    Sending the latter to sign in again would send them around in a circle.
    """
    wanted = _next(request)
    if request.user.is_authenticated:
        if not request.user.has_perm("wagtailadmin.access_admin") and wanted.startswith("/admin"):
            raise PermissionDenied
        return SeeOther(wanted or "/")
    login = reverse("account_login")
    return SeeOther(f"{login}?{urlencode({'next': wanted})}" if wanted else login)


@csrf_exempt
def reset_door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Lead to the one way to a new password."""
    return SeeOther(reverse("account_reset_password"))


def account_door(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Lead to the one account page: Wagtail's asks for a first and a last name, which not everybody has."""
    return SeeOther(reverse("members:account"))


def no_such_page(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Answer 404: Wagtail's bulk actions on accounts would write past our own actions."""
    raise Http404


urlpatterns = [
    re_path(r"^admin/bulk/members/", no_such_page),
    re_path(r"^admin/users/\d+/delete/$", no_such_page),
    re_path(r"^admin/account/?$", account_door),
    path("admin/login/", login_door, name="wagtailadmin_login"),
    re_path(r"^admin/login$", login_door),
    re_path(r"^admin/password_reset(?:/.*)?$", reset_door),
    # Wagtail's front-end login is reached under every language's prefix.
    re_path(r"^(?:[a-z]{2}/)?_util/login/?$", login_door),
]
