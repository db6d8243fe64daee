"""The council's tables, one file per noun."""

from .after_decision import Change, DecisionChange, DraftChange, Erratum, ReviewRequest, VoidNumber
from .agenda_item import AgendaItem, ItemState
from .announcement import Announcement
from .attendance import PRESENT, Attendance, Presence
from .ballot import Ballot, BallotSeat, Choice, Vote
from .city_answer import CityAnswer, CityAnswerFollowUp, CityAnswerItem
from .conflict import ConflictBasis, ConflictOfInterest
from .contribution import Contribution, ContributionKind
from .decision import (
    Decision,
    DecisionNote,
    DecisionOutcome,
    Method,
    NumberSeries,
    Outcome,
    RollCallChoice,
    RollCallLine,
)
from .decision_draft import (
    DecisionDraft,
    DecisionDraftMotion,
    DecisionKind,
    DraftEdit,
    DraftSignature,
    FollowUpDraft,
    SignatureRole,
)
from .decision_file import DecisionOriginal, DecisionPaper, PaperKind
from .draft_scan import DraftScan
from .follow_up import FollowUp, FollowUpReport, MonitoringNote
from .invitation import InvitationReply, ItemDocument, Reply, ScanKind, SessionScan
from .legal_basis import DraftLegalBasis, LegalBasis, Rank
from .meeting_task import MeetingTask
from .milestone import FollowUpEvidence, FollowUpReminder, Milestone
from .minutes_correction import MinutesCorrection
from .motion import EarlierWording, Motion, MotionOutcome, OwnAffair
from .objection import Objection
from .planning_date import PlanningDate
from .referral import Referral
from .rules import CouncilRules
from .session import HELD, Session, SessionKind, SessionSignature, SigningRole
from .suspension import Suspension

__all__ = [
    "HELD",
    "PRESENT",
    "AgendaItem",
    "Announcement",
    "Attendance",
    "Ballot",
    "BallotSeat",
    "Change",
    "Choice",
    "CityAnswer",
    "CityAnswerFollowUp",
    "CityAnswerItem",
    "ConflictBasis",
    "ConflictOfInterest",
    "Contribution",
    "ContributionKind",
    "CouncilRules",
    "Decision",
    "DecisionChange",
    "DecisionDraft",
    "DecisionDraftMotion",
    "DecisionKind",
    "DecisionNote",
    "DecisionOriginal",
    "DecisionOutcome",
    "DecisionPaper",
    "DraftChange",
    "DraftEdit",
    "DraftLegalBasis",
    "DraftScan",
    "DraftSignature",
    "EarlierWording",
    "Erratum",
    "FollowUp",
    "FollowUpDraft",
    "FollowUpEvidence",
    "FollowUpReminder",
    "FollowUpReport",
    "InvitationReply",
    "ItemDocument",
    "ItemState",
    "LegalBasis",
    "MeetingTask",
    "Method",
    "Milestone",
    "MinutesCorrection",
    "MonitoringNote",
    "Motion",
    "MotionOutcome",
    "NumberSeries",
    "Objection",
    "Outcome",
    "OwnAffair",
    "PaperKind",
    "PlanningDate",
    "Presence",
    "Rank",
    "Referral",
    "Reply",
    "ReviewRequest",
    "RollCallChoice",
    "RollCallLine",
    "ScanKind",
    "Session",
    "SessionKind",
    "SessionScan",
    "SessionSignature",
    "SignatureRole",
    "SigningRole",
    "Suspension",
    "VoidNumber",
    "Vote",
]
