"""Who invites co-authors, hands the authorship over, answers, and leaves."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit.verdict import YES, Verdict, no

from ..lifecycle import AUTHOR, SECRETARIAT
from .who import mandates_of, roles_of
from .words import by_participation, first, not_own

if TYPE_CHECKING:
    from portal.members.models import Affiliation

    from ..models import AuthorInvitation, Proposal


def can_invite_co_author(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may invite somebody to write along."""
    verdict = by_participation("invite_co_author", roles_of(user, proposal), proposal)
    return has_place(proposal) if verdict else verdict


def has_place(proposal: "Proposal") -> Verdict:
    """Return whether one more co-author has a place."""
    most = proposal.rules.co_authors_max
    taken = proposal.co_authors.active().count() + proposal.author_invitations.filter(state="open").count()
    if taken >= most:
        return no(
            "proposal.co_authors.most",
            _("A proposal has at most %(most)d co-authors, open invitations counted.") % {"most": most},
        )
    return YES


def can_hand_over(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may offer the authorship: the author, or for one who is gone the secretariat."""
    roles = roles_of(user, proposal)
    verdict = by_participation("hand_over", roles, proposal)
    if not verdict or AUTHOR in roles:
        return verdict
    return first(_author_gone(proposal), not_own(user, proposal))


def can_manage_authors(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether there is anything that `user` may do about the authors."""
    offers = (can_invite_co_author, can_hand_over, can_leave_authorship)
    verdicts = [offer(user, proposal) for offer in offers]
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


def _author_gone(proposal: "Proposal") -> Verdict:
    """Return whether the author can no longer write for the proposal's organisation."""
    author = proposal.author
    if author is not None and any(m.organisation_id == proposal.organisation_id for m in mandates_of(author)):
        return no(
            "proposal.hand_over.present",
            _("The author still represents the organisation, and offers the authorship themselves."),
        )
    return YES


def can_be_invited(affiliation: "Affiliation", proposal: "Proposal", kind: str) -> Verdict:
    """Return whether the person of `affiliation` may become co-author, or author, for its organisation."""
    organisation = affiliation.organisation
    if not (affiliation.is_current and affiliation.is_representing and organisation.verified_at):
        return no(
            "proposal.invite.mandate",
            _("Only who represents a verified organisation writes along. Choose somebody else."),
        )
    if proposal.author_id == affiliation.user_id:
        return no("proposal.invite.author", _("This person is the author already."))
    written = proposal.co_authors.active().filter(person=affiliation.user_id).first()
    if kind == "co_author":
        if written is not None:
            return no("proposal.invite.twice", _("This person writes along already."))
        return YES
    own = organisation.pk == proposal.organisation_id
    if own or (written is not None and written.organisation_id == organisation.pk):
        return YES
    return no(
        "proposal.hand_over.whom",
        _("The authorship goes to a co-author, or to somebody else who represents the same organisation."),
    )


def can_answer_invitation(user: Any, invitation: "AuthorInvitation") -> Verdict:
    """Return whether `user` may accept or decline."""
    if invitation.person_id != user.pk:
        return no("proposal.invitation.who", _("This invitation is for somebody else."))
    return _is_open(invitation)


def can_accept_invitation(user: Any, invitation: "AuthorInvitation") -> Verdict:
    """Return whether `user` may accept: still mandated, while the proposal still takes authors."""
    verdict = can_answer_invitation(user, invitation)
    if not verdict:
        return verdict
    verb = "hand_over" if invitation.is_handover else "invite_co_author"
    return first(
        by_participation(verb, {AUTHOR}, invitation.proposal),
        can_be_invited(invitation.affiliation, invitation.proposal, invitation.kind),
    )


def can_take_back_invitation(user: Any, invitation: "AuthorInvitation") -> Verdict:
    """Return whether `user` may take the invitation back: the author, or who sent it for one who is gone."""
    roles = roles_of(user, invitation.proposal)
    if AUTHOR in roles or (SECRETARIAT in roles and invitation.invited_by_id == user.pk):
        return _is_open(invitation)
    return no("proposal.invitation.take_back", _("An invitation is taken back by the author."))


def can_leave_authorship(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may stop writing along. An author hands the authorship over instead."""
    if user.is_authenticated and proposal.co_authors.active().filter(person=user).exists():
        return YES
    return no("proposal.leave.who", _("Only a co-author can leave a proposal."))


def _is_open(invitation: "AuthorInvitation") -> Verdict:
    if invitation.state == "open":
        return YES
    return no(
        "proposal.invitation.answered",
        _("This invitation was answered or taken back already: %(state)s.")
        % {"state": invitation.get_state_display().lower()},
    )
