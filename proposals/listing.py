"""The list of proposals: what the address asks for, in which order, and how each filter is taken away."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.brief import until_renewed
from portal.kit.keyset import BadTokenError, KeysetPage, Section, page_after
from portal.members.models import Organisation, WorkingGroup

from .lifecycle import State
from .models import Area, Pillar, Proposal, ProposalTag, StrategicIssue, Tag, Version
from .querysets import ProposalQuerySet, add_tags_and_co_authors

PER_PAGE = 20
LONGEST_WORDS = 100
# So many can be named one by one in a query; of more, a page is found soon by looking through them.
FEW_FOUND = 1_000
WORDS, ORDER, AFTER, BEFORE = "cari", "urut", "sesudah", "sebelum"
# The orders, by their name in the address; the first is the one without a name.
CLOSING, NEWEST, DISCUSSED, UNHEARD = "tutup", "terbaru", "ramai", "kurang-didengar"
ORDERS = (
    (CLOSING, _("Closing soon first")),
    (NEWEST, _("Newest first")),
    (DISCUSSED, _("Most discussed first")),
    (UNHEARD, _("Least heard first")),
)
# States that hold nothing public most of the time: never submitted drafts are private.
_RARE = {State.DRAFT, State.MERGED}
# Where it still matters who has been heard.
_BEING_HEARD = (State.DISCUSSION, State.FORMULATION)

Narrow = Callable[[ProposalQuerySet, Any], ProposalQuerySet]


@dataclass(frozen=True)
class Choice:
    """One value of a filter: as the address has it, as it is read, and what it stands for."""

    value: str
    label: str
    thing: Any


@dataclass(frozen=True)
class Filter:
    """One question of the list with its choices, and the one that the address made."""

    name: str
    label: str | Promise
    every: str | Promise
    choices: list[Choice]
    narrow: Narrow
    # Beside the words, the group, the state and the order, the rest stands in a part that unfolds.
    unfolds: bool = True
    chosen: Choice | None = None


@dataclass(frozen=True)
class Active:
    """A filter in use, and the address of the list without it."""

    label: str | Promise
    value: str
    without: str


@dataclass
class Listing:
    """The list as the address asks for it."""

    page: KeysetPage
    filters: list[Filter]
    words: str
    order: str
    active: list[Active]
    # What the address holds and the list does not know: name and value as they were typed.
    unknown: list[tuple[str, str]] = field(default_factory=list)
    lost_place: bool = False
    next_address: str = ""
    previous_address: str = ""

    @property
    def unfolded(self) -> bool:
        """Return whether a filter of the part that unfolds is in use."""
        return any(each.chosen for each in self.filters if each.unfolds)


def listing(request: HttpRequest) -> Listing:
    """Return the list for the address of `request`, in a constant number of queries."""
    query = request.GET
    unknown: list[tuple[str, str]] = []
    found = Proposal.objects.public()
    filters, active = [], []
    for each in _filters():
        typed = query.get(each.name, "").strip()
        chosen = next((choice for choice in each.choices if choice.value == typed), None) if typed else None
        if chosen is not None:
            found = each.narrow(found, chosen.thing)
            active.append(Active(each.label, chosen.label, _address(query, each.name)))
        elif typed:
            unknown.append((str(each.label), typed[:LONGEST_WORDS]))
        filters.append(
            Filter(each.name, each.label, each.every, each.choices, each.narrow, each.unfolds, chosen)
        )
    words = query.get(WORDS, "").strip()[:LONGEST_WORDS]
    if words:
        found, count = _by_words(found, words)
        active.append(Active(_("Words in the title"), words, _address(query, WORDS)))
    else:
        count = _count(found, [each for each in filters if each.chosen])
    order = query.get(ORDER, "") or CLOSING
    if order not in dict(ORDERS):
        unknown.append((str(_("Order")), order[:LONGEST_WORDS]))
        order = CLOSING
    page, lost = _page(found, count, order, query)
    return Listing(
        page=page,
        filters=filters,
        words=words,
        order=order,
        active=active,
        unknown=unknown,
        lost_place=lost,
        next_address=_address(query, **{AFTER: page.next_token}) if page.next_token else "",
        previous_address=_address(query, **{BEFORE: page.previous_token}) if page.previous_token else "",
    )


def sections(found: ProposalQuerySet, order: str) -> list[Section]:
    """Return the parts of the list in `order`, each with an index of its own.

    By closing: what is open, the nearest closing first, then the rest, the last changed first. By who was
    heard: where that still matters, the most missing first, then the rest, the newest first.
    """
    if order == NEWEST:
        return [Section(found, "submitted_at")]
    if order == DISCUSSED:
        return [Section(found, "comment_count")]
    if order == UNHEARD:
        heard = Q(state__in=_BEING_HEARD, heard_missing__isnull=False)
        rest = Q(heard_missing__isnull=True) | ~Q(state__in=_BEING_HEARD)
        return [Section(found.filter(heard), "heard_missing"), Section(found.filter(rest), "submitted_at")]
    now = clock.now()
    still_open = found.filter(state=State.DISCUSSION, closes_at__gt=now)
    rest = ~Q(state=State.DISCUSSION) | Q(closes_at__lte=now)
    return [
        Section(still_open, "closes_at", descending=False),
        Section(found.filter(rest), "changed_at"),
    ]


def _by_words(found: ProposalQuerySet, words: str) -> tuple[ProposalQuerySet, int]:
    """Return what has `words` in its title, and how many that are, looking through the titles once.

    People look for parts of words too ("terang" in "penerangan"): PostgreSQL has an index for them (migration
    0007_title_parts), SQLite reads the titles one by one.
    """
    having = found.filter(title__icontains=words)
    numbers = list(having.order_by().values_list("pk", flat=True))
    return (found.filter(pk__in=numbers) if len(numbers) <= FEW_FOUND else having), len(numbers)


def _count(found: ProposalQuerySet, narrowed: list[Filter]) -> int:
    """Count what was found; with one filter at most once for every public act, as others look at it too.

    A state that the clock alone ends is counted each time, so that the count agrees with the rows.
    """
    chosen = [(each.name, each.chosen.value) for each in narrowed if each.chosen]
    by_clock = ("keadaan", State.DISCUSSION), ("keadaan", State.FORMULATION)
    if len(chosen) > 1 or not set(chosen).isdisjoint(by_clock):
        return found.count()
    return until_renewed(("proposals listed", *chosen), found.count)


def _page(found: ProposalQuerySet, count: int, order: str, query: QueryDict) -> tuple[KeysetPage, bool]:
    """Return the page that the address names; the first, and True, when it names no place in this list."""
    parts = sections(found.for_rows(), order)
    after, before = query.get(AFTER, ""), query.get(BEFORE, "")
    lost = False
    try:
        page = page_after(parts, per_page=PER_PAGE, count=count, after=after, before=before)
    except BadTokenError:
        page, lost = page_after(parts, per_page=PER_PAGE, count=count), True
    add_tags_and_co_authors(page.object_list)
    return page, lost


def _address(query: QueryDict, without: str = "", **names: str) -> str:
    """Return the address of the list with `names` set and one filter left out, from its beginning."""
    kept = query.copy()
    for name in (AFTER, BEFORE, "page", without):
        kept.pop(name, None)
    for name, value in names.items():
        kept[name] = value
    return f"?{kept.urlencode()}"


def _filters() -> Iterable[Filter]:
    """Yield the filters with their choices: one query each."""
    yield Filter(
        "pokja",
        _("Working group"),
        _("All groups"),
        [Choice(group.slug, group.name, group) for group in WorkingGroup.objects.all()],
        lambda found, group: found.filter(leading_group=group),
        unfolds=False,
    )
    yield Filter(
        "keadaan",
        _("State"),
        _("All states"),
        [Choice(value, str(label), value) for value, label in _listable_states()],
        lambda found, state: found.in_phase([state]),
        unfolds=False,
    )
    yield Filter(
        "isu",
        _("Strategic issue"),
        _("All issues"),
        _numbered(StrategicIssue.objects.all()),
        lambda found, issue: found.filter(current_version__strategic_issue=issue),
    )
    yield Filter(
        "pilar",
        _("Pillar"),
        _("All pillars"),
        _numbered(Pillar.objects.all()),
        lambda found, pillar: found.filter(current_version__pillar=pillar),
    )
    in_use = ProposalTag.objects.filter(tag=OuterRef("pk"))
    yield Filter(
        "tag",
        _("Tag"),
        _("All tags"),
        [Choice(tag.slug, tag.name, tag) for tag in Tag.objects.filter(Exists(in_use)).order_by("name")],
        lambda found, tag: found.filter(tagged__tag=tag),
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
        lambda found, organisation: found.filter(organisation=organisation),
    )


def _numbered(things: Iterable[Any]) -> list[Choice]:
    return [Choice(str(thing.pk), str(thing), thing) for thing in things]


def _in_district(found: ProposalQuerySet, district: Area) -> ProposalQuerySet:
    """Keep what is about a kecamatan or one of its kelurahan; each proposal once."""
    places = Area.objects.filter(Q(pk=district.pk) | Q(parent=district)).values("pk")
    named = Version.areas.through.objects.filter(version=OuterRef("current_version"), area__in=places)
    return found.filter(Exists(named))


def _listable_states() -> list[tuple[str, Any]]:
    """Return the states to filter by, without those in which nothing can be listed."""
    rare = Proposal.objects.public().filter(state__in=_RARE).order_by()
    held = until_renewed("rare states", lambda: set(rare.values_list("state", flat=True).distinct()))
    return [(value, label) for value, label in State.choices if value not in _RARE - held]
