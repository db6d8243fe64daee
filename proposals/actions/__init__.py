"""Every write of the proposals: one keyword-only function per verb."""

from .answering import answer_comments, edit_answer, suggest_change, take_over
from .attaching import attach_file, change_attachments, detach_files
from .authorship import (
    accept_invitation,
    decline_invitation,
    invite_author,
    leave_authorship,
    take_back_invitation,
)
from .blackouts import black_out
from .checking import not_forward, send_back
from .citizens import give_input, record_input, refuse_input, release_input
from .city import convey_proposal, finish_proposal, record_answer, start_proposal
from .closing import close_discussion, close_due_discussions
from .commenting import edit_comment, reply, retract_comment, write_comment
from .deciding import apply_outcome, notify_decided, resume_review, return_to_group
from .discussing import (
    NOT_HEARD,
    WORDING_CHANGED,
    closing_day,
    extend_discussion,
    open_discussion,
    reopen_discussion,
)
from .drafting import StaleDraft, create_draft, discard_draft, save_draft
from .files import delete_forgotten_files
from .formulating import send_to_session, write_formulation
from .inviting import invite_missing_elements, invite_unheard
from .leaving import restore_proposal, withdraw_proposal
from .meetings import record_meeting
from .merging import answer_merge, cancel_merge, merge_proposal, propose_merge, unmerge_proposal
from .moderation import claim_case, decide_case, flag_comment, release_case
from .moderation_review import ask_review
from .reconciling import forget_texts_set_aside, reconcile_draft, reconcile_version
from .responding import official_response
from .reviewing import request_review, review_refusal, uphold_refusal
from .submitting import StaleVersion, edit_proposal, submit_proposal
from .supporting import give_support, withdraw_support
from .withdrawing_files import withdraw_file

__all__ = [
    "NOT_HEARD",
    "WORDING_CHANGED",
    "StaleDraft",
    "StaleVersion",
    "accept_invitation",
    "answer_comments",
    "answer_merge",
    "apply_outcome",
    "ask_review",
    "attach_file",
    "black_out",
    "cancel_merge",
    "change_attachments",
    "claim_case",
    "close_discussion",
    "close_due_discussions",
    "closing_day",
    "convey_proposal",
    "create_draft",
    "decide_case",
    "decline_invitation",
    "delete_forgotten_files",
    "detach_files",
    "discard_draft",
    "edit_answer",
    "edit_comment",
    "edit_proposal",
    "extend_discussion",
    "finish_proposal",
    "flag_comment",
    "forget_texts_set_aside",
    "give_input",
    "give_support",
    "invite_author",
    "invite_missing_elements",
    "invite_unheard",
    "leave_authorship",
    "merge_proposal",
    "not_forward",
    "notify_decided",
    "official_response",
    "open_discussion",
    "propose_merge",
    "reconcile_draft",
    "reconcile_version",
    "record_answer",
    "record_input",
    "record_meeting",
    "refuse_input",
    "release_case",
    "release_input",
    "reopen_discussion",
    "reply",
    "request_review",
    "restore_proposal",
    "resume_review",
    "retract_comment",
    "return_to_group",
    "review_refusal",
    "save_draft",
    "send_back",
    "send_to_session",
    "start_proposal",
    "submit_proposal",
    "suggest_change",
    "take_back_invitation",
    "take_over",
    "unmerge_proposal",
    "uphold_refusal",
    "withdraw_file",
    "withdraw_proposal",
    "withdraw_support",
    "write_comment",
    "write_formulation",
]
