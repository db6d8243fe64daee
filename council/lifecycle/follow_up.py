"""The states of a follow-up, which is a mere proposal until the city's answer accepts it, as data."""

from collections.abc import Sequence

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.kit.lifecycle import Lifecycle, move

from .roles import LIAISON, SECRETARIAT


class FollowUpState(TextChoices):
    """Where a follow-up stands; that it is late is computed, never a state."""

    PROPOSED = "proposed", _("Proposed")
    OPEN = "open", _("Running")
    REPORTED = "reported", _("Reported as finished")
    DONE = "done", _("Done")
    INFEASIBLE = "infeasible", _("Cannot be carried out")
    CANCELLED = "cancelled", _("Cancelled")


S = FollowUpState

# A follow-up in one of these states asks nothing of anybody any more.
ENDED = frozenset({S.DONE, S.INFEASIBLE, S.CANCELLED})
# The liaison's agency works on these.
RUNNING = frozenset({S.OPEN, S.REPORTED})

FOLLOW_UP = Lifecycle(
    noun="follow_up",
    states=tuple(S.values),
    roles=(SECRETARIAT, LIAISON),
    moves=(
        move("open", S.PROPOSED, S.OPEN, SECRETARIAT, "city_accepted_it", "agency", "due_date"),
        move("plan", S.OPEN, S.OPEN, {SECRETARIAT, LIAISON}, "weights_add_up"),
        move("report_progress", S.OPEN, S.OPEN, LIAISON, "approving_official"),
        move("report_finished", S.OPEN, S.REPORTED, LIAISON, "approving_official", "evidence"),
        move("accept_report", S.REPORTED, S.DONE, SECRETARIAT, "monitoring_note"),
        move("reject_report", S.REPORTED, S.OPEN, SECRETARIAT, "reason"),
        move("mark_infeasible", S.OPEN, S.INFEASIBLE, SECRETARIAT, "reason"),
        move("cancel", {S.PROPOSED, S.OPEN}, S.CANCELLED, SECRETARIAT, "reason"),
    ),
)


def outcome_of(states: Sequence[str]) -> str:
    """Return what the ended follow-ups make of their proposal: implemented, partly_implemented or infeasible.

    Raises ValueError while one of them has not ended, and when there is none (domain.md, row
    "in progress": all done = implemented, some done = partly, none done = infeasible).
    """
    if not states or not set(states) <= ENDED:
        raise ValueError("follow-ups are counted when every one of them has ended")
    done = sum(state == S.DONE for state in states)
    if done == len(states):
        return "implemented"
    return "partly_implemented" if done else "infeasible"
