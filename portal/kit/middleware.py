"""What no view should see as it came (malformed addresses, stale forms), and the admin's own policy."""

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote_to_bytes

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, HttpResponseForbidden
from django.middleware.csrf import CsrfViewMiddleware

from .errors import bad_request

GetResponse = Callable[[HttpRequest], HttpResponseBase]

# Wagtail's page editor needs inline scripts and styles; only /admin/ gets them.
ADMIN_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}


def _is_text(raw: bytes) -> bool:
    """Return whether `raw` is UTF-8 without NUL; PostgreSQL stores nothing else."""
    if b"\x00" in raw:
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


# What a browser may call the text of a form; Python knows "encodings" that make no text at all.
CHARSETS = frozenset({"", "utf-8", "utf8", "us-ascii"})


class RefuseMalformedAddress:
    """Answer 400 to NUL and broken UTF-8 in the path, the query string or a cookie, and to other encodings.

    Without it they reach a query and end as an error of the database.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Refuse the request or pass it on."""
        # Django has decoded the path already and spells bytes that are no UTF-8 as %C0 again.
        path = unquote_to_bytes(request.path_info)
        query = unquote_to_bytes(str(request.META.get("QUERY_STRING", "")).replace("+", " "))
        # A quoted cookie may spell NUL as \000, which Python's cookie parser turns into the character.
        cookies = "".join(request.COOKIES.values())
        charset = (request.content_params or {}).get("charset", "").strip("\"' ").lower()
        malformed = not _is_text(path) or not _is_text(query) or "\x00" in cookies
        if malformed or charset not in CHARSETS:
            return bad_request(request, BadRequest("malformed address"))
        return self.get_response(request)


class AnswerStaleForms(CsrfViewMiddleware):
    """Django's CSRF check, whose refusal an ActionView answers by showing the same form again, filled.

    The view is told by `request.form_is_stale` and performs nothing then. Every other view gets
    Django's refusal.
    """

    def process_view(
        self,
        request: HttpRequest,
        callback: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponseForbidden | None:
        """Return the refusal, or None to go on to the view."""
        refusal = super().process_view(request, callback, args, kwargs)
        view = getattr(callback, "view_class", None)
        if refusal is not None and getattr(view, "answers_stale_forms", False):
            request.form_is_stale = True  # type: ignore[attr-defined]
            return None
        return refusal


class AdminContentPolicy:
    """Give the pages under /admin/ the wider Content-Security-Policy that Wagtail's editor needs."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Mark the response of an admin page for django-csp, and let the editor frame its own preview."""
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            # A preview has passed all middleware once, as the public page that it shows, and is framed here.
            response.headers.pop("Content-Security-Policy", None)
            response._csp_config = ADMIN_POLICY  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
