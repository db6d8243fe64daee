"""Who may offer, accept, decline, withdraw and hand over a partner's contribution."""

from typing import Any

from django.utils.translation import gettext as _

from council.lifecycle.contribution import CONTRIBUTION, NOT_OFFERED
from council.lifecycle.roles import REPRESENTATIVE, SECRETARIAT
from council.models import Contribution, Decision
from portal.kit.verdict import YES, Verdict, no
from portal.members import roles
from portal.members.models import Affiliation, Organisation
from proposals.lifecycle import State
from proposals.models import AnswerResult, Proposal

# From the announcement until the work has ended.
OPEN_TO_OFFERS = frozenset(
    {State.ACCEPTED, State.ACCEPTED_WITH_CHANGES, State.CONVEYED, State.ANSWERED, State.IN_PROGRESS}
)


def offering_affiliations(user: Any) -> list[Affiliation]:
    """Return the affiliations in whose name `user` may offer: representing, under a current mandate."""
    return [
        affiliation
        for affiliation in roles.current_affiliations(user)
        if affiliation.is_representing and affiliation.organisation.is_verified
    ]


def takes_offers(proposal: Proposal) -> bool:
    """Return whether partners can still contribute to `proposal`: it was accepted and its work goes on."""
    return proposal.state in OPEN_TO_OFFERS and proposal.answer_result != AnswerResult.DECLINED


def can_offer_contribution(
    user: Any, decision: Decision, proposal: Proposal | None = None, organisation: Organisation | None = None
) -> Verdict:
    """Say whether `user` may offer a contribution to what `decision` recommended.

    `decision.outcomes` with their proposals are read. With `proposal` and `organisation` the very offer is
    judged, without them whether any is possible.
    """
    own = offering_affiliations(user)
    if organisation is not None:
        own = [affiliation for affiliation in own if affiliation.organisation_id == organisation.pk]
    held = frozenset({REPRESENTATIVE}) if own else frozenset()
    verdict = CONTRIBUTION.verdict("offer", NOT_OFFERED, held)
    if not verdict:
        return verdict
    if not decision.is_announced:
        return no(
            "contribution.offer.unannounced", _("Contributions are offered after a decision is announced.")
        )
    proposals = [outcome.proposal for outcome in decision.outcomes.all() if outcome.proposal is not None]
    if proposal is not None:
        proposals = [known for known in proposals if known.pk == proposal.pk]
    if decision.is_recommendation and any(takes_offers(known) for known in proposals):
        return YES
    return no(
        "contribution.offer.proposal",
        _("Contributions are offered to what was accepted, until it is finished or refused."),
    )


def roles_towards(user: Any, contribution: Contribution) -> frozenset[str]:
    """Return the roles of `user`: secretariat, and representative of the organisation that offers."""
    found = set()
    if roles.is_secretariat(user):
        found.add(SECRETARIAT)
    if roles.representing(user, contribution.organisation) is not None:
        found.add(REPRESENTATIVE)
    return frozenset(found)


def _by_secretariat(verb: str, user: Any, contribution: Contribution) -> Verdict:
    verdict = CONTRIBUTION.verdict(verb, contribution.state, roles_towards(user, contribution))
    if verdict and contribution.organisation_id in roles.organisations_of(user):
        return no(
            f"contribution.{verb}.own",
            _("You belong to the organisation that offers this. Somebody else of the secretariat decides."),
        )
    return verdict


def can_accept_contribution(user: Any, contribution: Contribution) -> Verdict:
    """Say whether `user` may accept the offer: the secretariat, not for one's own organisation."""
    return _by_secretariat("accept", user, contribution)


def can_decline_contribution(user: Any, contribution: Contribution) -> Verdict:
    """Say whether `user` may decline the offer: the secretariat, not for one's own organisation."""
    return _by_secretariat("decline", user, contribution)


def can_record_handover(user: Any, contribution: Contribution) -> Verdict:
    """Say whether `user` may record the handover: the secretariat, not for one's own organisation."""
    return _by_secretariat("hand_over", user, contribution)


def can_withdraw_contribution(user: Any, contribution: Contribution) -> Verdict:
    """Say whether `user` may withdraw the offer: who represents the organisation that made it."""
    return CONTRIBUTION.verdict("withdraw", contribution.state, roles_towards(user, contribution))
