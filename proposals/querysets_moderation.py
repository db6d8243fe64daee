"""Reads of the moderators' work that are used twice."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import models

from portal.kit import clock

if TYPE_CHECKING:
    from .models import Blackout, ModerationCase, ModerationDecision  # noqa: F401


class CaseQuerySet(models.QuerySet["ModerationCase"]):
    """Cases by whether they wait."""

    def waiting(self) -> CaseQuerySet:
        """Return what waits for a decision, the oldest first."""
        return self.filter(state="open").order_by("opened_at", "pk")

    def waiting_for(self, user: Any) -> CaseQuerySet:
        """Return what waits for `user`, a moderator: nothing of their own, nothing that another works on.

        Narrows as permissions.can_claim and can_decide do, for all cases at once.
        """
        from .models import ModerationRules  # the models import this module
        from .permissions import numbers_of_own

        own = numbers_of_own(user)
        left_lying = clock.now() - timedelta(hours=ModerationRules.load().claim_hours)
        return (
            self.waiting()
            .filter(
                models.Q(claimed_by__isnull=True)
                | models.Q(claimed_by=user)
                | models.Q(claimed_at__lte=left_lying)
            )
            .exclude(comment__author=user)
            .exclude(comment__proposal__in=own)
            .exclude(text_of__in=own)
            .exclude(reviewed__decided_by=user)
        )

    def decided(self) -> CaseQuerySet:
        """Return what is decided, the newest first."""
        return self.filter(state="decided").order_by("-decision__decided_at", "-pk")

    def for_rows(self) -> CaseQuerySet:
        """Return the cases with all that a row of the queue shows."""
        return self.select_related(
            "comment__author",
            "comment__organisation",
            "comment__proposal",
            "text_of__author",
            "claimed_by",
            "decision__rule",
        ).annotate(flag_count=models.Count("flags"))


class DecisionQuerySet(models.QuerySet["ModerationDecision"]):
    """Decisions by whom they concern and whether they still hold."""

    def about(self, person: Any) -> DecisionQuerySet:
        """Return what was decided about the comments of `person` and told to them."""
        return self.filter(person=person).exclude(outcome__in=["leave", "release"])

    def standing(self) -> DecisionQuerySet:
        """Return what no review has undone."""
        return self.exclude(review__decision__outcome="reverse")

    def suspending(self, person: Any, on: Any = None) -> DecisionQuerySet:
        """Return the suspensions of `person` that hold on a day (today), the longest first."""
        return (
            self.standing()
            .filter(person=person, outcome="suspend", suspended_until__gte=on or clock.today())
            .order_by("-suspended_until")
        )


class BlackoutQuerySet(models.QuerySet["Blackout"]):
    """Blacked-out passages by whether they still are."""

    def standing(self) -> BlackoutQuerySet:
        """Return what no review has undone."""
        return self.exclude(decision__review__decision__outcome="reverse")

    def for_readers(self) -> BlackoutQuerySet:
        """Return what stands, with its rule and without what it was."""
        return (
            self.standing()
            .select_related("decision__rule")
            .defer("passage", "salt", "decision__reason")
            .order_by("number")
        )
