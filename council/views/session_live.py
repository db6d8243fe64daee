"""How a session's page keeps itself current: a stamp that changes with everything done in the session.

Pages that are open ask for the stamp every few seconds (htmx, in templates/council/session.html) and fetch
themselves anew only when it has changed. The answer is the same for everybody, asks for nobody's
sign-in and costs one query.
"""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from council.models import Session
from council.querysets import stamp_of

CHANGED = "session-changed"


@require_safe
def session_stamp(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer 304 while nothing was done in the session; otherwise tell the open page to fetch itself."""
    stamp = stamp_of(pk)
    if not stamp:
        raise Http404
    return _answer(request, stamp)


@require_safe
def rehearsal_stamp(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the same of a rehearsal, to those alone who take part in it."""
    session = get_object_or_404(Session.objects.rehearsals(request.user), pk=pk)
    return _answer(request, session.rehearsal_stamp)


def _answer(request: HttpRequest, stamp: str) -> HttpResponse:
    tag = f'"{stamp}"'
    response: HttpResponse
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(stamp, content_type="text/plain; charset=utf-8")
        response["HX-Trigger"] = CHANGED
    response["ETag"] = tag
    response["Cache-Control"] = "no-store"
    return response


# Nothing in the answer depends on who asks: portal.members.middleware lets it pass unasked.
session_stamp.same_for_everybody = True  # type: ignore[attr-defined]
