"""What a proposal's page says of its discussion in figures: counted at each change, and kept."""

from collections.abc import Collection
from typing import Any, cast

from django.db.models import Count, F, Min, Q
from django.db.models.functions import TruncDate

from .heard import Speakers, speakers_of
from .lineage import family
from .models import Comment, Proposal
from .querysets import CommentQuerySet


def figures_of(proposal: Proposal) -> dict[str, Any]:
    """Return what `count_figures` counted at the last change of the discussion.

    Counted anew only for a proposal whose discussion nobody has touched since the figures are kept.
    """
    kept = proposal.discussion_figures
    return kept if "heard" in kept else count_figures(proposal)


def count_figures(proposal: Proposal, numbers: Collection[int] | None = None) -> dict[str, Any]:
    """Count from the rows, for the page and the list.

    `comments`, `organisations`: readable comments and who they came from; `stances`, `blocks`: such comments
    by stance, and by the anchor of their paragraph (as text); `elements` and `sectors`: by stance for each
    element and for each working group in their order, with what was merged into the proposal.
    `threads`: all comments that open one, readable or not. `citizens`: released inputs of citizens, which
    count nowhere else. `invited`: by element how many organisations, and when the first. `heard`: who spoke
    (heard.Speakers) by comments of at least `length` characters, on what was merged into the proposal too.
    `blackouts`: the passages that are blacked out.
    `numbers` (lineage.family) saves a query where the caller knows them.
    """
    numbers = numbers or family(proposal.pk)
    readable = proposal.comments.visible().order_by()
    whole = readable.aggregate(comments=Count("pk"), organisations=Count("organisation", distinct=True))
    stances = readable.exclude(stance="").values_list("stance").annotate(Count("pk"))
    blocks = readable.filter(block__isnull=False).values_list("block").annotate(Count("pk"))
    # Who has spoken counts on the proposal that theirs was merged into, as in the rule of who was heard.
    spoken = Comment.objects.visible().filter(proposal__in=numbers).exclude(stance="").order_by()
    elements = spoken.values_list("element", "stance").annotate(Count("pk"))
    by_element: dict[str, dict[str, int]] = {}
    for element, stance, count in elements:
        by_element.setdefault(element, {})[stance] = count
    invitations = proposal.invitations.order_by().values_list("element")
    return {
        **whole,
        "elements": by_element,
        "sectors": _by_sector(spoken),
        "stances": dict(stances),
        "blocks": {str(block): count for block, count in blocks},
        "threads": proposal.comments.threads().count(),
        "citizens": proposal.citizen_inputs.filter(state="released").count(),
        "invited": {
            element: [count, first.isoformat()]
            for element, count, first in invitations.annotate(Count("pk"), Min("invited_at"))
        },
        "heard": {
            "length": proposal.rules.heard_comment_length,
            "speakers": speakers_of(proposal, numbers),
        },
        "blackouts": proposal.blackouts.standing().count(),
    }


def _by_sector(spoken: CommentQuerySet) -> list[tuple[str, dict[str, int]]]:
    """Count stances by the working groups whose member the writer was on the day of writing.

    Who sits in two groups speaks from both. A list, since PostgreSQL's JSON keeps no order of keys.
    """
    name = F("author__memberships__group__name")
    day = TruncDate("created_at")
    counted = (
        spoken.filter(
            Q(author__memberships__ends_on__isnull=True) | Q(author__memberships__ends_on__gte=day),
            author__memberships__status__in=["active", "ended"],
            author__memberships__starts_on__lte=day,
        )
        .order_by("author__memberships__group__position", "author__memberships__group")
        .values_list(name, "stance")
        .annotate(Count("pk", distinct=True))
    )
    sectors: dict[str, dict[str, int]] = {}
    for group, stance, count in counted:
        sectors.setdefault(group, {})[stance] = count
    return list(sectors.items())


def speakers_in(figures: dict[str, Any], proposal: Proposal) -> Speakers:
    """Return who spoke, as the figures keep it; counted anew when the rule asks for another length by now."""
    kept = figures["heard"]
    if kept["length"] != proposal.rules.heard_comment_length:
        return speakers_of(proposal, family(proposal.pk))
    return cast(Speakers, kept["speakers"])


def count_waiting(proposal: Proposal) -> int:
    """Count the readable objections and suggested changes that the author has not answered yet."""
    return proposal.comments.waiting().count()
