"""Co-authors invited, accepting, declining and leaving; the authorship handed over with consent."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal import notices
from portal.kit import clock
from portal.kit.locking import change_state
from portal.kit.verdict import Refused, no, require
from portal.members import roles as member_roles
from portal.members.models import Affiliation

from ..lifecycle import AUTHOR, CO_AUTHOR, SECRETARIAT
from ..models import AuthorInvitation, CoAuthor, Proposal
from ..permissions import (
    can_accept_invitation,
    can_answer_invitation,
    can_be_invited,
    can_hand_over,
    can_invite_co_author,
    can_leave_authorship,
    can_take_back_invitation,
    has_place,
)
from .acts import record_act
from .closing import hold
from .counts import recount

Kind, State = AuthorInvitation.Kind, AuthorInvitation.State


def invite_author(*, proposal: Proposal, actor: Any, affiliation: Affiliation, kind: str) -> AuthorInvitation:
    """Ask the person of `affiliation` to write along, or (`kind` handover) to take the authorship over.

    They are told by mail and at their desk. Raises Refused, also while an invitation of theirs is open.
    """
    with transaction.atomic():
        held = hold(proposal)
        require((can_hand_over if kind == Kind.HANDOVER else can_invite_co_author)(actor, held))
        require(can_be_invited(affiliation, held, kind))
        if _in_the_way(held, affiliation, kind):
            raise Refused(
                no("proposal.invite.waiting", _("An earlier invitation is still open. Take it back first."))
            )
        role = AUTHOR if held.author_id == actor.pk else SECRETARIAT
        return _invite(held, affiliation, kind, actor=actor, role=role)


def invite_merged_author(
    target: Proposal, *, affiliation: Affiliation | None, actor: Any, role: str
) -> AuthorInvitation | None:
    """Ask the author of a proposal that was merged into the locked `target` to write that one along.

    The merging offers it, so nobody need be an author of `target` to ask; its author can take the invitation
    back. Returns None where a rule stands against it: no mandate any more, co-author already, no place left.
    """
    if affiliation is None or _in_the_way(target, affiliation, Kind.CO_AUTHOR):
        return None
    if not (has_place(target) and can_be_invited(affiliation, target, Kind.CO_AUTHOR)):
        return None
    return _invite(target, affiliation, Kind.CO_AUTHOR, actor=actor, role=role)


def _in_the_way(held: Proposal, affiliation: Affiliation, kind: str) -> bool:
    """Return whether an open invitation has to be answered or taken back first."""
    in_the_way = Q(person=affiliation.user)
    if kind == Kind.HANDOVER:
        in_the_way |= Q(kind=kind)
    return held.author_invitations.filter(in_the_way, state=State.OPEN).exists()


def _invite(
    held: Proposal, affiliation: Affiliation, kind: str, *, actor: Any, role: str
) -> AuthorInvitation:
    """Leave the invitation, its notice and its act."""
    invitation = AuthorInvitation.objects.create(
        proposal=held,
        kind=kind,
        person=affiliation.user,
        affiliation=affiliation,
        organisation=affiliation.organisation,
        invited_by=actor,
        invited_at=clock.now(),
    )
    _tell(invitation, "author_invited", affiliation.user)
    verb = "offer_authorship" if kind == Kind.HANDOVER else "invite_co_author"
    record_act(held, verb, was=held.state, actor=actor, role=role, public=False)
    return invitation


def accept_invitation(*, invitation: AuthorInvitation, actor: Any) -> Proposal:
    """Become co-author or author, each for the organisation of the invitation; return the proposal.

    Public from the moment in which the proposal is. Raises Refused.
    """
    with transaction.atomic():
        held = hold(invitation.proposal)
        fresh = _fresh(invitation, held)
        require(can_accept_invitation(actor, fresh))
        change_state(fresh, to=State.ACCEPTED, answered_at=clock.now())
        # After a merging it was not the author who invited.
        told = {fresh.invited_by, held.author} - {None, actor}
        if fresh.is_handover:
            _hand_over(held, fresh)
        else:
            _join(held, fresh)
        recount(held)
        for person in {actor, fresh.invited_by} - {None}:
            member_roles.forget(person)
        for person in told:
            _tell(fresh, "author_accepted", person)
        record_act(
            held,
            "hand_over" if fresh.is_handover else "join_authors",
            was=held.state,
            actor=actor,
            role=AUTHOR if fresh.is_handover else CO_AUTHOR,
            note={"organisation": fresh.organisation_id},
            public=held.ever_submitted,
        )
    return held


def decline_invitation(*, invitation: AuthorInvitation, actor: Any) -> AuthorInvitation:
    """Say no; whoever invited is told."""
    with transaction.atomic():
        held = hold(invitation.proposal)
        fresh = _fresh(invitation, held)
        require(can_answer_invitation(actor, fresh))
        change_state(fresh, to=State.DECLINED, answered_at=clock.now())
        if fresh.invited_by is not None:
            _tell(fresh, "author_declined", fresh.invited_by)
        record_act(held, "decline_authorship", was=held.state, actor=actor, role="user", public=False)
    return fresh


def take_back_invitation(*, invitation: AuthorInvitation, actor: Any) -> AuthorInvitation:
    """Withdraw an invitation that nobody has answered."""
    with transaction.atomic():
        held = hold(invitation.proposal)
        fresh = _fresh(invitation, held)
        require(can_take_back_invitation(actor, fresh))
        change_state(fresh, to=State.TAKEN_BACK, answered_at=clock.now())
        role = AUTHOR if held.author_id == actor.pk else SECRETARIAT
        record_act(held, "take_back_invitation", was=held.state, actor=actor, role=role, public=False)
    return fresh


def leave_authorship(*, proposal: Proposal, actor: Any) -> Proposal:
    """Stop writing along; who left a public proposal stays bound to it as its author would be."""
    with transaction.atomic():
        held = hold(proposal)
        require(can_leave_authorship(actor, held))
        _end(held, actor)
        recount(held)
        member_roles.forget(actor)
        record_act(
            held, "leave_authors", was=held.state, actor=actor, role=CO_AUTHOR, public=held.ever_submitted
        )
    return held


def _fresh(invitation: AuthorInvitation, held: Proposal) -> AuthorInvitation:
    """Return the invitation as it stands, now that its proposal is locked."""
    found = AuthorInvitation.objects.select_related(
        "affiliation__organisation__kind", "affiliation__user", "invited_by", "person", "organisation"
    ).get(pk=invitation.pk)
    found.proposal = held
    return found


def _join(held: Proposal, invitation: AuthorInvitation) -> None:
    CoAuthor.objects.create(
        proposal=held,
        person=invitation.person,
        affiliation=invitation.affiliation,
        organisation=invitation.organisation,
        since=clock.now(),
    )


def _hand_over(held: Proposal, invitation: AuthorInvitation) -> None:
    """Make the invited person the author; who was it writes along when the organisation is another one."""
    _end(held, invitation.person)
    former = CoAuthor(
        proposal=held,
        person=held.author,
        affiliation=held.affiliation,
        organisation=held.organisation,
        since=held.created_at,
    )
    if invitation.organisation_id == held.organisation_id:
        former.until, former.bound = clock.now(), held.ever_submitted
    if held.author is not None:
        former.save()
    held.author = invitation.person
    held.affiliation, held.organisation = invitation.affiliation, invitation.organisation
    held.save(update_fields=["author", "affiliation", "organisation"])


def _end(held: Proposal, person: Any) -> None:
    held.co_authors.active().filter(person=person).update(until=clock.now(), bound=held.ever_submitted)


def _tell(invitation: AuthorInvitation, event: str, person: Any) -> None:
    notices.notify(
        event=f"proposal:{invitation.proposal_id}:{event}:{invitation.pk}",
        kind=f"proposal.{event}",
        people=[person],
        template=f"proposals/mail/{event}",
        context={"proposal": invitation.proposal, "invitation": invitation},
        url=(
            invitation.get_absolute_url()
            if event == "author_invited"
            else invitation.proposal.get_absolute_url()
        ),
    )
