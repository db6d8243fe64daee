"""The questions that the list can be asked, with their choices, and how each narrows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.kit.brief import until_renewed
from portal.members.models import Organisation, WorkingGroup

from ..lifecycle import State
from ..models import Area, Pillar, Proposal, ProposalTag, StrategicIssue, Tag, Version
from ..querysets import phase_is

# States that hold nothing public most of the time: never submitted drafts are private.
_RARE = {State.DRAFT, State.MERGED}


@dataclass(frozen=True)
class Condition:
    """What is asked of each proposal."""

    met: Q
    # Whether an index holds the proposals that meet it in the order of the list.
    in_order: bool = False


def of_words(words: str) -> Condition:
    """Return the condition that the title has `words`, or parts of words ("terang" in "penerangan").

    PostgreSQL has an index for them (migration 0007_title_parts), SQLite reads the titles one by one.
    """
    return Condition(Q(title__icontains=words))


@dataclass(frozen=True)
class Choice:
    """One value of a filter: as the address has it, as it is read, and what it stands for."""

    value: str
    label: str
    thing: Any


@dataclass(frozen=True)
class Filter:
    """One question of the list with its choices."""

    name: str
    label: str | Promise
    every: str | Promise
    choices: list[Choice]
    narrow: Callable[[Any], Condition]
    # Beside the words, the group, the state and the order, the rest stands in a part that unfolds.
    unfolds: bool = True
    # What the address chose.
    chosen: Choice | None = None


def filters() -> Iterable[Filter]:
    """Yield the filters with their choices: one query each."""
    yield Filter(
        "pokja",
        _("Working group"),
        _("All groups"),
        [Choice(group.slug, group.name, group) for group in WorkingGroup.objects.all()],
        lambda group: Condition(Q(leading_group=group), in_order=True),
        unfolds=False,
    )
    yield Filter(
        "keadaan",
        _("State"),
        _("All states"),
        [Choice(value, str(label), value) for value, label in _listable_states()],
        lambda state: Condition(phase_is([state]), in_order=True),
        unfolds=False,
    )
    yield Filter(
        "isu",
        _("Strategic issue"),
        _("All issues"),
        _numbered(StrategicIssue.objects.all()),
        lambda issue: Condition(Q(current_version__strategic_issue=issue)),
    )
    yield Filter(
        "pilar",
        _("Pillar"),
        _("All pillars"),
        _numbered(Pillar.objects.all()),
        lambda pillar: Condition(Q(current_version__pillar=pillar)),
    )
    in_use = ProposalTag.objects.filter(tag=OuterRef("pk"))
    yield Filter(
        "tag",
        _("Tag"),
        _("All tags"),
        [Choice(tag.slug, tag.name, tag) for tag in Tag.objects.filter(Exists(in_use)).order_by("name")],
        lambda tag: Condition(Q(tagged__tag=tag)),
    )
    yield Filter(
        "kecamatan",
        _("Kecamatan"),
        _("The whole city"),
        [Choice(a.code, a.name, a) for a in Area.objects.filter(level=Area.Level.DISTRICT).order_by("name")],
        _in_district,
    )
    proposing = Proposal.objects.public().filter(organisation=OuterRef("pk"))
    yield Filter(
        "organisasi",
        _("Organisation"),
        _("All organisations"),
        [
            Choice(organisation.slug, organisation.name, organisation)
            for organisation in Organisation.objects.filter(Exists(proposing)).order_by("name", "pk")
        ],
        lambda organisation: Condition(Q(organisation=organisation), in_order=True),
    )


def _numbered(things: Iterable[Any]) -> list[Choice]:
    return [Choice(str(thing.pk), str(thing), thing) for thing in things]


def _in_district(district: Area) -> Condition:
    """Return the condition to be about a kecamatan or one of its kelurahan."""
    places = Area.objects.filter(Q(pk=district.pk) | Q(parent=district)).values("pk")
    named = Version.areas.through.objects.filter(version=OuterRef("current_version"), area__in=places)
    return Condition(Q(Exists(named)))


def _listable_states() -> list[tuple[str, Any]]:
    """Return the states to filter by, without those in which nothing can be listed."""
    rare = Proposal.objects.public().filter(state__in=_RARE).order_by()
    held = until_renewed("rare states", lambda: set(rare.values_list("state", flat=True).distinct()))
    return [(value, label) for value, label in State.choices if value not in _RARE - held]
