"""What the search finds a proposal by: the public text, its tags, and whose it is."""

from collections.abc import Iterator

from django.utils import timezone

from portal.kit.searching import Findable

from .models import PARTS, Proposal, Version

KIND = "proposal"
_BATCH = 1_000


def findable(proposal: Proposal, version: Version) -> Findable:
    """Return what is remembered of the proposal, whose public text is `version`."""
    organisation = proposal.organisation
    parts = (version.summary, *(getattr(version, part) for part in PARTS))
    return Findable(
        kind=KIND,
        thing=proposal.pk,
        title=version.title,
        text=" ".join((*parts, *version.tags, organisation.name, organisation.short_name)),
        day=timezone.localdate(version.created_at),
        sector=proposal.leading_group_id,
    )


def everything() -> Iterator[Findable]:
    """Yield what is remembered of all public proposals."""
    public = Proposal.objects.public().select_related("current_version", "organisation")
    for proposal in public.order_by("pk").iterator(_BATCH):
        yield findable(proposal, proposal.public_version)
