"""The trail of a proposal: everything that happened to it, from the first version to what was done.

One entry for each thing that can be opened. The query count does not depend on how much happened; of the
comments only those that ask for something (objection, change, official response) stand in the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from council.models import DecisionOutcome, FollowUp
from council.querysets_decisions import sees_unannounced
from proposals.models import Proposal

from . import decided, discussed, followed
from .entries import FOLLOW_UPS, Entry, lane_labels

__all__ = ["FOLLOW_UPS", "Entry", "Trail", "lane_labels", "trail_of"]


@dataclass(frozen=True)
class Trail:
    """The entries, oldest first, with the follow-ups for the drawing and how many comments are not shown."""

    proposal: Proposal
    entries: list[Entry]
    follow_ups: list[FollowUp]
    comment_count: int


def trail_of(proposal: Proposal, user: Any) -> Trail:
    """Return the trail of `proposal` as `user` may see it: numbers only of announced decisions."""
    outcomes = list(
        DecisionOutcome.objects.filter(proposal=proposal)
        .select_related("decision__announcement", "decision__referral", "decision__session")
        .order_by("decision__enacted_at")
    )
    visible = FollowUp.objects.visible_to(user).filter(proposal=proposal)
    follow_ups = list(visible.order_by("decision", "position").with_progress())
    entries = [
        *discussed.versions(proposal),
        *discussed.comments(proposal),
        *discussed.author_answers(proposal),
        *discussed.formulations(proposal),
        *decided.motions(proposal),
        *decided.decisions(outcomes, sees_unannounced(user)),
        *decided.errata([outcome.decision for outcome in outcomes], sees_unannounced(user)),
        *followed.answers(proposal),
        *discussed.steps(proposal),
        *followed.follow_ups(follow_ups),
        *followed.notes(proposal),
        *followed.contributions(proposal, user),
    ]
    return Trail(
        proposal=proposal,
        entries=sorted(entries, key=lambda entry: entry.at),
        follow_ups=follow_ups,
        comment_count=proposal.comment_count,
    )
