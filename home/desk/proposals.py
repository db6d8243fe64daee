"""What waits for a person in proposals: as their author, coordinator, member of a group, or liaison."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.wording import tanggal
from portal.members import roles
from proposals import permissions
from proposals.journey import check_promised_on
from proposals.lifecycle import State
from proposals.models import AgencyRequest, AuthorInvitation, MergeRequest, Proposal, ProposalRules

from .row import Row

MOST = 10


def rows(user: Any) -> Iterator[Row]:
    """Yield what waits for `user` in proposals."""
    yield from _invitations(user)
    yield from _own_drafts(user)
    yield from _to_lead(user)
    yield from _to_answer(user)
    yield from _to_merge(user)
    if roles.coordinated_group_ids(user):
        yield from _to_carry_out(user)


def own_proposals(user: Any) -> list[Proposal]:
    """Return the newest proposals of the person's organisations; of drafts, only the person's own."""
    organisations = roles.organisations_of(user)
    return list(
        Proposal.objects.visible_to(user)
        .filter(Q(author=user) | Q(organisation__in=organisations) | Q(pk__in=permissions.co_authored(user)))
        .for_rows()
        .order_by("-changed_at", "-pk")[:MOST]
    )


def _invitations(user: Any) -> Iterator[Row]:
    """Yield the open invitations to write along, or to take an authorship over."""
    asked = AuthorInvitation.objects.filter(person=user, state="open")
    for invitation in asked.select_related("proposal", "organisation").order_by("pk")[:MOST]:
        yield Row(
            icon="group",
            kind=_("Invitation to take over the authorship")
            if invitation.is_handover
            else _("Invitation to write along"),
            title=invitation.proposal.title or _("Untitled draft"),
            url=invitation.get_absolute_url(),
            verb=_("Answer the invitation"),
            text=_("On behalf of %(organisation)s.") % {"organisation": invitation.organisation.name},
            since=invitation.invited_at,
            written=True,
        )


def _own_drafts(user: Any) -> Iterator[Row]:
    """Yield the person's drafts, those that were sent back among them."""
    mine = Q(author=user) | Q(pk__in=permissions.co_authored(user))
    drafts = Proposal.objects.filter(mine, state=State.DRAFT).select_related("draft")
    for proposal in drafts.order_by("-changed_at", "-pk")[:MOST]:
        back = proposal.ever_submitted
        yield Row(
            icon="warning" if back else "edit",
            kind=_("Sent back to be completed") if back else _("Draft"),
            title=proposal.draft.title or proposal.title or _("Untitled draft"),
            url=proposal.get_absolute_url(),
            verb=_("Complete it") if back else _("Go on writing"),
            text=_("Your text is intact as a draft.") if back else _("Only its authors can see it."),
            since=proposal.changed_at,
            written=True,
        )


def _to_lead(user: Any) -> Iterator[Row]:
    """Yield what the coordinator of a group does next: check, formulate, send to the session."""
    groups = roles.coordinated_group_ids(user)
    if not groups:
        return
    found = (
        Proposal.objects.public()
        .filter(leading_group__in=groups)
        .in_phase([State.SUBMITTED, State.FORMULATION])
        # Nobody leads a proposal of their own or of their organisation.
        .exclude(Q(author=user) | Q(organisation__in=roles.organisations_of(user)))
        .exclude(pk__in=permissions.bound_by_co_authors(user))
        .order_by("changed_at", "pk")[:MOST]
    )
    rules = ProposalRules.load()
    for proposal in found:
        proposal.rules = rules
        if proposal.state == State.SUBMITTED:
            yield Row(
                icon="file",
                kind=_("Proposal to check"),
                title=proposal.title,
                url=proposal.get_absolute_url(),
                verb=_("Check it"),
                text=_("Is it complete? Then open the discussion, else send it back with a reason."),
                due=check_promised_on(proposal),
                written=True,
            )
        else:
            yield Row(
                icon="edit",
                kind=_("Formulation"),
                title=proposal.title,
                url=proposal.get_absolute_url(),
                verb=_("Write the formulation"),
                text=_("The discussion closed on %(date)s.") % {"date": tanggal(proposal.closes_at)},
                due=proposal.formulation_due_on,
                since=proposal.closes_at,
                written=True,
            )


def _to_carry_out(user: Any) -> Iterator[Row]:
    """Yield what a coordinator may merge now: the author agreed, or was silent long enough."""
    asked = MergeRequest.objects.filter(
        Q(answer=MergeRequest.Answer.AGREES) | Q(answer="", due_on__lt=clock.today()),
        proposal__leading_group__in=roles.coordinated_group_ids(user),
        ended_at__isnull=True,
    ).exclude(Q(proposal__author=user) | Q(proposal__organisation__in=roles.organisations_of(user)))
    for request in asked.select_related("proposal").order_by("due_on", "pk")[:MOST]:
        yield Row(
            icon="file",
            kind=_("Merging"),
            title=request.proposal.title,
            url=reverse("proposals:merge", args=[request.proposal_id]),
            verb=_("Merge"),
            text=_("The author agrees.") if request.agreed else _("The author has not answered in time."),
            written=True,
        )


def _to_answer(user: Any) -> Iterator[Row]:
    """Yield the questions to an agency whose liaison the person is."""
    agencies = [one.organisation_id for one in roles.current_affiliations(user) if one.is_liaison]
    if not agencies:
        return
    asked = AgencyRequest.objects.filter(
        organisation__in=agencies, answered_at__isnull=True, due_on__gte=clock.today()
    )
    for request in asked.select_related("proposal", "organisation").order_by("due_on", "pk")[:MOST]:
        yield Row(
            icon="stance-official",
            kind=_("Official response"),
            title=request.proposal.title,
            url=request.proposal.get_absolute_url(),
            verb=_("Respond"),
            text=_("%(agency)s is asked for its official response.") % {"agency": request.organisation},
            due=request.due_on,
            written=True,
        )


def _to_merge(user: Any) -> Iterator[Row]:
    """Yield the questions whether a proposal of the person may be merged into another one."""
    asked = MergeRequest.objects.filter(proposal__author=user, ended_at__isnull=True, answer="")
    for request in asked.select_related("proposal", "target").order_by("due_on", "pk")[:MOST]:
        yield Row(
            icon="reply",
            kind=_("Proposed merging"),
            title=request.proposal.title,
            url=reverse("proposals:answer_merge", args=[request.proposal_id]),
            verb=_("Answer the question"),
            text=_("It is proposed to merge it into proposal %(number)d, “%(title)s”.")
            % {"number": request.target_id, "title": request.target.title},
            due=request.due_on,
            written=True,
        )
