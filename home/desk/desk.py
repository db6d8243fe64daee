"""Everything that the desk shows, in the order in which it is due."""

from dataclasses import dataclass
from typing import Any

from council.models import Session
from portal.kit import wording
from portal.kit.workdays import holidays_at_hand
from portal.members import roles
from portal.members.models import Affiliation, Seat
from proposals.models import Proposal

from . import council, moderation, people, proposals
from .row import Row


@dataclass(frozen=True)
class Desk:
    """What one person finds on their desk."""

    rows: list[Row]
    affiliations: list[Affiliation]
    pending: list[Affiliation]
    seat: Seat | None
    next_session: Session | None
    proposals: list[Proposal]
    is_staff: bool
    is_member: bool

    @property
    def nearest(self) -> Row | None:
        """The row whose date comes first, or None when nothing has a date."""
        return next((row for row in self.rows if row.due), None)

    @property
    def late(self) -> int:
        """How many rows are past their date."""
        return sum((wording.days_until(row.due) or 0) < 0 for row in self.rows)


def desk_of(user: Any) -> Desk:
    """Read the desk of `user`; the number of queries does not grow with the data."""
    with holidays_at_hand():
        rows = [
            *people.rows(user),
            *proposals.rows(user),
            *moderation.rows(user),
            *council.rows(user),
        ]
    pending = Affiliation.objects.filter(user=user, status="pending").select_related("organisation")
    return Desk(
        rows=sorted(rows, key=lambda row: row.sort_key),
        affiliations=roles.current_affiliations(user),
        pending=list(pending.order_by("pk")),
        seat=roles.current_seat(user),
        next_session=council.next_session_of(user),
        proposals=proposals.own_proposals(user),
        is_staff=roles.is_staff(user),
        is_member=roles.is_member(user),
    )
