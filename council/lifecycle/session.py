"""Who moves a session from which state to which: the table of the domain, as data."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.kit.lifecycle import Lifecycle, move

from .roles import CHAIR, COUNCIL_SECRETARY, OPERATOR, SECRETARIAT


class SessionState(TextChoices):
    """The states of a session."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("In session")
    SUSPENDED = "suspended", _("Suspended")
    ENDED = "ended", pgettext_lazy("session", "Ended")
    MINUTED = "minuted", _("Minutes signed")
    RESCHEDULED = "rescheduled", _("Rescheduled")
    CANCELLED = "cancelled", _("Cancelled")


S = SessionState
LEADING = (CHAIR, OPERATOR)

SESSION = Lifecycle(
    noun="session",
    states=tuple(S.values),
    roles=(CHAIR, OPERATOR, SECRETARIAT, COUNCIL_SECRETARY),
    moves=(
        move("open", S.PLANNED, S.OPEN, LEADING),
        move("suspend", S.OPEN, S.SUSPENDED, LEADING, "reason", "no_ballot_open", "allowed_suspensions"),
        move("resume", S.SUSPENDED, S.OPEN, LEADING),
        move("end", S.OPEN, S.ENDED, LEADING, "nothing_before_the_council"),
        # A signature is personal: the operator does not sign for the chair. The second one moves it.
        move("sign_minutes", S.ENDED, (S.ENDED, S.MINUTED), (CHAIR, COUNCIL_SECRETARY), "minutes_written"),
        move("reschedule", S.PLANNED, S.RESCHEDULED, SECRETARIAT, "reason"),
        move(
            "reschedule",
            (S.OPEN, S.SUSPENDED),
            S.RESCHEDULED,
            LEADING,
            "no_quorum",
            "nothing_before_the_council",
        ),
        move("cancel", S.PLANNED, S.CANCELLED, SECRETARIAT, "reason"),
    ),
)
