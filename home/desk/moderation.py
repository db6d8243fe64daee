"""What waits for a moderator: the queue of cases, and citizens' inputs that are held."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.members import roles
from proposals import permissions
from proposals.models import CitizenInput, ModerationCase

from ..tally import tally
from .row import Row


def rows(user: Any) -> Iterator[Row]:
    """Yield what `user` may take on as a moderator, one row for each queue."""
    if not roles.is_moderator(user):
        return
    cases = tally(ModerationCase.objects.waiting_for(user), "opened_at")
    if cases["count"]:
        yield Row(
            icon="warning",
            kind=_("Moderation"),
            title=ngettext("%(number)s case waits", "%(number)s cases wait", cases["count"])
            % {"number": cases["count"]},
            url=reverse("proposals_admin:moderation"),
            verb=_("Go to the queue"),
            text=_("Flagged and held comments, and decisions to look at again."),
            since=cases["oldest"],
        )
    held = CitizenInput.objects.filter(state=CitizenInput.State.HELD).exclude(author=user)
    held = held.exclude(proposal__in=permissions.numbers_of_own(user))
    inputs = tally(held, "created_at")
    if inputs["count"]:
        yield Row(
            icon="warning",
            kind=_("Moderation"),
            title=ngettext(
                "%(number)s citizen's input waits", "%(number)s citizens' inputs wait", inputs["count"]
            )
            % {"number": inputs["count"]},
            url=reverse("proposals_admin:citizens"),
            verb=_("Go to the queue"),
            text=_("Nobody reads them before a moderator publishes them."),
            since=inputs["oldest"],
        )
