"""How the agencies stand with their follow-ups: on time, late, without evidence, unanswered, done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from council.models import FollowUp, FollowUpEvidence, FollowUpReport
from portal.kit import clock
from portal.members.models import Organisation

# What a card counts, by its name in the address; the first five are parts of the whole, the last is not.
PARTS = ("terlambat", "berjalan", "selesai", "tidak-dapat", "belum-dijawab")
WITHOUT_EVIDENCE = "tanpa-bukti"
TONES = {
    "terlambat": "late",
    "berjalan": "now",
    "selesai": "good",
    "tidak-dapat": "stopped",
    "belum-dijawab": "quiet",
}


def conditions(today: date) -> dict[str, Q]:
    """Return what each count means, as a condition on follow-ups that `with_facts` has read."""
    return {
        "terlambat": Q(state="open", due_on__lt=today),
        # What was reported as finished waits for the secretariat, and that wait is not the agency's.
        "berjalan": Q(state="open", due_on__gte=today) | Q(state="reported"),
        "selesai": Q(state="done"),
        "tidak-dapat": Q(state="infeasible"),
        "belum-dijawab": Q(state="proposed", decision__referral__isnull=False, answers=None),
        WITHOUT_EVIDENCE: Q(state__in=["open", "reported", "done"], proven=False),
    }


def labels() -> dict[str, str]:
    """Return what each count is called."""
    return {
        "terlambat": _("Late"),
        "berjalan": _("On time"),
        "selesai": _("Finished"),
        "tidak-dapat": _("Not possible"),
        "belum-dijawab": _("Unanswered by the city"),
        WITHOUT_EVIDENCE: _("Without evidence"),
    }


def with_facts() -> QuerySet[Any]:
    """Return the announced follow-ups, each with whether anything was shown for it."""
    standing = FollowUpReport.objects.filter(follow_up=OuterRef("pk"), rejected_at=None)
    enclosed = FollowUpEvidence.objects.filter(report__follow_up=OuterRef("pk"), report__rejected_at=None)
    return FollowUp.objects.filter(decision__announcement__isnull=False).annotate(
        proven=Exists(standing.exclude(evidence="")) | Exists(enclosed)
    )


@dataclass(frozen=True)
class Figure:
    """One count of a card; `start` is where its part of the bar begins."""

    name: str
    label: str
    count: int
    tone: str = ""
    start: int = 0


@dataclass(frozen=True)
class AgencyCard:
    """The counts of one agency."""

    agency: Organisation
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """Return how many follow-ups the parts are of."""
        return sum(self.counts[name] for name in PARTS)

    @property
    def parts(self) -> list[Figure]:
        """Return the parts of the whole, in the order in which the bar draws them."""
        found, start, words = [], 0, labels()
        for name in PARTS:
            count = self.counts[name]
            found.append(Figure(name, words[name], count, TONES[name], start))
            start += count
        return found

    @property
    def figures(self) -> list[Figure]:
        """Return all counts, for the table."""
        return [
            *self.parts,
            Figure(WITHOUT_EVIDENCE, labels()[WITHOUT_EVIDENCE], self.counts[WITHOUT_EVIDENCE]),
        ]

    @property
    def sentence(self) -> str:
        """Return the parts that are not nought in words: the bar's name for those who do not see it."""
        parts = [f"{figure.label} {figure.count}" for figure in self.parts if figure.count]
        return f"{self.agency.name}: {', '.join(parts)}" if parts else self.agency.name


def cards(agencies: Iterable[int] | None = None) -> list[AgencyCard]:
    """Return the cards of all agencies with follow-ups, or of some; those with most late ones on top."""
    asked = with_facts()
    if agencies is not None:
        asked = asked.filter(agency__in=agencies)
    counts = {
        name.replace("-", "_"): Count("pk", filter=condition, distinct=True)
        for name, condition in conditions(clock.today()).items()
    }
    rows = list(asked.order_by().values("agency").annotate(**counts))
    known = Organisation.objects.select_related("kind").in_bulk([row["agency"] for row in rows])
    found = [
        AgencyCard(
            known[row["agency"]], {name: row[name.replace("-", "_")] for name in conditions(clock.today())}
        )
        for row in rows
    ]
    return sorted(found, key=lambda card: (-card.counts["terlambat"], card.agency.name))


def lines_of(agency: Organisation, part: str) -> QuerySet[Any]:
    """Return the follow-ups of `agency` that one count is of, all for "": the nearest due date first."""
    lines = with_facts().filter(agency=agency).annotate(number=F("decision__number"))
    if part in labels():
        lines = lines.filter(conditions(clock.today())[part])
    return lines.select_related("agency", "decision", "proposal").order_by("due_on", "pk").distinct()
