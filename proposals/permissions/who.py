"""Who somebody is for one proposal: the roles of the tables, and whether it is their own."""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from portal.kit.prepared import Given, Prepared
from portal.members import roles as member_roles

from ..lifecycle import (
    AGENCY,
    AUTHOR,
    CO_AUTHOR,
    COORDINATOR,
    MEMBER,
    PARTICIPATION,
    PROPOSAL,
    SEAT,
    SECRETARIAT,
)

if TYPE_CHECKING:
    from portal.members.models import Affiliation, WorkingGroup

    from ..models import Proposal


def roles_of(user: Any, proposal: "Proposal") -> frozenset[str]:
    """Return the roles of the table that `user` has for `proposal` at this moment."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    found = set()
    if proposal.author_id == user.pk:
        found.add(AUTHOR)
    elif proposal.pk in co_authored(user):
        found.add(CO_AUTHOR)
    if proposal.leading_group_id in member_roles.coordinated_group_ids(user):
        found.add(COORDINATOR)
    if member_roles.is_secretariat(user):
        found.add(SECRETARIAT)
    return frozenset(found)


def participant_roles_of(user: Any, proposal: "Proposal") -> frozenset[str]:
    """Return the roles in which `user` may take part in the discussion, beside those of the table."""
    found = set(roles_of(user, proposal))
    if member_roles.is_member(user) and member_roles.active_groups(user):
        found.add(MEMBER)
    if member_roles.current_seat(user) is not None:
        found.add(SEAT)
    if member_roles.is_liaison(user):
        found.add(AGENCY)
    return frozenset(found)


def is_own(user: Any, proposal: "Proposal") -> bool:
    """Return whether the proposal is the person's own or of an organisation that they belong to.

    Belonging counts upwards as well: to a part of the author's organisation, or to what it is part of.
    """
    if proposal.author_id == user.pk or proposal.organisation_id in member_roles.organisations_of(user):
        return True
    if proposal.pk in bound_by_co_authors(user):
        return True
    parent = proposal.organisation.parent_id
    return parent is not None and any(
        affiliation.organisation_id == parent for affiliation in member_roles.current_affiliations(user)
    )


def numbers_of_own(user: Any) -> Any:
    """Return, as a query for their numbers, the proposals of which `is_own` says yes."""
    from ..models import Proposal  # the models read the tables of this package's lifecycle

    belongs = [one.organisation_id for one in member_roles.current_affiliations(user)]
    own = (
        Q(author=user)
        | Q(organisation__in=member_roles.organisations_of(user))
        | Q(organisation__parent__in=belongs)
        | Q(pk__in=bound_by_co_authors(user))
    )
    return Proposal.objects.filter(own).order_by().values("pk")


def co_authored(user: Any) -> set[int]:
    """Return the numbers of the proposals that `user` writes along now."""
    return {
        proposal for proposal, person, until in _co_authorships(user) if person == user.pk and until is None
    }


def bound_by_co_authors(user: Any) -> set[int]:
    """Return the proposals whose co-authors, past ones too, are the person or of their organisations."""
    return {proposal for proposal, _person, _until in _co_authorships(user)}


def _bound_together() -> Any:
    from ..models import CoAuthor  # the models read the tables of this package's lifecycle

    bound = CoAuthor.objects.bound().filter(
        Q(person=Given("user"))
        | Q(organisation__in=Given("organisations", many=True))
        | Q(organisation__parent__in=Given("belongs", many=True))
    )
    return bound.values_list("proposal_id", "person_id", "until")


_BOUND_TOGETHER = Prepared(_bound_together)


def _co_authorships(user: Any) -> list[tuple[int, int, Any]]:
    """Return proposal, person and end of what `user` and the organisations of `user` wrote along."""
    if not user.is_authenticated:
        return []
    return member_roles.kept(
        user,
        "co-authorships",
        lambda: _BOUND_TOGETHER(
            user=user.pk,
            organisations=member_roles.organisations_of(user),
            belongs=[one.organisation_id for one in member_roles.current_affiliations(user)],
        ),
    )


def acting_role(verb: str, user: Any, proposal: "Proposal") -> str:
    """Return the role in which `user` does `verb` here, for the act; the closest to the proposal first."""
    row = PROPOSAL.row(verb, proposal.phase)
    allowed = row.who if row else PARTICIPATION.get(verb, {}).get(proposal.phase, frozenset())
    held = participant_roles_of(user, proposal) & allowed
    order = (AUTHOR, CO_AUTHOR, COORDINATOR, SECRETARIAT, AGENCY, MEMBER, SEAT)
    return next((role for role in order if role in held), "")


def mandates_of(user: Any) -> "list[Affiliation]":
    """Return the affiliations in which `user` may write on behalf of a verified organisation today."""
    return [
        affiliation
        for affiliation in member_roles.current_affiliations(user)
        if affiliation.is_representing and affiliation.organisation.verified_at is not None
    ]


def own_groups(user: Any) -> "list[WorkingGroup]":
    """Return the working groups of `user` that take proposals now."""
    return [group for group in member_roles.active_groups(user) if group.is_open]
