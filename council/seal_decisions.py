"""What was enacted stays as it was enacted: triggers on both databases refuse to change, delete or add to it.

The rows that make up a decision are written once, while it is enacted. The last thing that enacting does is
to say so on the draft; from then on none is added to the decision, and the draft stands still with all that
hangs on it. What may come afterwards has tables of its own, which only grow: announcement, erratum, original.
"""

from dataclasses import dataclass

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.kit import append_only

from .models import (
    Announcement,
    Decision,
    DecisionChange,
    DecisionDraft,
    DecisionDraftMotion,
    DecisionNote,
    DecisionOriginal,
    DecisionOutcome,
    DecisionPaper,
    DraftChange,
    DraftEdit,
    DraftLegalBasis,
    DraftScan,
    DraftSignature,
    Erratum,
    FollowUp,
    FollowUpDraft,
    RollCallLine,
    VoidNumber,
)
from .seal import NEW, Sealed, triggers

ENACTED = "an enacted decision stays as it was enacted"
# Which draft is enacted: from each table upwards to the draft's state.
_DRAFTS = "council_decisiondraft e"
_DECISIONS = _DRAFTS + " JOIN council_decision d ON d.draft_id = e.id"
_OUTCOMES = _DECISIONS + " JOIN council_decisionoutcome o ON o.decision_id = d.id"


def _enacted(tables: str, key: str) -> str:
    """Return the condition that the draft behind the row of `tables` that `key` names is enacted."""
    return f"EXISTS (SELECT 1 FROM {tables} WHERE e.state = 'enacted' AND {key})"  # noqa: S608 (our own)


OF_DRAFT = _enacted(_DRAFTS, "e.id = {row}.draft_id")
OF_DECISION = _enacted(_DECISIONS, "d.id = {row}.decision_id")
OF_OUTCOME = _enacted(_OUTCOMES, "o.id = {row}.outcome_id")


@dataclass(frozen=True)
class WrittenOnce:
    """A table whose rows never change, and to which none is added once `enacted` holds for them.

    What is `shown` of them is no part of what was enacted: it may change, each time with `counter`.
    """

    model: type[models.Model]
    enacted: str
    shown: frozenset[str] = frozenset()
    counter: str = ""

    def statements(self, connection: BaseDatabaseWrapper) -> dict[str, str]:
        """Return the statements that create the triggers, by name."""
        table = connection.ops.quote_name(self.model._meta.db_table)
        added = {"seal_insert": (f"BEFORE INSERT ON {table}", self.enacted.format(row=NEW))}
        kept = append_only.Protected(self.model, frozenset(), self.shown, self.counter).statements(connection)
        return kept | triggers(connection, added, ENACTED)


# Written in the transaction that enacts.
AT_ENACTMENT = (
    # A passage that a moderator blacks out goes out of what is shown (council.blackouts).
    WrittenOnce(Decision, OF_DRAFT, shown=frozenset({"reading"}), counter="blackouts"),
    WrittenOnce(DecisionOutcome, OF_DECISION),
    WrittenOnce(RollCallLine, OF_OUTCOME),
    WrittenOnce(DecisionNote, OF_OUTCOME),
    WrittenOnce(DecisionPaper, OF_DECISION),
    WrittenOnce(DecisionChange, OF_DECISION),
)
# Come later, each by an action of its own, and stay as they came.
AFTERWARDS = (Announcement, DecisionOriginal, Erratum, VoidNumber)
# The draft that was signed, with all that was signed.
OF_THE_DRAFT = (
    Sealed(DecisionDraft, "{row}.state = 'enacted'", words=ENACTED),
    *(
        Sealed(model, OF_DRAFT, added=True, words=ENACTED)
        for model in (DecisionDraftMotion, FollowUpDraft, DraftEdit, DraftSignature, DraftScan, DraftChange)
    ),
    # The list of legal bases may lose one; what the draft calls it stays.
    Sealed(
        DraftLegalBasis, OF_DRAFT, columns=("draft_id", "position", "full_title"), added=True, words=ENACTED
    ),
)
# What becomes of a follow-up changes; what the decision proposed does not, and no other joins it.
PROPOSED = Sealed(
    FollowUp,
    OF_DECISION,
    columns=("decision_id", "proposal_id", "position", "what", "indicator"),
    added=True,
    words=ENACTED,
)


def register() -> None:
    """Put decisions, drafts and follow-ups under the protection that is installed after every migrate."""
    for model in AFTERWARDS:
        append_only.register(model)
    protections: tuple[append_only.Protection, ...] = (*AT_ENACTMENT, *OF_THE_DRAFT, PROPOSED)
    for protection in protections:
        append_only.register_protection(protection)
