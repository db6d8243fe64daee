"""What a proposal's page says of its discussion in figures: counted at each change, and kept."""

from typing import Any

from django.db.models import Count

from .models import Proposal


def figures_of(proposal: Proposal) -> dict[str, Any]:
    """Return readable `comments`, their `organisations`, `stances`, `elements`, `blocks`, and `citizens`.

    `stances` and `blocks` hold counts, `elements` counts by stance for each element. `citizens` counts the
    released inputs of citizens, which count nowhere else.

    The keys of `blocks` are the anchors of paragraphs, as text. Counted anew only for a proposal whose
    discussion nobody has touched since the figures are kept.
    """
    return proposal.discussion_figures or count_figures(proposal)


def count_figures(proposal: Proposal) -> dict[str, Any]:
    """Count the figures from the rows."""
    readable = proposal.comments.visible().order_by()
    whole = readable.aggregate(comments=Count("pk"), organisations=Count("organisation", distinct=True))
    stances = readable.exclude(stance="").values_list("stance").annotate(Count("pk"))
    blocks = readable.filter(block__isnull=False).values_list("block").annotate(Count("pk"))
    elements = readable.exclude(stance="").values_list("element", "stance").annotate(Count("pk"))
    by_element: dict[str, dict[str, int]] = {}
    for element, stance, count in elements:
        by_element.setdefault(element, {})[stance] = count
    return {
        **whole,
        "elements": by_element,
        "stances": dict(stances),
        "blocks": {str(block): count for block, count in blocks},
        "citizens": proposal.citizen_inputs.filter(state="released").count(),
    }


def count_waiting(proposal: Proposal) -> int:
    """Count the readable objections and suggested changes that the author has not answered yet."""
    return proposal.comments.waiting().count()
