"""How a rule refuses: the tables asked, and the answer said in words about this proposal."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.kit.verdict import YES, Verdict, no

from ..lifecycle import PARTICIPATION, PROPOSAL, State
from .who import is_own, roles_of

if TYPE_CHECKING:
    from ..models import Proposal


def refuse(rule: str, message: str, proposal: "Proposal") -> Verdict:
    """Return a refusal that names the article of the rules of procedure after its words."""
    return no(rule, f"{message} ({proposal.rules.article})")


def by_table(verb: str, roles: Collection[str], proposal: "Proposal") -> Verdict:
    """Ask the table whether somebody in `roles` may do `verb` now; say it in words about this proposal."""
    phase = proposal.phase
    verdict = PROPOSAL.verdict(verb, phase, roles)
    if verdict:
        return YES
    if PROPOSAL.row(verb, phase) is None:
        return no(verdict.rule, wrong_state(phase))
    return no(verdict.rule, wrong_person())


def by_participation(verb: str, roles: Collection[str], proposal: "Proposal") -> Verdict:
    """Ask the table of participation, as `by_table` asks that of moves."""
    phase = proposal.phase
    allowed = PARTICIPATION[verb].get(phase)
    if allowed is None:
        return no(f"proposal.{verb}.state", wrong_state(phase))
    if allowed.isdisjoint(roles):
        return no(f"proposal.{verb}.who", wrong_person())
    return YES


def wrong_state(phase: State) -> str:
    """Return the words for a step that the present state has no room for."""
    return _(
        "The proposal is now in the state “%(state)s”, where this step is not possible. "
        "Open its page to see what can be done now."
    ) % {"state": phase.label}


def wrong_person() -> str:
    """Return the words for a step that is somebody else's."""
    return _("This step belongs to somebody else. The proposal's page says whose turn it is.")


def not_own(user: Any, proposal: "Proposal") -> Verdict:
    """Return whether the proposal is neither the person's own nor of their organisation."""
    if is_own(user, proposal):
        return refuse(
            "proposal.own",
            _(
                "This proposal is your own or comes from your organisation. "
                "Another coordinator or the secretariat takes this step."
            ),
            proposal,
        )
    return YES


def first(*verdicts: Verdict) -> Verdict:
    """Return the first refusal among `verdicts`, or yes."""
    return next((verdict for verdict in verdicts if not verdict), YES)


def steward(verb: str, user: Any, proposal: "Proposal") -> Verdict:
    """Return whether who the table names may do `verb`, not for a proposal of their own."""
    return first(by_table(verb, roles_of(user, proposal), proposal), not_own(user, proposal))
