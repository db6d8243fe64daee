"""My desk: what waits for the person who is signed in, the nearest promise first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..desk import desk_of


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Show the desk."""
    return render(request, "home/desk.html", {"desk": desk_of(request.user)})
