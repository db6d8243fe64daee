"""What decisions show on pages of apps before the council: result, answer and follow-ups of a proposal."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal.kit import slots

from .lifecycle.follow_up import FollowUpState


def decisions_of(request: HttpRequest, proposal: Any) -> SafeString:
    """Draw what the council decided on `proposal` and what became of it; nothing before the first decision.

    Of a decision that nobody announced the result alone is shown: it is public, number and text are not.
    """
    from .city_status import Progress
    from .models import CityAnswerItem, DecisionOutcome, FollowUp

    if proposal.decided_at is None:
        return SafeString("")
    outcomes = DecisionOutcome.objects.filter(proposal=proposal).select_related(
        "decision__announcement", "decision__session"
    )
    answers = CityAnswerItem.objects.filter(proposal=proposal).select_related("answer__referral__decision")
    follow_ups = list(
        FollowUp.objects.filter(proposal=proposal, decision__announcement__isnull=False).select_related(
            "agency"
        )
    )
    context = {
        "proposal": proposal,
        "outcomes": outcomes.order_by("-decision__enacted_at"),
        "answers": answers.order_by("-pk"),
        "follow_ups": follow_ups,
        "progress": Progress.of(follow_ups),
        "proposed_only": all(line.state == FollowUpState.PROPOSED for line in follow_ups),
    }
    # A template of ours has escaped what it was given.
    return mark_safe(render_to_string("council/_proposal_decisions.html", context, request))  # noqa: S308


def follow_ups_of(request: HttpRequest, organisation: Any) -> SafeString:
    """Draw how an organisation stands with its follow-ups; nothing where it has none."""
    from .agency_card import cards

    found = cards([organisation.pk])
    if not found:
        return SafeString("")
    page = render_to_string("council/_organisation_follow_ups.html", {"card": found[0]}, request)
    # A template of ours has escaped what it was given.
    return mark_safe(page)  # noqa: S308


def register() -> None:
    """Fill the slots of the proposals' and organisations' pages; called once, when the app is ready."""
    slots.register("proposal.decisions", decisions_of)
    slots.register("members.organisation", follow_ups_of)
