"""The queues of the secretariat: what waits, since when, what was promised, and where to act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from council.models import (
    CouncilRules,
    Decision,
    DecisionDraft,
    FollowUp,
    MinutesCorrection,
    Referral,
    Session,
)
from council.querysets_decisions import motions_to_put_on_paper
from portal.kit import clock
from portal.kit.workdays import add_workdays, holidays_at_hand
from portal.members import roles
from portal.members.models import Affiliation, GroupMembership, Organisation
from proposals.lifecycle import State
from proposals.models import NotForwarded, Proposal, ProposalRules

from ..tally import tally

Words = str | Promise


@dataclass(frozen=True)
class Queue:
    """Things of one kind that wait for the same act; `due` is the earliest promise among them."""

    label: Words
    verb: Words
    url: str
    count: int = 0
    oldest: "date | datetime | None" = None
    due: date | None = None
    # The act is somebody else's: the row is shown, its button only opens the list.
    watched: bool = False

    @property
    def late(self) -> bool:
        """Return whether the earliest promise has passed."""
        return bool(self.count) and self.due is not None and self.due < clock.today()

    @property
    def sort_key(self) -> tuple[bool, date, date]:
        """Empty queues last; the others by their promise, then by how long they have waited."""
        return not self.count, self.due or date.max, _day(self.oldest) or date.max


def queues_for(user: Any) -> list[Queue]:
    """Return the queues that `user` works on or, as an inspector, watches; empty for everybody else."""
    if not (roles.is_secretariat(user) or roles.is_inspector(user)):
        return []
    watches = not roles.is_secretariat(user)
    with holidays_at_hand():
        found = [*_people(), *_proposals(), *_sessions(), *_papers(user), *_city()]
    if watches:
        found = [Queue(**{**queue.__dict__, "watched": True}) for queue in found]
    return sorted(found, key=lambda queue: queue.sort_key)


def _after(moment: "date | datetime | None", workdays: int) -> date | None:
    """Return the promised day, `workdays` after `moment`."""
    day = _day(moment)
    return add_workdays(day, workdays) if day else None


def _day(moment: "date | datetime | None") -> date | None:
    """Return the day of a moment in the city's time."""
    if isinstance(moment, datetime):
        return clock.day_of(moment)
    return moment


def _people() -> Iterator[Queue]:
    """Yield affiliations and organisations to verify, and requests to join a group."""
    yield Queue(
        label=_("Affiliations to verify"),
        verb=_("Verify"),
        url=reverse("members_admin:affiliations"),
        **tally(Affiliation.objects.pending(), "requested_at", "promised_on"),
    )
    yield Queue(
        label=_("Organisations to verify"),
        verb=_("Verify"),
        url=reverse("members_admin:affiliations"),
        **tally(Organisation.objects.filter(verified_at__isnull=True), "created_at"),
    )
    yield Queue(
        label=_("Requests to join a working group"),
        verb=_("Answer the request"),
        url=reverse("members_admin:groups"),
        **tally(GroupMembership.objects.requested(), "requested_at", "promised_on"),
    )


def _proposals() -> Iterator[Queue]:
    """Yield proposals to check, to formulate, and to take up again."""
    rules = ProposalRules.load()
    address = reverse("proposals:list")
    submitted = tally(Proposal.objects.filter(state=State.SUBMITTED), "submitted_at")
    yield Queue(
        label=_("Proposals to check"),
        verb=_("Check"),
        url=f"{address}?keadaan={State.SUBMITTED}",
        due=_after(submitted["oldest"], rules.check_workdays),
        **submitted,
    )
    yield Queue(
        label=_("Reviews of proposals not forwarded"),
        verb=_("Review"),
        url=f"{reverse('proposals_admin:index')}?keadaan={State.NOT_FORWARDED}",
        **tally(
            NotForwarded.objects.filter(review_requested_at__isnull=False, reviewed_at__isnull=True),
            "review_requested_at",
        ),
    )
    yield Queue(
        label=_("Proposals to formulate"),
        verb=_("Open"),
        url=f"{address}?keadaan={State.FORMULATION}",
        **tally(Proposal.objects.in_phase([State.FORMULATION]), "closes_at", "formulation_due_on"),
    )
    yield Queue(
        label=_("Deferred proposals whose time has come"),
        verb=_("Take up again"),
        url=f"{address}?keadaan={State.DEFERRED}",
        **tally(
            Proposal.objects.filter(state=State.DEFERRED, deferred_until__lte=clock.today()), "deferred_until"
        ),
    )


def _sessions() -> Iterator[Queue]:
    """Yield proposals that no agenda holds yet, minutes to write, and corrections of them to answer."""
    yield Queue(
        label=_("Proposals to put on an agenda"),
        verb=_("Plan a session"),
        url=reverse("council:sessions"),
        **tally(
            # An item that is decided waits for its draft, in a queue of its own.
            Proposal.objects.awaiting_session().exclude(agenda_items__state__in=["waiting", "decided"]),
            "awaiting_since",
        ),
    )
    unwritten = tally(Session.objects.public().filter(state="ended", minutes=""), "ended_at")
    yield Queue(
        label=_("Minutes to write"),
        verb=_("Write"),
        url=reverse("council:sessions"),
        due=_after(unwritten["oldest"], CouncilRules.load().minutes_workdays),
        **unwritten,
    )
    waiting = MinutesCorrection.objects.filter(answered_at=None, session__state="ended")
    yield Queue(
        label=_("Corrections of minutes to answer"),
        verb=_("Answer"),
        url=reverse("council:sessions"),
        **tally(waiting, "sent_at"),
    )


def _papers(user: Any) -> Iterator[Queue]:
    """Yield motions to put on paper, drafts to initial and to enact, decisions to announce and to convey."""
    papers = reverse("council_decisions")
    yield Queue(
        label=_("Adopted motions to put on paper"),
        verb=_("Write the draft"),
        url=f"{papers}#rancangan",
        **tally(motions_to_put_on_paper(), "closed_at"),
    )
    yield Queue(
        label=_("Drafts to initial"),
        verb=_("Initial"),
        url=f"{papers}#menunggu",
        watched=not roles.is_head(user),
        **tally(DecisionDraft.objects.to_initial(), "changed_at"),
    )
    yield Queue(
        label=_("Signed drafts to enact"),
        verb=_("Enact"),
        url=f"{papers}#menunggu",
        **tally(DecisionDraft.objects.to_enact(), "changed_at"),
    )
    yield Queue(
        label=_("Decisions to announce"),
        verb=_("Announce"),
        url=f"{papers}#menunggu",
        **tally(Decision.objects.unannounced(), "enacted_at", "announce_by"),
    )
    yield Queue(
        label=_("Recommendations to convey to the mayor"),
        verb=_("Convey"),
        url=f"{papers}#menunggu",
        **tally(
            Decision.objects.announced().filter(kind="REK", referral__isnull=True),
            "announcement__announced_at",
        ),
    )


def _city() -> Iterator[Queue]:
    """Yield answers that the city owes, follow-ups to open, to accept, and those that are late."""
    yield Queue(
        label=_("Answers of the city that are waited for"),
        verb=_("Enter the answer"),
        url=f"{reverse('council_decisions')}#jawaban",
        **tally(Referral.objects.filter(state="conveyed"), "conveyed_at", "promised_on"),
    )
    yield Queue(
        label=_("Answered proposals whose follow-ups are to be opened"),
        verb=_("Open"),
        url=f"{reverse('proposals:list')}?keadaan={State.ANSWERED}",
        **tally(
            Proposal.objects.filter(state=State.ANSWERED, answer_result__in=["accepted", "partly"]),
            "answered_at",
        ),
    )
    yield Queue(
        label=_("Final reports to accept"),
        verb=_("Read"),
        url=f"{reverse('council_decisions')}#menunggu",
        **tally(FollowUp.objects.reported(), "reports__created_at"),
    )
    yield Queue(
        label=_("Follow-ups past their due date"),
        verb=_("See"),
        url=f"{reverse('council_decisions')}#tenggat",
        **tally(FollowUp.objects.late(clock.today()), "due_on", "due_on"),
    )
