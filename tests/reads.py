"""A watch over reading: a page that reads row by row what one query could bring fails its test."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from zeal import zeal_context

# Wagtail's admin reads its own rows one by one in places; that is theirs to mend.
NOT_OURS = ("/admin/", "/_util/")


def watch_reads(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Return the middleware that watches pages being read; what acts on rows may lock them one by one."""

    def watched(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path.startswith(NOT_OURS):
            return get_response(request)
        with zeal_context():
            return get_response(request)

    return watched
