"""The states of a referral, by which an announced recommendation goes to the mayor, as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.kit.lifecycle import Lifecycle, move

from .roles import SECRETARIAT


class ReferralState(TextChoices):
    """Where a recommendation stands with the city."""

    CONVEYED = "conveyed", _("Conveyed")
    ANSWERED = "answered", _("Answered")


# Before it is conveyed there is no referral, hence no row of the model is ever in this state.
NOT_CONVEYED = "not_conveyed"

S = ReferralState

REFERRAL = Lifecycle(
    noun="referral",
    states=(NOT_CONVEYED, *S.values),
    roles=(SECRETARIAT,),
    moves=(
        move("convey", NOT_CONVEYED, S.CONVEYED, SECRETARIAT, "is_recommendation", "announced", "letter"),
        move(
            "record_answer",
            S.CONVEYED,
            S.ANSWERED,
            SECRETARIAT,
            "answer_for_each_proposal",
            "answer_for_each_follow_up",
        ),
        move(
            "record_later_answer",
            S.ANSWERED,
            S.ANSWERED,
            SECRETARIAT,
            "still_studied",
            "answer_for_each_proposal",
            "answer_for_each_follow_up",
        ),
    ),
)
