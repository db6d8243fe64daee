"""What waits for a person in the council: ballots, motions, papers to sign, announce and convey, duties."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.models import CouncilRules, Session
from council.papers_waiting import papers_waiting_for
from council.permissions.minutes import corrections_until, takes_corrections
from council.querysets import waiting_for
from council.querysets_tasks import tasks_of
from portal.members import roles

from .row import Row

MOST = 10
SIGNING_OFFICES = ("chair", "secretary")
# By the kind of what waits (council.papers_waiting.PaperWaiting).
ICONS = {"draft": "edit", "decision": "seal", "follow_up": "clock", "monitoring": "edit"}
KINDS = {
    "draft": gettext_lazy("Decision draft"),
    "decision": gettext_lazy("Decision"),
    "follow_up": gettext_lazy("Follow-up"),
    "monitoring": gettext_lazy("Monitoring note"),
}


def rows(user: Any) -> Iterator[Row]:
    """Yield what waits for `user` in the council."""
    yield from _to_decide(user)
    yield from _invitations(user)
    yield from _papers(user)
    yield from _tasks(user)
    yield from _drafts(user)
    yield from _minutes(user)


def next_session_of(user: Any) -> Session | None:
    """Return the next session of a person who holds a seat, or None."""
    return Session.objects.upcoming().first() if roles.current_seat(user) else None


def _to_decide(user: Any) -> Iterator[Row]:
    """Yield open ballots and motions under deliberation, above everything else."""
    for waiting in waiting_for(user):
        ballot = waiting.ballot is not None
        yield Row(
            icon="seal",
            kind=_("Ballot") if ballot else _("Motion before the council"),
            title=waiting.motion.item.title,
            url=waiting.url,
            verb=_("Cast your vote") if ballot else _("Go to the session"),
            text=_("You can change your vote until the chair closes the ballot.") if ballot else "",
            urgent=True,
            written=True,
        )


def _invitations(user: Any) -> Iterator[Row]:
    """Yield the invitations that the person's seat has not answered yet."""
    seat = roles.current_seat(user)
    if seat is None:
        return
    asked = Session.objects.upcoming().filter(state="planned", invitation_sequence__gt=0)
    for session in asked.exclude(replies__seat=seat)[:MOST]:
        yield Row(
            icon="calendar",
            kind=_("Invitation"),
            title=session.title,
            url=reverse("council:reply_to_invitation", args=[session.pk]),
            verb=_("Answer the invitation"),
            due=session.starts_at,
            written=True,
        )


def _papers(user: Any) -> Iterator[Row]:
    """Yield decisions and their drafts to initial, sign, enact, announce or convey, and follow-ups."""
    for waiting in papers_waiting_for(user)[:MOST]:
        yield Row(
            icon=ICONS[waiting.kind],
            kind=KINDS[waiting.kind],
            title=waiting.title,
            url=waiting.url,
            verb=waiting.verb,
            due=waiting.due_on,
            written=True,
        )


def _tasks(user: Any) -> Iterator[Row]:
    """Yield what meetings have given the person to do."""
    for task in tasks_of(user)[:MOST]:
        yield Row(
            icon="clock",
            kind=_("Task of a meeting"),
            title=task.what,
            url=reverse("council:finish_task", args=[task.pk]),
            verb=_("Say that it is done"),
            text=task.session.title,
            due=task.due_on,
            written=True,
        )


def _drafts(user: Any) -> Iterator[Row]:
    """Yield the drafts of minutes that a seat can still ask to correct and has asked nothing about."""
    seat = roles.current_seat(user)
    if seat is None:
        return
    drafts = Session.objects.public().filter(state="ended", minutes_drafted_at__isnull=False, signatures=None)
    figures = CouncilRules.load()
    for session in drafts.exclude(corrections__seat=seat).order_by("-minutes_drafted_at", "pk")[:MOST]:
        if takes_corrections(session, figures):
            yield Row(
                icon="edit",
                kind=_("Draft of the minutes"),
                title=session.title,
                url=reverse("council:session", args=[session.pk]),
                verb=_("Read it and ask for corrections"),
                due=corrections_until(session, figures),
                written=True,
            )


def _minutes(user: Any) -> Iterator[Row]:
    """Yield the minutes that wait for the signature of the chair or the secretary of the council."""
    seat = roles.current_seat(user)
    if seat is None or seat.office not in SIGNING_OFFICES:
        return
    unsigned = Session.objects.public().filter(state="ended").exclude(minutes="")
    unsigned = unsigned.exclude(signatures__role=seat.office)
    figures = CouncilRules.load()
    for session in unsigned.order_by("ended_at", "pk")[:MOST]:
        if takes_corrections(session, figures):
            continue
        yield Row(
            icon="edit",
            kind=_("Signature"),
            title=_("Minutes: %(session)s") % {"session": session},
            url=session.get_absolute_url(),
            verb=_("Read and sign"),
            since=session.ended_at,
        )
