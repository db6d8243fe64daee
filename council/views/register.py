"""What the register of decisions shows: what was asked for, the facets with their counts, the rows of one
page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from council.city_status import CityStatus, Progress, counter_for, status_of
from council.lifecycle.follow_up import FollowUpState
from council.models import Decision, DecisionKind, Method, Outcome
from council.querysets_decisions import ENDED, LATE, RUNNING, WAITING, DecisionQuerySet, RegisterFilter
from portal.members.models import Organisation, WorkingGroup
from proposals.models import AnswerResult

MOST_CHOICES = 20
LONGEST_WORDS = 200


@dataclass(frozen=True)
class Option:
    """One choice of a facet with how many decisions it would leave."""

    value: str
    label: str
    count: int
    chosen: bool
    group: WorkingGroup | None = None


@dataclass(frozen=True)
class Facet:
    """One question of the register, by its name in the address."""

    name: str
    label: str
    options: list[Option]


@dataclass(frozen=True)
class Row:
    """One decision of the register."""

    decision: Decision
    city: CityStatus
    progress: Progress | None

    @property
    def groups(self) -> list[WorkingGroup]:
        """Return the leading working groups of its proposals, each once."""
        found = {o.proposal.leading_group_id: o.proposal.leading_group for o in self._with_proposal()}
        return [group for group in found.values() if group is not None]

    @property
    def organisations(self) -> list[str]:
        """Return the names of the organisations that proposed, each once."""
        return list(dict.fromkeys(o.proposal.organisation.name for o in self._with_proposal()))

    def _with_proposal(self) -> list[Any]:
        return [outcome for outcome in self.decision.outcomes.all() if outcome.proposal is not None]


def asked_of(query: QueryDict) -> RegisterFilter:
    """Return what the address asks for; what it cannot mean is left out."""

    def chosen(name: str, known: Iterable[str]) -> tuple[str, ...]:
        allowed = set(known)
        return tuple(value for value in query.getlist(name)[:MOST_CHOICES] if value in allowed)

    year = query.get("tahun", "")
    return RegisterFilter(
        kinds=chosen("jenis", DecisionKind.values),
        year=int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None,
        groups=tuple(query.getlist("pokja")[:MOST_CHOICES]),
        organisation=query.get("organisasi", "")[:80],
        outcomes=chosen("hasil", Outcome.values),
        methods=chosen("cara", Method.values),
        answers=chosen("jawaban", [*AnswerResult.values, WAITING, LATE]),
        works=chosen("pelaksanaan", [RUNNING, LATE, ENDED]),
        words=query.get("q", "")[:LONGEST_WORDS],
    )


def facets(visible: DecisionQuerySet, asked: RegisterFilter) -> list[Facet]:
    """Return the facets; each counts what fits all the other ones, so that a choice never shows a false
    zero.
    """
    return [
        Facet(
            "jenis",
            _("Kind"),
            _options(DecisionKind.choices, asked.kinds, _counts(visible, replace(asked, kinds=()), "kind")),
        ),
        Facet("pokja", _("Sector"), _group_options(visible, asked)),
        Facet(
            "hasil",
            _("Outcome"),
            _options(
                Outcome.choices,
                asked.outcomes,
                _counts(visible, replace(asked, outcomes=()), "outcomes__outcome"),
            ),
        ),
        Facet("jawaban", _("Answer of the city"), _answer_options(visible, asked)),
        Facet("pelaksanaan", _("Follow-ups"), _work_options(visible, asked)),
        Facet(
            "cara",
            _("How decided"),
            _options(
                Method.choices,
                asked.methods,
                _counts(visible, replace(asked, methods=()), "outcomes__method"),
            ),
        ),
    ]


def _counts(visible: DecisionQuerySet, asked: RegisterFilter, field: str) -> dict[str, int]:
    """Return how many decisions have each value of `field`; a decision counts once for each value."""
    rows = visible.matching(asked).order_by().values(field).annotate(count=Count("pk", distinct=True))
    return {row[field]: row["count"] for row in rows if row[field] is not None}


def _options(
    choices: Iterable[tuple[str, Any]], chosen: Sequence[str], counts: dict[str, int]
) -> list[Option]:
    return [Option(value, str(label), counts.get(value, 0), value in chosen) for value, label in choices]


def _group_options(visible: DecisionQuerySet, asked: RegisterFilter) -> list[Option]:
    counts = _counts(visible, replace(asked, groups=()), "outcomes__proposal__leading_group__slug")
    return [
        Option(group.slug, group.name, counts.get(group.slug, 0), group.slug in asked.groups, group)
        for group in WorkingGroup.objects.order_by("position", "pk")
    ]


def _answer_options(visible: DecisionQuerySet, asked: RegisterFilter) -> list[Option]:
    others = replace(asked, answers=())
    counts = _counts(visible, others, "referral__answers__items__result")
    for value in (WAITING, LATE):
        counts[value] = visible.matching(replace(asked, answers=(value,))).count()
    choices = [
        *AnswerResult.choices,
        (WAITING, _("Waiting, within the promise")),
        (LATE, _("Waiting, past the promise")),
    ]
    return _options(choices, asked.answers, counts)


def _work_options(visible: DecisionQuerySet, asked: RegisterFilter) -> list[Option]:
    choices = [
        (RUNNING, _("Work goes on")),
        (LATE, _("At least one is late")),
        (ENDED, _("All have ended")),
    ]
    counts = {value: visible.matching(replace(asked, works=(value,))).count() for value, _label in choices}
    return _options(choices, asked.works, counts)


def only_sector(all_facets: Iterable[Facet]) -> WorkingGroup | None:
    """Return the sector that alone was chosen: it has a feed of its own."""
    chosen = [o.group for facet in all_facets for o in facet.options if o.group and o.chosen]
    return chosen[0] if len(chosen) == 1 else None


def years(visible: DecisionQuerySet) -> list[int]:
    """Return the years in which something was decided, newest first."""
    return list(visible.order_by("-year").values_list("year", flat=True).distinct())


def organisations(visible: DecisionQuerySet) -> list[Organisation]:
    """Return the organisations whose proposals were decided, by name."""
    ids = visible.order_by().values("outcomes__proposal__organisation")
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))


def rows(decisions: Sequence[Decision]) -> list[Row]:
    """Return the rows of one page of decisions that were read by `for_register`."""
    count = counter_for(decisions)
    return [Row(decision, status_of(decision, count), _progress(decision)) for decision in decisions]


def _progress(decision: Decision) -> Progress | None:
    """Return the counts of its follow-ups once one of them is more than proposed."""
    lines = list(decision.follow_ups.all())
    if all(line.state == FollowUpState.PROPOSED for line in lines):
        return None
    return Progress.of(lines)


def address(request: HttpRequest) -> str:
    """Return the address of this search without its page, short enough to be sent to someone."""
    asked = [(name, value) for name, value in _items(request.GET) if value and name != "page"]
    return f"{request.path}?{urlencode(asked)}" if asked else request.path


def chips(
    request: HttpRequest,
    all_facets: Iterable[Facet],
    asked: RegisterFilter,
    known: Iterable[Organisation] = (),
) -> list[dict[str, str]]:
    """Return what is chosen, each with the address that drops it; `known` names the organisations."""
    labels = {
        (facet.name, o.value): f"{facet.label}: {o.label}" for facet in all_facets for o in facet.options
    }
    if asked.year is not None:
        labels["tahun", str(asked.year)] = _("Year: %(year)s") % {"year": asked.year}
    if asked.organisation:
        names = {organisation.slug: organisation.name for organisation in known}
        name = names.get(asked.organisation, asked.organisation)
        labels["organisasi", request.GET["organisasi"]] = _("Organisation: %(name)s") % {"name": name}
    for group in asked.groups:
        # Somebody may have sent an address with a group that is no more.
        labels.setdefault(("pokja", group), group)
    if asked.words.strip():
        labels["q", request.GET["q"]] = f"“{asked.words}”"
    found = []
    for name, value in _items(request.GET):
        if (name, value) in labels:
            rest = [pair for pair in _items(request.GET) if pair != (name, value) and pair[0] != "page"]
            found.append({"label": labels[name, value], "url": f"?{urlencode(rest)}"})
    return found


def _items(query: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in query.lists() for value in values]
