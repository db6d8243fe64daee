"""Reads of the moderators' work that are used twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from portal.kit import clock

if TYPE_CHECKING:
    from .models import ModerationCase, ModerationDecision  # noqa: F401


class CaseQuerySet(models.QuerySet["ModerationCase"]):
    """Cases by whether they wait."""

    def waiting(self) -> CaseQuerySet:
        """Return what waits for a decision, the oldest first."""
        return self.filter(state="open").order_by("opened_at", "pk")

    def decided(self) -> CaseQuerySet:
        """Return what is decided, the newest first."""
        return self.filter(state="decided").order_by("-decision__decided_at", "-pk")

    def for_rows(self) -> CaseQuerySet:
        """Return the cases with all that a row of the queue shows."""
        return self.select_related(
            "comment__author", "comment__organisation", "comment__proposal", "claimed_by", "decision__rule"
        ).annotate(flag_count=models.Count("flags"))


class DecisionQuerySet(models.QuerySet["ModerationDecision"]):
    """Decisions by whom they concern and whether they still hold."""

    def about(self, person: Any) -> DecisionQuerySet:
        """Return what was decided about the comments of `person` and told to them."""
        return self.filter(person=person).exclude(outcome__in=["leave", "release"])

    def standing(self) -> DecisionQuerySet:
        """Return what no review has undone."""
        return self.exclude(review__decision__outcome="reverse")

    def suspending(self, person: Any) -> DecisionQuerySet:
        """Return the suspensions of `person` that hold today, the longest first."""
        return (
            self.standing()
            .filter(person=person, outcome="suspend", suspended_until__gte=clock.today())
            .order_by("-suspended_until")
        )
