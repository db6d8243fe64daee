"""The forms of the proposals: what a person fills in for one verb."""

from .attaching import AttachmentsForm
from .checking import (
    ExtendForm,
    FormulationForm,
    NotForwardForm,
    OpenDiscussionForm,
    ReasonForm,
    ReopenDiscussionForm,
    SendToSessionForm,
)
from .commenting import CommentForm, EditCommentForm, OfficialResponseForm, ReplyForm
from .meetings import RecordMeetingForm
from .merging import AnswerMergeForm, MergeForm, ProposeMergeForm
from .writing import DraftForm, EditForm, SubmitForm

__all__ = [
    "AnswerMergeForm",
    "AttachmentsForm",
    "CommentForm",
    "DraftForm",
    "EditCommentForm",
    "EditForm",
    "ExtendForm",
    "FormulationForm",
    "MergeForm",
    "NotForwardForm",
    "OfficialResponseForm",
    "OpenDiscussionForm",
    "ProposeMergeForm",
    "ReasonForm",
    "RecordMeetingForm",
    "ReopenDiscussionForm",
    "ReplyForm",
    "SendToSessionForm",
    "SubmitForm",
]
