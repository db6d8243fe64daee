"""The states of a partner's contribution, from the offer to the handover, as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.kit.lifecycle import Lifecycle, move

from .roles import REPRESENTATIVE, SECRETARIAT


class ContributionState(TextChoices):
    """Where an offer stands."""

    OFFERED = "offered", _("Contribution offered")
    ACCEPTED = "accepted", _("Offer accepted")
    DECLINED = "declined", _("Offer declined")
    WITHDRAWN = "withdrawn", _("Offer withdrawn")
    HANDED_OVER = "handed_over", _("Handed over")


# Before it is offered there is no contribution, hence no row of the model is ever in this state.
NOT_OFFERED = "not_offered"

S = ContributionState

CONTRIBUTION = Lifecycle(
    noun="contribution",
    states=(NOT_OFFERED, *S.values),
    roles=(REPRESENTATIVE, SECRETARIAT),
    moves=(
        move("offer", NOT_OFFERED, S.OFFERED, REPRESENTATIVE, "announced", "accepted_proposal", "no_money"),
        move("accept", S.OFFERED, S.ACCEPTED, SECRETARIAT, "not_ones_own"),
        move("decline", S.OFFERED, S.DECLINED, SECRETARIAT, "not_ones_own", "reason"),
        move("withdraw", {S.OFFERED, S.ACCEPTED}, S.WITHDRAWN, REPRESENTATIVE, "reason"),
        move("hand_over", S.ACCEPTED, S.HANDED_OVER, SECRETARIAT, "not_ones_own", "day", "receiver"),
    ),
)
