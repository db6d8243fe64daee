"""Every read of decisions, drafts and follow-ups that is used twice, and who may see what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from council.lifecycle.motion import ADOPTED
from portal.kit import clock
from portal.members import roles
from proposals.lifecycle import State
from proposals.models import Proposal

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.members.models import User

    Reader = User | AnonymousUser

# A search of more words than these is cut: nobody remembers more of a title.
MOST_WORDS = 8
# Choices of the register beside the city's own answers: it owes one, within its promise or past it.
WAITING = "waiting"
LATE = "late"
# Choices of the register on the follow-ups, beside LATE.
RUNNING = "running"
ENDED = "ended"


def sees_unannounced(user: Reader) -> bool:
    """Return whether `user` works on decisions before they are announced: secretariat, inspector, signers."""
    if roles.is_secretariat(user) or roles.is_inspector(user):
        return True
    seat = roles.current_seat(user)
    return seat is not None and seat.office in ("chair", "secretary")


@dataclass(frozen=True)
class RegisterFilter:
    """What the register is asked for. Several choices of one facet widen, several facets narrow."""

    kinds: tuple[str, ...] = ()
    year: int | None = None
    groups: tuple[str, ...] = ()
    organisation: str = ""
    outcomes: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    words: str = ""


class DecisionQuerySet(models.QuerySet[Any]):
    """Reads of decisions."""

    def announced(self) -> DecisionQuerySet:
        """Return the decisions that everybody may read."""
        return self.filter(announcement__isnull=False)

    def unannounced(self) -> DecisionQuerySet:
        """Return the decisions that wait to be announced, the oldest first."""
        return self.filter(announcement__isnull=True).order_by("enacted_at", "pk")

    def visible_to(self, user: Reader) -> DecisionQuerySet:
        """Return the decisions whose number, text, signatures and follow-ups `user` may see."""
        return self if sees_unannounced(user) else self.announced()

    def for_register(self) -> DecisionQuerySet:
        """Return them newest first with all that a row of the register shows, in a fixed count of queries."""
        from council.models import CityAnswer, DecisionOutcome, FollowUp

        outcomes = DecisionOutcome.objects.select_related(
            "proposal__leading_group", "proposal__organisation__kind"
        )
        return (
            self.select_related("announcement", "referral")
            .prefetch_related(
                models.Prefetch("outcomes", outcomes.order_by("position")),
                models.Prefetch("follow_ups", FollowUp.objects.order_by("position")),
                models.Prefetch("referral__answers", CityAnswer.objects.prefetch_related("items")),
            )
            .order_by("-enacted_on", "-pk")
        )

    def for_page(self) -> DecisionQuerySet:
        """Return them with all that the page of one decision shows, in a fixed count of queries."""
        from council.models import CityAnswer, Contribution, DecisionOutcome, DecisionPaper, FollowUp

        outcomes = DecisionOutcome.objects.select_related(
            "proposal__leading_group",
            "proposal__organisation__kind",
            "proposal__decided_version",
            "motion__version",
        ).prefetch_related("roll_call", "notes")
        answers = CityAnswer.objects.prefetch_related("items__proposal", "follow_up_items")
        return self.select_related("announcement", "referral", "session").prefetch_related(
            models.Prefetch("outcomes", outcomes.order_by("position")),
            models.Prefetch("follow_ups", FollowUp.objects.order_by("position").with_progress()),
            models.Prefetch("referral__answers", answers),
            models.Prefetch(
                "contributions", Contribution.objects.select_related("organisation", "proposal", "decision")
            ),
            models.Prefetch("papers", DecisionPaper.objects.defer("content")),
            "originals",
            "errata",
            "changes__earlier",
            "changed_by__decision__announcement",
            "review_requests__answered_in",
        )

    def matching(self, asked: RegisterFilter) -> DecisionQuerySet:
        """Return the decisions that fit all of `asked`; each word must stand in number, title or text."""
        conditions = Q()
        if asked.kinds:
            conditions &= Q(kind__in=asked.kinds)
        if asked.year is not None:
            conditions &= Q(year=asked.year)
        if asked.groups:
            conditions &= Q(outcomes__proposal__leading_group__slug__in=asked.groups)
        if asked.organisation:
            conditions &= Q(outcomes__proposal__organisation__slug=asked.organisation)
        if asked.outcomes:
            conditions &= Q(outcomes__outcome__in=asked.outcomes)
        if asked.methods:
            conditions &= Q(outcomes__method__in=asked.methods)
        if asked.answers:
            conditions &= _answer_condition(asked.answers)
        if asked.works:
            conditions &= _work_condition(asked.works)
        for word in asked.words.split()[:MOST_WORDS]:
            sealed = Q(title__icontains=word) | Q(plain_text__icontains=word)
            # Nobody finds a decision by words that are blacked out in it.
            shown = Q(reading__title__icontains=word) | Q(reading__plain_text__icontains=word)
            conditions &= Q(number__icontains=word) | (Q(reading={}) & sealed) | shown
        # By id, so that a decision with several proposals stands there once.
        return self.filter(pk__in=self.model._base_manager.filter(conditions).values("pk"))


def _answer_condition(answers: tuple[str, ...]) -> Q:
    """Return the condition for the chosen states of the city's answer."""
    condition = Q(referral__answers__items__result__in=[a for a in answers if a not in (WAITING, LATE)])
    if WAITING in answers:
        condition |= Q(referral__state="conveyed", referral__promised_on__gte=clock.today())
    if LATE in answers:
        condition |= Q(referral__state="conveyed", referral__promised_on__lt=clock.today())
    return condition


def _work_condition(works: tuple[str, ...]) -> Q:
    """Return the condition for how far the follow-ups are."""
    going_on = Q(follow_ups__state__in=["open", "reported"])
    condition = Q(pk__in=[])
    if RUNNING in works:
        condition |= going_on
    if LATE in works:
        condition |= Q(follow_ups__state="open", follow_ups__due_on__lt=clock.today())
    if ENDED in works:
        condition |= Q(follow_ups__state__in=["done", "infeasible"]) & ~(
            going_on | Q(follow_ups__state="proposed")
        )
    return condition


class DecisionDraftQuerySet(models.QuerySet[Any]):
    """Reads of decision drafts, which only those who work on them may see."""

    def visible_to(self, user: Reader) -> DecisionDraftQuerySet:
        """Return the drafts that `user` may read."""
        return self if sees_unannounced(user) else self.none()

    def to_initial(self) -> DecisionDraftQuerySet:
        """Return the drafts that wait for the initial of the head of secretariat, oldest first."""
        return self.filter(state="draft").order_by("changed_at", "pk")

    def to_sign(self, role: str) -> DecisionDraftQuerySet:
        """Return the drafts that wait for the signature of `role` (chair or secretary), oldest first."""
        waiting = self.filter(state="initialled").exclude(pk__in=self._signed_by(role))
        return (waiting if role == "chair" else waiting.filter(kind="REK")).order_by("changed_at", "pk")

    def to_enact(self) -> DecisionDraftQuerySet:
        """Return the drafts that are signed and wait for their number, oldest first."""
        return self.filter(state="signed").order_by("changed_at", "pk")

    def _signed_by(self, role: str) -> models.QuerySet[Any]:
        from council.models import DraftSignature

        return DraftSignature.objects.filter(role=role, lapsed_at=None).values("draft_id")


def motions_to_put_on_paper() -> models.QuerySet[Any]:
    """Return the adopted motions that are on no draft yet, the oldest first."""
    from council.models import Motion

    return (
        Motion.objects.filter(state__in=ADOPTED, draft_motion=None)
        .exclude(item__session__is_recorded=True, item__session__confirmed_at=None)
        .exclude(item__session__kind="rehearsal")
        .select_related("item__session", "proposal")
        .order_by("closed_at", "pk")
    )


class FollowUpQuerySet(models.QuerySet[Any]):
    """Reads of follow-ups, which are public together with their decision."""

    def visible_to(self, user: Reader) -> FollowUpQuerySet:
        """Return the follow-ups that `user` may see."""
        return self if sees_unannounced(user) else self.filter(decision__announcement__isnull=False)

    def of_agencies(self, organisation_ids: set[int]) -> FollowUpQuerySet:
        """Return the announced follow-ups that belong to one of these agencies."""
        return self.filter(agency_id__in=organisation_ids, decision__announcement__isnull=False)

    def open(self) -> FollowUpQuerySet:
        """Return those that their agency works on, the nearest due date first."""
        return self.filter(state="open").order_by("due_on", "pk")

    def late(self, on: date) -> FollowUpQuerySet:
        """Return those that are open and past their due date on `on`."""
        return self.open().filter(due_on__lt=on)

    def reported(self) -> FollowUpQuerySet:
        """Return those that wait for the secretariat's word on their final report."""
        return self.filter(state="reported").order_by("due_on", "pk")

    def with_progress(self) -> FollowUpQuerySet:
        """Return them with agency, reports and notes, in a fixed number of queries."""
        return self.select_related(
            "agency__kind", "decision__announcement", "proposal__leading_group"
        ).prefetch_related(
            "milestones",
            "reports__author",
            "reports__organisation",
            "reports__files",
            "notes__author",
            "notes__group",
            "answers__agency",
        )


def proposals_that_lack(
    note: Callable[[date, list[date], date], bool], groups: set[int] | None = None
) -> list[Proposal]:
    """Return the proposals at work (of `groups`, or all) of whose monitoring `note` says that it is lacking.

    `note` is one of the rules of `council.lateness`. Two queries.
    """
    from council.models import MonitoringNote

    running = Proposal.objects.filter(
        state=State.IN_PROGRESS, started_at__isnull=False, leading_group__isnull=False
    )
    if groups is not None:
        running = running.filter(leading_group__in=groups)
    written: dict[int, list[date]] = {}
    notes = MonitoringNote.objects.filter(proposal__in=running)
    for pk, at in notes.values_list("proposal_id", "created_at"):
        written.setdefault(pk, []).append(clock.day_of(at))
    today = clock.today()
    return [
        proposal
        for proposal in running.select_related("leading_group").order_by("pk")
        if proposal.started_at is not None
        and note(clock.day_of(proposal.started_at), written.get(proposal.pk, []), today)
    ]
