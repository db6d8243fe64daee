"""People and bodies, one file per noun."""

from .affiliation import Affiliation, AffiliationEvidence
from .element import Element
from .member_rules import MemberRules
from .organisation import Organisation, OrganisationKind
from .seat import Appointment, Seat
from .user import User, display_name
from .working_group import GroupMembership, WorkingGroup

__all__ = [
    "Affiliation",
    "AffiliationEvidence",
    "Appointment",
    "Element",
    "GroupMembership",
    "MemberRules",
    "Organisation",
    "OrganisationKind",
    "Seat",
    "User",
    "WorkingGroup",
    "display_name",
]
