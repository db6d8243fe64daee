"""What the search finds the council's work by: announced decisions, and sessions with their agenda."""

from collections.abc import Iterator

from council.lifecycle.session import SessionState
from council.models import Decision, Session
from portal.kit import clock
from portal.kit.searching import Findable

DECISION, SESSION = "decision", "session"


def findable_decision(decision: Decision) -> Findable:
    """Return what is remembered of an announced decision, under the group of its first proposal."""
    outcome = decision.outcomes.select_related("proposal").order_by("pk").first()
    proposal = outcome.proposal if outcome else None
    return Findable(
        kind=DECISION,
        thing=decision.pk,
        title=str(decision),
        text=decision.shown_text,
        day=clock.day_of(decision.enacted_at),
        sector=proposal.leading_group_id if proposal else None,
    )


def findable_session(session: Session) -> Findable:
    """Return what is remembered of a session: title, place and agenda, of a public one its signed minutes."""
    titles = session.items.order_by("position").values_list("title", flat=True)
    minutes = session.minutes if session.state == SessionState.MINUTED and not session.is_closed else ""
    return Findable(
        kind=SESSION,
        thing=session.pk,
        title=session.title,
        text=" ".join((session.place, session.invitation_number, *titles, minutes)),
        day=clock.day_of(session.starts_at),
    )


def decisions() -> Iterator[Findable]:
    """Yield what is remembered of all announced decisions."""
    return map(findable_decision, Decision.objects.announced().order_by("pk").iterator())


def sessions() -> Iterator[Findable]:
    """Yield what is remembered of all sessions."""
    return map(findable_session, Session.objects.order_by("pk").iterator())
