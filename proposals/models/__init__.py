"""The nouns of the proposals, one file each."""

from .agency_request import AgencyRequest
from .answering import QUOTABLE, AnswerVerdict, AuthorAnswer, Suggestion
from .area import Area
from .attachment import Attachment, VersionAttachment
from .authorship import AuthorInvitation, CoAuthor
from .blackout import Blackout, BlackoutPlace
from .citizen_input import CitizenInput
from .classification import Pillar, StrategicIssue
from .comment import ANSWERED_STANCES, Capacity, Comment, Stance
from .draft import Draft
from .formulation import Formulation
from .invitation import Invitation
from .meeting_notes import Attendance, MeetingNotes
from .merge_request import MergeRequest
from .moderation import Flag, HouseRule, ModerationCase, ModerationDecision
from .moderation_rules import ModerationRules
from .not_forwarded import NotForwarded
from .proposal import AnswerResult, Proposal
from .rules import ProposalRules
from .set_aside import SetAside
from .support import Support
from .tag import ProposalTag, Tag
from .text import PARTS, TEXT_FIELDS, Authority, ProposalText
from .title_key import TitleKey
from .version import Version

__all__ = [
    "ANSWERED_STANCES",
    "PARTS",
    "QUOTABLE",
    "TEXT_FIELDS",
    "AgencyRequest",
    "AnswerResult",
    "AnswerVerdict",
    "Area",
    "Attachment",
    "Attendance",
    "AuthorAnswer",
    "AuthorInvitation",
    "Authority",
    "Blackout",
    "BlackoutPlace",
    "Capacity",
    "CitizenInput",
    "CoAuthor",
    "Comment",
    "Draft",
    "Flag",
    "Formulation",
    "HouseRule",
    "Invitation",
    "MeetingNotes",
    "MergeRequest",
    "ModerationCase",
    "ModerationDecision",
    "ModerationRules",
    "NotForwarded",
    "Pillar",
    "Proposal",
    "ProposalRules",
    "ProposalTag",
    "ProposalText",
    "SetAside",
    "Stance",
    "StrategicIssue",
    "Suggestion",
    "Support",
    "Tag",
    "TitleKey",
    "Version",
    "VersionAttachment",
]
