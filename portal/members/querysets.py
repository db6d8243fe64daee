"""Every read of people and bodies that is used twice; `visible_to` is the only way to what others may see."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from portal.kit import clock
from portal.kit.prepared import Given

if TYPE_CHECKING:
    from .models import Affiliation, GroupMembership, Organisation, Seat  # noqa: F401


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads of organisations."""

    def verified(self) -> "OrganisationQuerySet":
        """Return what the secretariat has verified."""
        return self.filter(verified_at__isnull=False)

    def agencies(self) -> "OrganisationQuerySet":
        """Return the verified agencies, districts and kelurahan of the city."""
        return self.verified().filter(kind__is_agency=True)

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Return the verified ones for everybody, and for staff those that wait as well."""
        from . import roles  # roles reads these models

        return self if roles.is_secretariat(user) or roles.is_inspector(user) else self.verified()


class AffiliationQuerySet(models.QuerySet["Affiliation"]):
    """Reads of affiliations."""

    def pending(self) -> "AffiliationQuerySet":
        """Return the claims that wait for the secretariat, the oldest first."""
        return self.filter(status="pending").order_by("requested_at", "pk")

    def current(self, on: date | Given | None = None) -> "AffiliationQuerySet":
        """Return those that give rights on a day (today): verified and, when representing, under mandate."""
        day = on or clock.today()
        return self.filter(status="verified").filter(
            ~Q(capacity="representing")
            | Q(mandate_valid_until__isnull=True)
            | Q(mandate_valid_until__gte=day)
        )

    def representing(self) -> "AffiliationQuerySet":
        """Return those in which the person speaks for the organisation."""
        return self.filter(capacity="representing")

    def visible_to(self, user: Any) -> "AffiliationQuerySet":
        """Return one's own and those of organisations whose contact one is; all for staff."""
        from . import roles  # roles reads these models

        if not user.is_authenticated:
            return self.none()
        if roles.is_secretariat(user) or roles.is_inspector(user):
            return self
        return self.filter(Q(user=user) | Q(organisation__contact=user))


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    """Reads of group memberships."""

    def active(self, on: date | Given | None = None) -> "GroupMembershipQuerySet":
        """Return those in force on a day (today)."""
        day = on or clock.today()
        return self.filter(status="active", starts_on__lte=day).filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=day)
        )

    def requested(self) -> "GroupMembershipQuerySet":
        """Return the requests that wait for an answer, the oldest first."""
        return self.filter(status="requested").order_by("requested_at", "pk")

    def coordinators(self) -> "GroupMembershipQuerySet":
        """Return the coordinators among them."""
        return self.filter(role="coordinator")

    def visible_to(self, user: Any) -> "GroupMembershipQuerySet":
        """Return one's own and those of the groups that one coordinates; all for staff."""
        from . import roles  # roles reads these models

        if not user.is_authenticated:
            return self.none()
        if roles.is_secretariat(user) or roles.is_inspector(user):
            return self
        return self.filter(Q(user=user) | Q(group__in=roles.coordinated_group_ids(user)))


class SeatQuerySet(models.QuerySet["Seat"]):
    """Reads of seats."""

    def in_office(self, on: date | Given | None = None) -> "SeatQuerySet":
        """Return the seats that stand on a day (today), filled or not.

        After the term a seat stands only where the decree says that it stays until the next one,
        whose action ends it.
        """
        day = on or clock.today()
        return (
            self.filter(starts_on__lte=day)
            .filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))
            .filter(Q(appointment__stays_until_next=True) | Q(appointment__term_end__gte=day))
        )

    def filled(self, on: date | Given | None = None) -> "SeatQuerySet":
        """Return the seats in office on a day (today) that a person holds: the base of every quorum."""
        return self.in_office(on).filter(person__isnull=False)
