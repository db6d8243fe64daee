"""The table of a proposal's states and who moves it: pure data, row by row as docs/glossary.md tells it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.kit.lifecycle import SYSTEM, Lifecycle, move


class State(models.TextChoices):
    """Where a proposal stands; the values are stored and stand in the public record."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    NOT_FORWARDED = "not_forwarded", _("Not forwarded")
    DISCUSSION = "discussion", _("In discussion")
    FORMULATION = "formulation", _("Being formulated")
    AWAITING_SESSION = "awaiting_session", _("Awaiting a session")
    ACCEPTED = "accepted", _("Accepted")
    ACCEPTED_WITH_CHANGES = "accepted_with_changes", _("Accepted with changes")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    DEFERRED = "deferred", _("Deferred")
    CONVEYED = "conveyed", _("Conveyed to the mayor")
    ANSWERED = "answered", _("Answered")
    IN_PROGRESS = "in_progress", _("Being carried out")
    IMPLEMENTED = "implemented", _("Implemented")
    PARTLY_IMPLEMENTED = "partly_implemented", _("Partly implemented")
    INFEASIBLE = "infeasible", _("Cannot be carried out")
    MERGED = "merged", _("Merged")
    WITHDRAWN = "withdrawn", _("Withdrawn")


AUTHOR = "author"
# Writes along, and answers; the moves are the author's.
CO_AUTHOR = "co_author"
COORDINATOR = "coordinator"
SECRETARIAT = "secretariat"
# A session's result or an enacted decision, handed over by the council's own actions.
SESSION = "session"
ROLES = (AUTHOR, COORDINATOR, SECRETARIAT, SESSION, SYSTEM)

# A coordinator of the leading working group, or the secretariat.
STEWARDS = frozenset({COORDINATOR, SECRETARIAT})
# Where a proposal may still be merged or withdrawn, and where it returns to.
OPEN_STATES = frozenset({State.SUBMITTED, State.DISCUSSION, State.FORMULATION})
# What another proposal may be merged into.
MERGE_TARGETS = frozenset({State.SUBMITTED, State.DISCUSSION})
OUTCOMES = frozenset({State.ACCEPTED, State.ACCEPTED_WITH_CHANGES, State.NOT_ACCEPTED, State.DEFERRED})
ENDINGS = frozenset({State.IMPLEMENTED, State.PARTLY_IMPLEMENTED, State.INFEASIBLE})

PROPOSAL = Lifecycle(
    noun="proposal",
    states=tuple(State.values),
    roles=ROLES,
    moves=(
        move("submit", State.DRAFT, State.SUBMITTED, AUTHOR, "complete", "mandate", "membership"),
        move("send_back", State.SUBMITTED, State.DRAFT, STEWARDS, "not_own", "reason"),
        move(
            "not_forward", State.SUBMITTED, State.NOT_FORWARDED, SECRETARIAT,
            "not_own", "category", "reason", "direction",
        ),
        move(
            "review", State.NOT_FORWARDED, State.SUBMITTED, SECRETARIAT,
            "not_own", "another_person", "requested_by_author", "once", "reason",
        ),
        move(
            "open_discussion", State.SUBMITTED, State.DISCUSSION, STEWARDS,
            "not_own", "closing_date", "agency",
        ),
        move(
            "extend", State.DISCUSSION, State.DISCUSSION, STEWARDS,
            "not_own", "once", "days", "reason",
        ),
        move("close_discussion", State.DISCUSSION, State.FORMULATION, SYSTEM, "closing_passed"),
        move(
            "reopen_discussion", State.FORMULATION, State.DISCUSSION, STEWARDS,
            "not_own", "grounds", "days",
        ),
        move(
            "send_to_session", State.FORMULATION, State.AWAITING_SESSION, STEWARDS,
            "not_own", "formulation", "heard_or_waived",
        ),
        move("return_to_group", State.AWAITING_SESSION, State.FORMULATION, SESSION, "reason", "deadline"),
        move("decide", State.AWAITING_SESSION, OUTCOMES, SESSION, "decision"),
        move("resume", State.DEFERRED, State.AWAITING_SESSION, SECRETARIAT, "not_own", "date_or_condition"),
        move(
            "convey", {State.ACCEPTED, State.ACCEPTED_WITH_CHANGES}, State.CONVEYED, SECRETARIAT,
            "announced", "letter",
        ),
        move("answer", State.CONVEYED, State.ANSWERED, SECRETARIAT, "answer"),
        move("answer_again", State.ANSWERED, State.ANSWERED, SECRETARIAT, "still_studied", "answer"),
        move("start", State.ANSWERED, State.IN_PROGRESS, SYSTEM, "answer_accepts", "first_follow_up"),
        move("finish", State.IN_PROGRESS, ENDINGS, SECRETARIAT, "follow_ups_ended", "monitoring_note"),
        move(
            "merge", OPEN_STATES, State.MERGED, STEWARDS,
            "not_own", "target", "consent_or_silence",
        ),
        move("withdraw", OPEN_STATES | {State.DRAFT}, State.WITHDRAWN, AUTHOR, "submitted_before", "reason"),
        move("unmerge", State.MERGED, OPEN_STATES, SECRETARIAT, "not_own", "where_it_was", "reason"),
        move(
            "restore", State.WITHDRAWN, OPEN_STATES | {State.DRAFT}, SECRETARIAT,
            "not_own", "where_it_was", "reason",
        ),
    ),
)  # fmt: skip

# Who may take part without moving the proposal, by state. A "member" is admitted to any working group; a
# "seat" sits in the council; an "agency" is the liaison of a city agency. While "discussion" stands, the
# closing date is compared with the clock as well (Proposal.phase).
MEMBER = "member"
SEAT = "seat"
AGENCY = "agency"
AUTHORS = frozenset({AUTHOR, CO_AUTHOR})
# States in which the text is still being written, and those in which somebody still answers for it.
WRITTEN_IN = (State.DRAFT, State.SUBMITTED, State.DISCUSSION)
ANSWERED_FOR_IN = (*WRITTEN_IN, State.FORMULATION, State.AWAITING_SESSION, State.DEFERRED)
PARTICIPATION: dict[str, dict[str, frozenset[str]]] = {
    "invite_co_author": dict.fromkeys(WRITTEN_IN, frozenset({AUTHOR})),
    "hand_over": dict.fromkeys(ANSWERED_FOR_IN, frozenset({AUTHOR, SECRETARIAT})),
    "edit": {State.DISCUSSION: AUTHORS},
    "support": {State.DISCUSSION: frozenset({MEMBER})},
    "withdraw_support": {
        State.DISCUSSION: frozenset({MEMBER}),
        State.FORMULATION: frozenset({MEMBER}),
        State.AWAITING_SESSION: frozenset({MEMBER}),
    },
    "comment": {
        State.DISCUSSION: frozenset({MEMBER, SEAT, AGENCY}),
        State.FORMULATION: frozenset({SEAT, AGENCY}),
        State.AWAITING_SESSION: frozenset({SEAT, AGENCY}),
    },
    "answer_comments": {
        State.DISCUSSION: AUTHORS,
        State.FORMULATION: AUTHORS,
        State.AWAITING_SESSION: AUTHORS,
    },
    "official_response": {
        State.DISCUSSION: frozenset({AGENCY}),
        State.FORMULATION: frozenset({AGENCY}),
        State.AWAITING_SESSION: frozenset({AGENCY}),
    },
    "write_formulation": {State.FORMULATION: STEWARDS},
    "record_meeting": dict.fromkeys([State.DISCUSSION, State.FORMULATION], STEWARDS),
    "propose_merge": dict.fromkeys(OPEN_STATES, STEWARDS),
    "answer_merge": dict.fromkeys(OPEN_STATES, frozenset({AUTHOR})),
    "cancel_merge": dict.fromkeys(OPEN_STATES, STEWARDS),
    "request_review": {State.NOT_FORWARDED: frozenset({AUTHOR})},
    # The review's other end: the refusal stands.
    "uphold_refusal": {State.NOT_FORWARDED: frozenset({SECRETARIAT})},
}
