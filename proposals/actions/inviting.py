"""Inviting the elements that have not been heard, some days before the discussion closes."""

from datetime import timedelta

from django.db import transaction

from portal import notices
from portal.kit import clock
from portal.kit.lifecycle import SYSTEM
from portal.kit.verdict import Refused
from portal.members.models import Organisation

from ..heard import heard
from ..lifecycle import State
from ..models import Invitation, Proposal, ProposalRules
from .acts import record_act
from .closing import hold
from .counts import recount


def invite_missing_elements() -> int:
    """Invite for every discussion that closes soon, each in a transaction of its own; return how many mails.

    Once for each organisation and proposal, so that a late change or an extension invites nobody twice; at
    once where the discussion is shorter than the days of the rule.
    """
    until = clock.now() + timedelta(days=ProposalRules.load().invite_days_before)
    soon = Proposal.objects.in_discussion().filter(closes_at__lte=until).exclude(heard_missing=0)
    invited = 0
    for proposal in soon.order_by("closes_at", "pk"):
        try:
            invited += len(invite_unheard(proposal=proposal))
        except Refused:
            # Merged or moved on since the list was read.
            continue
    return invited


def invite_unheard(*, proposal: Proposal) -> list[Invitation]:
    """Invite the contact persons of the organisations whose element is missing; return the new invitations.

    Nothing happens when enough elements were heard, or everybody has been invited.
    """
    with transaction.atomic():
        held = hold(proposal)
        report = heard(held)
        if held.state != State.DISCUSSION or not report.missing:
            return []
        elements = [entry.element for entry in report.unheard]
        organisations = list(
            Organisation.objects.verified()
            .filter(kind__element__in=elements, contact__isnull=False)
            .exclude(pk__in=held.invitations.values("organisation"))
            .select_related("kind", "contact")
            .order_by("pk")
        )
        if not organisations:
            return []
        now = clock.now()
        made = Invitation.objects.bulk_create(
            Invitation(proposal=held, organisation=one, element=one.element, invited_at=now)
            for one in organisations
        )
        recount(held)
        for one in organisations:
            notices.notify(
                event=f"proposal:{held.pk}:invited:{one.pk}",
                kind="proposal.invited",
                people=[one.contact],
                template="proposals/mail/invited",
                context={"proposal": held, "organisation": one},
                url=held.get_absolute_url(),
            )
        note = {element: sum(one.element == element for one in organisations) for element in elements}
        record_act(held, "invite", was=held.state, actor=None, role=SYSTEM, note=note)
    return made
