"""Which proposals were merged into which: their comments and supporters count on the last of the line."""

from typing import TYPE_CHECKING

from portal.kit import clock

if TYPE_CHECKING:
    from .models import MergeRequest, Proposal


def family(number: int) -> list[int]:
    """Return the number of a proposal and of all that were merged into it, at any depth."""
    from .models import Proposal

    found, newest = [number], [number]
    while newest:
        newest = list(
            Proposal.objects.filter(merged_into__in=newest).order_by("pk").values_list("pk", flat=True)
        )
        found += newest
    return found


def above(number: int) -> list[int]:
    """Return the numbers of what a proposal was merged into, the nearest first; empty when it was not."""
    from .models import Proposal

    found: list[int] = []
    here = Proposal.objects.filter(pk=number).values_list("merged_into", flat=True).first()
    while here is not None:
        found.append(here)
        here = Proposal.objects.filter(pk=here).values_list("merged_into", flat=True).first()
    return found


def live_request(proposal: "Proposal") -> "MergeRequest | None":
    """Return the question about merging that is open for `proposal`, with its target."""
    # A page has read it with the rest (surroundings.py); an action works on a row read anew.
    known: list[MergeRequest] | None = getattr(proposal, "live_requests", None)
    if known is not None:
        return next(iter(known), None)
    return proposal.merge_requests.filter(ended_at__isnull=True).select_related("target").first()


def end_request(proposal: "Proposal") -> None:
    """End the question about merging that is open for a locked `proposal`, which goes another way."""
    proposal.merge_requests.filter(ended_at__isnull=True).update(ended_at=clock.now())
