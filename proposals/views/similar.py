"""Proposals with a title like the one being typed, with their state and the way to support them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import permissions
from ..lifecycle import State
from ..models import Proposal, Support
from ..similar import similar_to

# A title longer than its column is compared by its beginning.
MOST_TYPED = 300
# More digits are no number of a proposal.
MOST_DIGITS = 9


@dataclass(frozen=True)
class Similar:
    """A proposal like the one being written, and what this person can do with it."""

    proposal: Proposal
    may_support: bool
    supported: bool


@never_cache
@require_safe
@login_required
def similar(request: HttpRequest) -> HttpResponse:
    """Answer the page that is being written with the proposals like ?judul=, without the one of ?kecuali=."""
    but = request.GET.get("kecuali", "")
    is_number = but.isascii() and but.isdigit() and len(but) <= MOST_DIGITS
    found = similar_for(request.user, request.GET.get("judul", ""), but=int(but) if is_number else None)
    return render(request, "proposals/_similar_rows.html", {"similar": found})


def similar_for(user: Any, title: str, *, but: int | None = None) -> list[Similar]:
    """Return the proposals like `title` with what `user` can do with each, in a fixed number of queries."""
    found = similar_to(title[:MOST_TYPED], user, but=but)
    own = Support.objects.filter(user=user, proposal__in=found)
    supported = set(own.values_list("proposal_id", flat=True))
    # Who may support one discussion may support each of them.
    discussed = next((each for each in found if each.phase == State.DISCUSSION), None)
    may = discussed is not None and bool(permissions.can_support(user, discussed))
    return [
        Similar(
            proposal=each,
            may_support=may
            and each.phase == State.DISCUSSION
            and each.author_id != user.pk
            and each.pk not in supported,
            supported=each.pk in supported,
        )
        for each in found
    ]
