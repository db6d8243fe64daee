"""Who somebody is at this moment: pure reads from groups, affiliations, memberships and seats.

Each fact is read with one query and kept on the user object, which lives as long as the request.
Being superuser gives no right here.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.models import Group

from portal.kit import clock
from portal.kit.prepared import Given, Prepared

from .models import Affiliation, GroupMembership, Organisation, Seat, WorkingGroup
from .querysets import SeatQuerySet

SECRETARIAT_EDITOR = "secretariat editor"
MINUTE_TAKER = "minute taker"
HEAD_OF_SECRETARIAT = "head of secretariat"
MODERATOR = "moderator"
SESSION_OPERATOR = "session operator"
INSPECTOR = "inspector"
ADMINISTRATOR = "administrator"

ALL_ROLES = (
    SECRETARIAT_EDITOR,
    MINUTE_TAKER,
    HEAD_OF_SECRETARIAT,
    MODERATOR,
    SESSION_OPERATOR,
    INSPECTOR,
    ADMINISTRATOR,
)

T = TypeVar("T")

# Every page of a signed-in person asks some of these.
_USER, _DAY = Given("user"), Given("day")
_ROLES = Prepared(lambda: Group.objects.filter(user=_USER, name__in=ALL_ROLES).values_list("name", flat=True))
_AFFILIATIONS = Prepared(
    lambda: (
        Affiliation.objects.filter(user=_USER)
        .current(_DAY)
        .select_related("organisation__kind", "organisation__parent")
        .order_by("pk")
    )
)
_MEMBERSHIPS = Prepared(
    lambda: (
        GroupMembership.objects.filter(user=_USER)
        .active(_DAY)
        .select_related("group")
        .order_by("group__position", "group_id")
    )
)
_SEATS = Prepared(
    lambda: (
        Seat.objects.filled(_DAY)
        .filter(person=_USER)
        .select_related("organisation__kind", "appointment")
        .order_by("-starts_on", "-pk")[:1]
    )
)


def kept(user: Any, name: str, read: Callable[[], T]) -> T:
    """Return what `read` gave the first time it was asked for this user object."""
    facts = user.__dict__.setdefault("_member_facts", {})
    if name not in facts:
        facts[name] = read()
    return facts[name]


def forget(user: Any) -> None:
    """Drop what was kept: the next question is read anew. Actions that change a fact call this."""
    user.__dict__.pop("_member_facts", None)


def _known(user: Any) -> bool:
    """Return whether there is an active person: a deactivated account has no role."""
    return user is not None and user.is_authenticated and user.is_active


def staff_roles(user: Any) -> frozenset[str]:
    """Return the names of the role groups that the person is in."""
    if not _known(user):
        return frozenset()
    return kept(user, "roles", lambda: frozenset(_ROLES(user=user.pk)))


def is_secretariat(user: Any) -> bool:
    """Return whether the person is an editor, a minute taker or the head of the secretariat."""
    return not staff_roles(user).isdisjoint({SECRETARIAT_EDITOR, MINUTE_TAKER, HEAD_OF_SECRETARIAT})


def is_head(user: Any) -> bool:
    """Return whether the person heads the secretariat."""
    return HEAD_OF_SECRETARIAT in staff_roles(user)


def is_operator(user: Any) -> bool:
    """Return whether the person may click for the chair of a session."""
    return SESSION_OPERATOR in staff_roles(user)


def is_moderator(user: Any) -> bool:
    """Return whether the person moderates comments."""
    return MODERATOR in staff_roles(user)


def is_inspector(user: Any) -> bool:
    """Return whether the person may read everything and change nothing."""
    return INSPECTOR in staff_roles(user)


def is_administrator(user: Any) -> bool:
    """Return whether the person runs the installation."""
    return ADMINISTRATOR in staff_roles(user)


def is_staff(user: Any) -> bool:
    """Return whether the person works for the secretariat in any role."""
    return bool(staff_roles(user))


def current_affiliations(user: Any) -> list[Affiliation]:
    """Return the affiliations that give rights today, with organisation, kind and parent."""
    if not _known(user):
        return []
    return kept(user, "affiliations", lambda: _AFFILIATIONS(user=user.pk, day=clock.today()))


def is_member(user: Any) -> bool:
    """Return whether the person has a verified, current affiliation."""
    return bool(current_affiliations(user))


def representing(user: Any, organisation: Organisation) -> Affiliation | None:
    """Return the affiliation by which the person speaks for `organisation` today, or None."""
    return next(
        (
            affiliation
            for affiliation in current_affiliations(user)
            if affiliation.is_representing and affiliation.organisation_id == organisation.pk
        ),
        None,
    )


def liaison_for(user: Any, organisation: Organisation) -> bool:
    """Return whether the person is the agency's liaison today."""
    return any(
        affiliation.is_liaison and affiliation.organisation_id == organisation.pk
        for affiliation in current_affiliations(user)
    )


def is_liaison(user: Any) -> bool:
    """Return whether the person is the liaison of any agency today."""
    return any(affiliation.is_liaison for affiliation in current_affiliations(user))


def organisations_of(user: Any) -> set[int]:
    """Return the ids of the organisations that the person belongs to today, and of what those are part of."""
    ids: set[int] = set()
    for affiliation in current_affiliations(user):
        ids.add(affiliation.organisation_id)
        if affiliation.organisation.parent_id:
            ids.add(affiliation.organisation.parent_id)
    return ids


def _memberships(user: Any) -> list[GroupMembership]:
    """Return the group memberships in force today."""
    if not _known(user):
        return []
    return kept(user, "memberships", lambda: _MEMBERSHIPS(user=user.pk, day=clock.today()))


def active_groups(user: Any) -> list[WorkingGroup]:
    """Return the working groups that the person belongs to today, in the city's order."""
    return [membership.group for membership in _memberships(user)]


def in_group(user: Any, group: WorkingGroup) -> bool:
    """Return whether the person belongs to the group today, as a member or its coordinator."""
    return any(membership.group_id == group.pk for membership in _memberships(user))


def coordinates(user: Any, group: WorkingGroup) -> bool:
    """Return whether the person coordinates the group today."""
    return group.pk in coordinated_group_ids(user)


def coordinated_group_ids(user: Any) -> set[int]:
    """Return the ids of the groups that the person coordinates today."""
    return {
        membership.group_id
        for membership in _memberships(user)
        if membership.role == GroupMembership.Role.COORDINATOR
    }


def current_seat(user: Any, on: date | None = None) -> Seat | None:
    """Return the seat that the person holds on a day (today), or None."""
    if not _known(user):
        return None
    seats = kept(user, f"seat {on}", lambda: _SEATS(user=user.pk, day=on or clock.today()))
    return next(iter(seats), None)


def filled_seats(on: date | None = None) -> SeatQuerySet:
    """Return the seats that a person holds on a day (today), by number: the base of every quorum."""
    return Seat.objects.filled(on).select_related("person", "organisation__kind").order_by("number", "pk")


def office_holder(office: str, on: date | None = None) -> Seat | None:
    """Return the filled seat of an office such as ``chair`` on a day (today), or None."""
    return filled_seats(on).filter(office=office).order_by("-starts_on", "-pk").first()
