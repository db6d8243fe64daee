"""The figures that lists and pages show, recounted from the rows after each change."""

from ..figures import count_figures, count_waiting
from ..heard import heard
from ..lineage import family
from ..models import Comment, Proposal


def recount(proposal: Proposal) -> None:
    """Recount the discussion's figures, what waits for the author, and the elements still to be heard.

    What was merged into it counts along; what it was merged into itself is recounted after it.
    """
    numbers = family(proposal.pk)
    proposal.discussion_figures = figures = count_figures(proposal, numbers)
    counting = Comment.objects.filter(proposal__in=numbers)
    proposal.comment_count = counting.visible().count()
    proposal.answers_waiting = count_waiting(proposal)
    proposal.heard_missing = (
        heard(proposal, figures["heard"]["speakers"]).missing if proposal.opened_at else None
    )
    proposal.save(update_fields=["discussion_figures", "comment_count", "answers_waiting", "heard_missing"])
    if proposal.merged_into is not None:
        recount(proposal.merged_into)


def recount_thread(root: Comment) -> None:
    """Recount how many comments stand below the one that opened a thread, withdrawn and hidden ones too."""
    Comment.objects.filter(pk=root.pk).update(reply_count=Comment.objects.filter(root=root).count())
