"""Who may check a proposal, open, close and reopen its discussion, formulate it and send it up."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit import wording
from portal.kit.lifecycle import SYSTEM
from portal.kit.verdict import YES, Verdict, no

from ..heard import HeardReport
from ..lifecycle import PROPOSAL
from .who import roles_of
from .words import by_participation, first, not_own, refuse, steward

if TYPE_CHECKING:
    from ..models import Proposal


def can_send_back(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may send the proposal back to be completed."""
    return steward("send_back", user, proposal)


def can_not_forward(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may decide that the proposal is not forwarded."""
    return steward("not_forward", user, proposal)


def can_open_discussion(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may open the discussion."""
    return steward("open_discussion", user, proposal)


def can_extend(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may extend the discussion: once."""
    verdict = steward("extend", user, proposal)
    if verdict and proposal.extended:
        return refuse(
            "proposal.extend.once",
            _("The discussion has been extended already. It is extended once; after it closes, reopen it."),
            proposal,
        )
    return verdict


def can_close_discussion(proposal: "Proposal") -> Verdict:
    """Return whether the discussion closes now, by the clock and by nobody's hand."""
    verdict = PROPOSAL.verdict("close_discussion", proposal.state, {SYSTEM})
    if verdict and not proposal.closing_passed:
        return no("proposal.close_discussion.early", _("The closing date has not passed yet."))
    return verdict


def can_reopen_discussion(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may reopen the discussion."""
    return steward("reopen_discussion", user, proposal)


def can_write_formulation(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may write the group's formulation."""
    return first(
        by_participation("write_formulation", roles_of(user, proposal), proposal), not_own(user, proposal)
    )


def can_record_meeting(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may attach the notes of a meeting, hearing or visit."""
    return first(
        by_participation("record_meeting", roles_of(user, proposal), proposal), not_own(user, proposal)
    )


def can_send_to_session(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may send the proposal to the session, once the guards are met."""
    return steward("send_to_session", user, proposal)


def ready_for_session(proposal: "Proposal", report: HeardReport, *, waiver_reason: str = "") -> Verdict:
    """Return whether the guards are met: heard or waived, and formulated since the discussion closed.

    A formulation that a session has seen, or that an earlier closing was followed by, does not count.
    """
    if not proposal.formulations.filter(sent_at__isnull=True, created_at__gte=proposal.closes_at).exists():
        return refuse(
            "proposal.send_to_session.formulation",
            _("The working group's formulation is still missing. Write it first."),
            proposal,
        )
    if report.met or waiver_reason.strip():
        return YES
    return refuse("proposal.heard", heard_words(report), proposal)


def heard_words(report: HeardReport) -> str:
    """Return in words who has not been heard yet and what to do about it."""
    words = [_("Cannot be sent to the session yet.")]
    if report.missing:
        names = ", ".join(entry.label.lower() for entry in report.unheard)
        words.append(
            _("Elements still to be heard: %(missing)d (of %(names)s).")
            % {"missing": report.missing, "names": names}
        )
    for agency in report.pending_agencies:
        words.append(
            _("%(agency)s may still answer until %(date)s.")
            % {"agency": agency.name, "date": wording.tanggal(agency.due_on)}
        )
    words.append(_("Reopen the discussion and invite them, or write why the proposal goes on all the same."))
    return " ".join(words)


def heard_is_unmet(proposal: "Proposal", report: HeardReport) -> Verdict:
    """Return whether somebody is still to be heard, which is a ground for reopening the discussion."""
    if report.met:
        return refuse(
            "proposal.reopen_discussion.heard",
            _("Everybody who had to be heard was heard. Choose the other ground if the wording changed."),
            proposal,
        )
    return YES
