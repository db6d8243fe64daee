"""Every write of people and bodies, one keyword-only function per verb."""

from .accounts import (
    change_email,
    change_profile,
    change_roles,
    correct_account,
    create_account,
    set_active,
)
from .affiliations import (
    Mandate,
    NewOrganisation,
    claim_affiliation,
    confirm_affiliation,
    date_faults,
    end_affiliation,
    make_liaison,
    refuse_affiliation,
    verify_affiliation,
)
from .erasing import erase_user
from .evidence import delete_old_evidence
from .opening import appoint_first_administrator, open_account
from .organisations import (
    change_organisation,
    name_contact,
    propose_organisation,
    register_organisation,
    verify_organisation,
)
from .seats import SeatLine, issue_appointment, replace_seat
from .working_groups import (
    admit_membership,
    create_working_group,
    end_membership,
    name_coordinator,
    refuse_membership,
    release_coordinator,
    request_membership,
)

__all__ = [
    "Mandate",
    "NewOrganisation",
    "SeatLine",
    "admit_membership",
    "appoint_first_administrator",
    "change_email",
    "change_organisation",
    "change_profile",
    "change_roles",
    "claim_affiliation",
    "confirm_affiliation",
    "correct_account",
    "create_account",
    "create_working_group",
    "date_faults",
    "delete_old_evidence",
    "end_affiliation",
    "end_membership",
    "erase_user",
    "issue_appointment",
    "make_liaison",
    "name_contact",
    "name_coordinator",
    "open_account",
    "propose_organisation",
    "refuse_affiliation",
    "refuse_membership",
    "register_organisation",
    "release_coordinator",
    "replace_seat",
    "request_membership",
    "set_active",
    "verify_affiliation",
    "verify_organisation",
]
