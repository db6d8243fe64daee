"""The states of a decision draft, from the first text to the enacted decision, as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from portal.kit.lifecycle import Lifecycle, move

from .roles import CHAIR, COUNCIL_SECRETARY, HEAD, SECRETARIAT


class DraftState(TextChoices):
    """Where a decision draft stands."""

    DRAFT = "draft", _("Concept")
    INITIALLED = "initialled", _("Initialled")
    SIGNED = "signed", _("Signed")
    ENACTED = "enacted", _("Enacted")


S = DraftState

# On a recommendation the first of the two signatures leaves the draft initialled, the second moves it.
DECISION_DRAFT = Lifecycle(
    noun="decision_draft",
    states=tuple(S.values),
    roles=(SECRETARIAT, HEAD, CHAIR, COUNCIL_SECRETARY),
    moves=(
        move("edit", S.DRAFT, S.DRAFT, SECRETARIAT, "from_adopted_motions", "revision_is_current"),
        move("initial", S.DRAFT, S.INITIALLED, HEAD, "never_edited_it"),
        move(
            "sign",
            S.INITIALLED,
            {S.INITIALLED, S.SIGNED},
            {CHAIR, COUNCIL_SECRETARY},
            "never_edited_it",
            "signs_this_kind",
            "not_signed_yet",
        ),
        # Signed with ink or by another service: whoever compares the paper with the text uploads it.
        move(
            "sign_on_paper", S.INITIALLED, S.SIGNED, SECRETARIAT, "never_edited_it", "signers_never_edited_it"
        ),
        move(
            "send_back",
            {S.INITIALLED, S.SIGNED},
            S.DRAFT,
            {HEAD, CHAIR, COUNCIL_SECRETARY},
            "reason",
        ),
        move("enact", S.SIGNED, S.ENACTED, SECRETARIAT),
    ),
)
