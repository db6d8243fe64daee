"""The table of a proposal's moves, typed by hand from the domain page and never from the code."""

# verb | from | to | who; a star marks what has no action yet.
MOVES = """
submit            | draft            | submitted                                   | author
send_back         | submitted        | draft                                       | coordinator secretariat
not_forward       | submitted        | not_forwarded                               | secretariat
review            | not_forwarded    | submitted                                   | secretariat
open_discussion   | submitted        | discussion                                  | coordinator secretariat
extend            | discussion       | discussion                                  | coordinator secretariat
close_discussion  | discussion       | formulation                                 | system
reopen_discussion | formulation      | discussion                                  | coordinator secretariat
send_to_session   | formulation      | awaiting_session                            | coordinator secretariat
return_to_group   | awaiting_session | formulation                                 | session
decide            | awaiting_session | accepted accepted_with_changes not_accepted deferred | session
resume            | deferred         | awaiting_session                            | secretariat
convey            | accepted         | conveyed                                    | secretariat
convey            | accepted_with_changes | conveyed                               | secretariat
answer            | conveyed         | answered                                    | secretariat
answer_again      | answered         | answered                                    | secretariat
start             | answered         | in_progress                                 | system
finish            | in_progress      | implemented partly_implemented infeasible   | secretariat
merge             | submitted        | merged                                      | coordinator secretariat
merge             | discussion       | merged                                      | coordinator secretariat
merge             | formulation      | merged                                      | coordinator secretariat
withdraw          | draft            | withdrawn                                   | author
withdraw          | submitted        | withdrawn                                   | author
withdraw          | discussion       | withdrawn                                   | author
withdraw          | formulation      | withdrawn                                   | author
unmerge           | merged           | submitted discussion formulation            | secretariat
restore           | withdrawn        | draft submitted discussion formulation      | secretariat
"""

# verb | state | who may take part in it
PARTICIPATION = """
invite_co_author  | draft            | author
invite_co_author  | submitted        | author
invite_co_author  | discussion       | author
hand_over         | draft            | author secretariat
hand_over         | submitted        | author secretariat
hand_over         | discussion       | author secretariat
hand_over         | formulation      | author secretariat
hand_over         | awaiting_session | author secretariat
hand_over         | deferred         | author secretariat
edit              | discussion       | author co_author
support           | discussion       | member
withdraw_support  | discussion       | member
withdraw_support  | formulation      | member
withdraw_support  | awaiting_session | member
comment           | discussion       | member seat agency
comment           | formulation      | seat agency
comment           | awaiting_session | seat agency
answer_comments   | discussion       | author co_author
answer_comments   | formulation      | author co_author
answer_comments   | awaiting_session | author co_author
official_response | discussion       | agency
official_response | formulation      | agency
official_response | awaiting_session | agency
write_formulation | formulation      | coordinator secretariat
record_meeting    | discussion       | coordinator secretariat
record_meeting    | formulation      | coordinator secretariat
propose_merge     | submitted        | coordinator secretariat
propose_merge     | discussion       | coordinator secretariat
propose_merge     | formulation      | coordinator secretariat
answer_merge      | submitted        | author
answer_merge      | discussion       | author
answer_merge      | formulation      | author
cancel_merge      | submitted        | coordinator secretariat
cancel_merge      | discussion       | coordinator secretariat
cancel_merge      | formulation      | coordinator secretariat
request_review    | not_forwarded    | author
uphold_refusal    | not_forwarded    | secretariat
"""

STATES = [
    "draft",
    "submitted",
    "not_forwarded",
    "discussion",
    "formulation",
    "awaiting_session",
    "accepted",
    "accepted_with_changes",
    "not_accepted",
    "deferred",
    "conveyed",
    "answered",
    "in_progress",
    "implemented",
    "partly_implemented",
    "infeasible",
    "merged",
    "withdrawn",
]
ROLES = ["author", "coordinator", "secretariat", "session", "system"]
PARTICIPANTS = ["author", "co_author", "coordinator", "secretariat", "member", "seat", "agency"]


def moves() -> dict[tuple[str, str], tuple[set[str], set[str]]]:
    """Return (verb, from) -> (to, who)."""
    rows = [[cell.strip() for cell in line.split("|")] for line in MOVES.strip().splitlines()]
    return {(verb, source): (set(to.split()), set(who.split())) for verb, source, to, who in rows}


def participation() -> dict[tuple[str, str], set[str]]:
    """Return (verb, state) -> who."""
    rows = [[cell.strip() for cell in line.split("|")] for line in PARTICIPATION.strip().splitlines()]
    return {(verb, state): set(who.split()) for verb, state, who in rows}
