"""What waits for a moderator: the queue of cases, and citizens' inputs that are held."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.members import roles
from proposals import permissions
from proposals.models import CitizenInput, ModerationCase

from .row import Row


def rows(user: Any) -> Iterator[Row]:
    """Yield what `user` may take on as a moderator, one row for each queue."""
    if not roles.is_moderator(user):
        return
    cases = _count(ModerationCase.objects.waiting_for(user), "opened_at")
    if cases["number"]:
        yield Row(
            icon="warning",
            kind=_("Moderation"),
            title=ngettext("%(number)s case waits", "%(number)s cases wait", cases["number"]) % cases,
            url=reverse("proposals_admin:moderation"),
            verb=_("Go to the queue"),
            text=_("Flagged and held comments, and decisions to look at again."),
            since=cases["oldest"],
        )
    held = CitizenInput.objects.filter(state=CitizenInput.State.HELD).exclude(author=user)
    held = held.exclude(proposal__in=permissions.numbers_of_own(user))
    inputs = _count(held, "created_at")
    if inputs["number"]:
        yield Row(
            icon="warning",
            kind=_("Moderation"),
            title=ngettext(
                "%(number)s citizen's input waits", "%(number)s citizens' inputs wait", inputs["number"]
            )
            % inputs,
            url=reverse("proposals_admin:citizens"),
            verb=_("Go to the queue"),
            text=_("Nobody reads them before a moderator publishes them."),
            since=inputs["oldest"],
        )


def _count(found: "QuerySet[Any]", since: str) -> dict[str, Any]:
    """Return how many there are and since when the oldest waits; one query."""
    return found.order_by().aggregate(number=Count("pk"), oldest=Min(since))
