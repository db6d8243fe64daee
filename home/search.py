"""Looks for words in proposals, announced decisions, sessions and pages: the same on both databases."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, TruncDate
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from wagtail.models import Page

from council.models import Decision, Session
from portal.kit.models import SearchEntry
from portal.kit.searching import IN_TEXT, IN_TITLE, SearchEntryQuerySet
from portal.kit.stems import Query, marks
from proposals.models import PARTS, Proposal

from .front import decision_rows
from .readable import readable_pages

EXCERPT_LENGTH = 180
# A longer number is no number of a proposal, and PostgreSQL refuses to compare it with one.
LONGEST_NUMBER = 9
KINDS = ("proposal", "decision", "session", "page")
# How many are offered where nothing holds all the words.
NEAREST = 5
_ROW = ("kind", "thing", "rank", "day")


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, and where: one of KINDS, a working group's number, a year; or everywhere."""

    query: Query
    user: Any
    kind: str = ""
    sector: int | None = None
    year: int | None = None


@dataclass(frozen=True)
class Hit:
    """One result: its kind, what was found, and for a decision where it stands with the city."""

    kind: str
    thing: Any
    title: SafeString
    excerpt: SafeString
    city: str = ""


def results(asked: Asked) -> "QuerySet[Any]":
    """Return rows (kind, thing, rank, day) of everything that holds all that is asked for, the best first.

    A title that holds it all comes before a text that does; then the newer before the older. It is one
    query, so that a page of it can be cut out by the database.
    """
    number = _number(asked.query)
    entries = _found(asked)
    if asked.kind:
        entries = entries.filter(kind=asked.kind)
    found = entries.ranked(asked.query, named=("proposal", number) if number else None).values(*_ROW)
    if asked.user.is_authenticated and asked.kind in ("", "proposal"):
        found = found.union(_own_drafts(asked), all=True)
    return found.order_by("-rank", "-day", "kind", "-thing")


def counts(asked: Asked) -> dict[str, int]:
    """Return how many results of each kind there are, whichever kind is asked for."""
    found = _found(asked).order_by().values_list("kind").annotate(count=Count("pk"))
    counted = dict.fromkeys(KINDS, 0) | dict(found)
    if asked.user.is_authenticated:
        counted["proposal"] += _own_drafts(asked).count()
    return counted


def nearest(asked: Asked) -> "list[dict[str, Any]]":
    """Return the rows of a few things with at least one of the words in their title, the newest first."""
    entries = _visible(SearchEntry.objects.holding_any(asked.query), asked.user)
    found = entries.annotate(rank=Value(IN_TEXT)).values(*_ROW)
    return list(found.order_by("-day", "kind", "-thing")[:NEAREST])


def load(rows: list[dict[str, Any]], query: Query) -> list[Hit]:
    """Return what one page of rows stands for, in the same order, in a fixed number of queries."""
    ids = {kind: [row["thing"] for row in rows if row["kind"] == kind] for kind in KINDS}
    decisions = decision_rows(Decision.objects.for_register().filter(pk__in=ids["decision"]))
    pages = list(Page.objects.filter(pk__in=ids["page"]).specific())
    # Wagtail forgets what was joined when it turns pages into their own types.
    prefetch_related_objects(pages, "locale")
    texts = Proposal.objects.for_rows().select_related("current_version")
    things: dict[str, dict[int, Any]] = {
        "proposal": texts.defer("current_version__html", "current_version__blocks").in_bulk(ids["proposal"]),
        "decision": {row.decision.pk: row.decision for row in decisions},
        "session": Session.objects.for_rows().in_bulk(ids["session"]),
        "page": {page.pk: page for page in pages},
    }
    city = {row.decision.pk: row.city.short for row in decisions}
    hits = []
    for row in rows:
        kind = row["kind"]
        # What was deleted between the two reads is left out.
        if thing := things[kind].get(row["thing"]):
            words_of_city = city.get(thing.pk, "") if kind == "decision" else ""
            text = excerpt(_text(kind, thing), query)
            title = thing.shown_title if kind == "decision" else thing.title
            hits.append(Hit(kind, thing, marked(title, query), text, words_of_city))
    return hits


def _text(kind: str, thing: Any) -> str:
    """Return the text that an excerpt is cut from."""
    if kind == "proposal":
        version = thing.current_version
        return " ".join((thing.summary, *(getattr(version, part) for part in PARTS if version)))
    if kind == "session":
        return "; ".join(item.title for item in thing.items.all())
    return str(thing.shown_text if kind == "decision" else getattr(thing, "search_text", ""))


def marked(text: str, query: Query) -> SafeString:
    """Return `text` escaped, with every word that `query` finds in a mark element."""
    parts: list[SafeString] = []
    end = 0
    for first, last in marks(text, query.stems):
        parts += [conditional_escape(text[end:first]), format_html("<mark>{}</mark>", text[first:last])]
        end = last
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 (each part is escaped above)


def excerpt(text: str, query: Query) -> SafeString:
    """Return the part of `text` around the first word that `query` finds, marked."""
    text = " ".join(text.split())
    places = marks(text, query.stems)
    start = max(0, places[0][0] - EXCERPT_LENGTH // 3) if places else 0
    if start:
        # Begin at a whole word.
        start = text.find(" ", start) + 1
    part = Truncator(text[start:]).chars(EXCERPT_LENGTH)
    return marked(("… " if start else "") + part, query)


def _found(asked: Asked) -> SearchEntryQuerySet:
    """Return the entries of all kinds that hold what is asked for and that its reader may see."""
    entries = SearchEntry.objects.holding(asked.query)
    if number := _number(asked.query):
        named = SearchEntry.objects.filter(kind="proposal", thing=number)
        # Each by its own index; as two conditions of one query they would be asked of every entry.
        entries = SearchEntry.objects.filter(pk__in=entries.values("pk").union(named.values("pk")))
    if asked.sector is not None:
        entries = entries.filter(sector=asked.sector)
    if asked.year is not None:
        entries = entries.filter(day__year=asked.year)
    return _visible(entries, asked.user)


def _visible(entries: SearchEntryQuerySet, user: Any) -> SearchEntryQuerySet:
    """Keep the entries that `user` may see, by the one rule that each kind has for that.

    What somebody writes and nobody else sees is not remembered: see `_own_drafts`.
    """
    seen: dict[str, QuerySet[Any]] = {
        "proposal": Proposal.objects.public(),
        "decision": Decision.objects.announced(),
        "session": Session.objects.visible_to(user),
        "page": readable_pages(Page.objects.filter(depth__gt=1)),
    }
    return entries.filter(
        reduce(
            or_,
            (
                # The kind first: it spares the database the other three.
                Q(kind=kind) & Q(Exists(things.order_by().filter(pk=OuterRef("thing"))))
                for kind, things in seen.items()
            ),
        )
    )


def _number(query: Query) -> int | None:
    """Return the number of a proposal, when that is all that is asked for: 231, usulan 231."""
    *before, last = query.words or ("",)
    if before not in ([], ["usulan"], ["Usulan"]) or not last.isdecimal() or len(last) > LONGEST_NUMBER:
        return None
    return int(last)


def _own_drafts(asked: Asked) -> "QuerySet[Any]":
    """Return rows of what the person writes and nobody else can see: few, and never in the index."""
    found = Proposal.objects.visible_to(asked.user).filter(ever_submitted=False)
    in_title = Q()
    for word in asked.query.words:
        found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
        in_title &= Q(title__icontains=word)
    if asked.sector is not None:
        found = found.filter(leading_group=asked.sector)
    if asked.year is not None:
        found = found.filter(changed_at__year=asked.year)
    rank = Case(When(in_title, then=Value(IN_TITLE)), default=Value(IN_TEXT), output_field=IntegerField())
    return (
        found.order_by()
        .annotate(
            kind=Value("proposal", output_field=CharField()),
            thing=F("pk"),
            rank=rank,
            day=Cast(TruncDate("changed_at"), DateField()),
        )
        .values(*_ROW)
    )
