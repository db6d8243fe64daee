"""An agency's official response, given by its liaison and approved by an official who is named."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.verdict import Refused, no, require
from portal.members import roles as member_roles
from portal.members.models import Organisation

from ..completeness import require_no_advertising
from ..lifecycle import AGENCY
from ..models import Capacity, Comment, Proposal
from ..permissions import can_respond_officially
from .checking import require_text
from .closing import hold
from .commenting import comment_text
from .counts import recount
from .holding import require_not_blacked_out
from .placing import place, record_comment


def official_response(
    *, proposal: Proposal, actor: Any, organisation: Organisation, body: str, approved_by_name: str
) -> Comment:
    """Give the official response of `organisation`; `approved_by_name` is the official who approved it.

    Answers the question put to the agency, if one was. Raises Refused and ValidationError.
    """
    with transaction.atomic():
        held = hold(proposal)
        require(can_respond_officially(actor, held))
        if not member_roles.liaison_for(actor, organisation):
            raise Refused(
                no("proposal.official_response.liaison", _("You are not the liaison of this agency."))
            )
        require_no_advertising(body=body)
        response = Comment(
            proposal=held,
            version=held.public_version,
            author=actor,
            affiliation=next(
                a
                for a in member_roles.current_affiliations(actor)
                if a.is_liaison and a.organisation_id == organisation.pk
            ),
            organisation=organisation,
            element=organisation.element,
            capacity=Capacity.REPRESENTING,
            is_official=True,
            approved_by_name=require_text("approved_by_name", approved_by_name)[:200],
            **comment_text(body, held.rules),
        )
        require_not_blacked_out(held, body=body)
        place(response, None)
        held.agency_requests.filter(organisation=organisation, answered_at__isnull=True).update(
            answered_at=clock.now()
        )
        recount(held)
        record_comment(response, "official_response", actor, AGENCY)
    return response
