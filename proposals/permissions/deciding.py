"""What the council and the city may do with a proposal, and who records it."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit import clock, wording
from portal.kit.lifecycle import SYSTEM
from portal.kit.verdict import YES, Verdict, no

from ..lifecycle import SESSION, State
from .who import roles_of
from .words import by_table, refuse, steward

if TYPE_CHECKING:
    from ..models import Proposal


def can_be_moved_by_session(verb: str, proposal: "Proposal") -> Verdict:
    """Return whether a session's result or an enacted decision may do `verb` to the proposal."""
    return by_table(verb, {SESSION}, proposal)


def can_defer(proposal: "Proposal") -> Verdict:
    """Return whether the proposal may be deferred once more."""
    most = proposal.rules.deferrals_max
    if proposal.deferrals >= most:
        return refuse(
            "proposal.deferrals",
            _("A proposal is deferred %(most)d times at most. Decide on it, or return it to its group.")
            % {"most": most},
            proposal,
        )
    return YES


def can_resume(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may take a deferred proposal up again: date reached, or a condition met."""
    verdict = steward("resume", user, proposal)
    if not verdict:
        return verdict
    until = proposal.deferred_until
    if until is not None and until > clock.today() and not proposal.deferred_condition:
        return refuse(
            "proposal.resume.early",
            _("The proposal is deferred until %(date)s.") % {"date": wording.tanggal(until)},
            proposal,
        )
    return YES


def can_convey(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may record that the proposal went to the mayor."""
    return by_table("convey", roles_of(user, proposal), proposal)


def can_record_answer(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may record the city's answer, the first or, after a study, the next."""
    if proposal.phase != State.ANSWERED:
        return by_table("answer", roles_of(user, proposal), proposal)
    verdict = by_table("answer_again", roles_of(user, proposal), proposal)
    if verdict and proposal.answer_result != "studied":
        return no(
            "proposal.answer_again.final",
            _("The city has answered for good. Another answer is recorded only while it is still studying."),
        )
    return verdict


def can_start(proposal: "Proposal") -> Verdict:
    """Return whether the opening of the first follow-up starts the proposal."""
    verdict = by_table("start", {SYSTEM}, proposal)
    if verdict and proposal.answer_result not in ("accepted", "partly"):
        return no("proposal.start.answer", _("The city has not accepted this proposal."))
    return verdict


def can_finish(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether `user` may record the end; that every follow-up has ended, the council knows."""
    return by_table("finish", roles_of(user, proposal), proposal)
