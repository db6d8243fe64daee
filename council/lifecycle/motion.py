"""Who moves a motion from which state to which: the table of the domain, as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.kit.lifecycle import Lifecycle, move

from .roles import CHAIR, OPERATOR, SEAT, SECRETARIAT


class MotionState(TextChoices):
    """The states of a motion."""

    DRAFT = "draft", _("Prepared")
    PUT = "put", _("Under deliberation")
    BALLOT_OPEN = "ballot_open", _("Ballot open")
    ADOPTED_CONSENSUS = "adopted_consensus", _("Consensus")
    ADOPTED_WITH_NOTES = "adopted_with_notes", _("Consensus with notes")
    ADOPTED_MAJORITY = "adopted_majority", _("Adopted by majority")
    NOT_ADOPTED = "not_adopted", _("Not adopted")
    TIED = "tied", _("Tied")
    RETURNED = "returned", _("Returned to the working group")
    POSTPONED = "postponed", _("Carried over to the next session")
    WITHDRAWN = "withdrawn", _("Withdrawn from the agenda")


M = MotionState
LEADING = (CHAIR, OPERATOR)

ADOPTED = frozenset({M.ADOPTED_CONSENSUS, M.ADOPTED_WITH_NOTES, M.ADOPTED_MAJORITY})
# Before the council now: a session cannot end while it has one of these.
PENDING = frozenset({M.PUT, M.BALLOT_OPEN})

MOTION = Lifecycle(
    noun="motion",
    states=tuple(M.values),
    roles=(CHAIR, OPERATOR, SECRETARIAT, SEAT),
    moves=(
        move("put", M.DRAFT, M.PUT, LEADING, "session_open", "quorum", "deciders"),
        # A new version of the wording; objections stay with the one that they were made to.
        move("reword", M.PUT, M.PUT, LEADING, "session_open"),
        move("declare_consensus", M.PUT, M.ADOPTED_CONSENSUS, LEADING, "quorum", "elements", "no_objection"),
        move(
            "declare_consensus_with_notes",
            M.PUT,
            M.ADOPTED_WITH_NOTES,
            LEADING,
            "quorum",
            "elements",
            "every_objection_a_note",
        ),
        move("open_ballot", M.PUT, M.BALLOT_OPEN, LEADING, "reason", "quorum"),
        move("repeat_ballot", M.TIED, M.BALLOT_OPEN, LEADING, "quorum", "deciders", "first_repeat"),
        move("close_ballot", M.BALLOT_OPEN, (M.ADOPTED_MAJORITY, M.NOT_ADOPTED, M.TIED), LEADING),
        move("return_to_group", PENDING, M.RETURNED, LEADING, "reason"),
        move("postpone", PENDING, M.POSTPONED, LEADING, "reason"),
        move("withdraw", PENDING, M.WITHDRAWN, LEADING, "reason"),
    ),
)
