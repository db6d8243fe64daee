"""Looks for words in proposals, announced decisions and pages: the same on both databases."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    F,
    IntegerField,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
    prefetch_related_objects,
)
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from wagtail.models import Page

from council.models import Decision
from proposals.models import Proposal

from .front import decision_rows
from .readable import readable_pages

MOST_WORDS = 8
SHORTEST_WORD = 2
EXCERPT_LENGTH = 180
# A longer number is no number of a proposal, and PostgreSQL refuses to compare it with one.
LONGEST_NUMBER = 9
# Kind of result -> the text that its excerpt is cut from.
TEXTS = {"proposal": "summary", "decision": "plain_text", "page": "search_text"}
PAGE_TYPES = (
    "homepage",
    "standardpage",
    "newsindexpage",
    "newspage",
    "workinggroupindexpage",
    "workinggrouppage",
)


@dataclass(frozen=True)
class Hit:
    """One result: its kind, what was found, and for a decision where it stands with the city."""

    kind: str
    thing: Any
    title: SafeString
    excerpt: SafeString
    city: str = ""


def words_of(query: str) -> list[str]:
    """Return the words to look for: at most eight, without signs that mean nothing in a title."""
    found = re.findall(r"[\w/.-]+", query, flags=re.UNICODE)
    words = [word.strip("./-_") for word in found]
    return [word for word in words if len(word) >= SHORTEST_WORD or word.isdigit()][:MOST_WORDS]


def results(words: list[str], user: Any, kind: str = "") -> "QuerySet[Any]":
    """Return rows (hit_kind, pk, hit_rank, hit_when) of everything that holds all `words`, the best first.

    A title that holds them all comes before a text that does; then the newer before the older. The
    union is one query, so that a page of it can be cut out by the database.
    """
    found = {
        "proposal": _rows("proposal", _proposals(words, user), "changed_at", words),
        "decision": _rows("decision", _decisions(words), "enacted_at", words),
        "page": _rows("page", _pages(words), "first_published_at", words),
    }
    if kind in found:
        return found[kind].order_by("-hit_rank", "-hit_when", "pk")
    first, *others = found.values()
    return first.union(*others, all=True).order_by("-hit_rank", "-hit_when", "hit_kind", "pk")


def counts(words: list[str], user: Any) -> dict[str, int]:
    """Return how many results of each kind there are."""
    return {
        "proposal": _proposals(words, user).count(),
        "decision": _decisions(words).count(),
        "page": _pages(words).count(),
    }


def load(rows: list[dict[str, Any]], words: list[str]) -> list[Hit]:
    """Return what one page of rows stands for, in the same order, in a fixed number of queries."""
    ids = {kind: [row["pk"] for row in rows if row["hit_kind"] == kind] for kind in TEXTS}
    decisions = decision_rows(Decision.objects.for_register().filter(pk__in=ids["decision"]))
    pages = list(Page.objects.filter(pk__in=ids["page"]).specific())
    # Wagtail forgets what was joined when it turns pages into their own types.
    prefetch_related_objects(pages, "locale")
    things: dict[str, dict[int, Any]] = {
        "proposal": Proposal.objects.for_rows().in_bulk(ids["proposal"]),
        "decision": {row.decision.pk: row.decision for row in decisions},
        "page": {page.pk: page for page in pages},
    }
    city = {row.decision.pk: row.city.short for row in decisions}
    hits = []
    for row in rows:
        kind = row["hit_kind"]
        # What was deleted between the two reads is left out.
        if thing := things[kind].get(row["pk"]):
            text = str(getattr(thing, TEXTS[kind], ""))
            words_of_city = city.get(thing.pk, "") if kind == "decision" else ""
            hits.append(Hit(kind, thing, marked(thing.title, words), excerpt(text, words), words_of_city))
    return hits


def marked(text: str, words: list[str]) -> SafeString:
    """Return `text` escaped, with every occurrence of `words` in a mark element."""
    if not words:
        return conditional_escape(text)
    pattern = re.compile(
        "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)), re.IGNORECASE
    )
    parts: list[SafeString] = []
    end = 0
    for match in pattern.finditer(text):
        parts += [
            conditional_escape(text[end : match.start()]),
            format_html("<mark>{}</mark>", match.group()),
        ]
        end = match.end()
    parts.append(conditional_escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 (each part is escaped above)


def excerpt(text: str, words: list[str]) -> SafeString:
    """Return the part of `text` around the first of `words`, marked."""
    text = " ".join(text.split())
    places = [place for word in words if (place := text.casefold().find(word.casefold())) >= 0]
    start = max(0, min(places, default=0) - EXCERPT_LENGTH // 3)
    if start:
        # Begin at a whole word.
        start = text.find(" ", start) + 1
    part = Truncator(text[start:]).chars(EXCERPT_LENGTH)
    return marked(("… " if start else "") + part, words)


def _rows(kind: str, found: "QuerySet[Any]", when: str, words: list[str]) -> "QuerySet[Any]":
    """Return comparable rows of one kind."""
    in_title = Q()
    for word in words:
        in_title &= Q(title__icontains=word)
    rank = Case(When(in_title, then=Value(2)), default=Value(1), output_field=IntegerField())
    return (
        found.order_by()
        .annotate(hit_kind=Value(kind, output_field=TextField()), hit_rank=rank, hit_when=F(when))
        .values("hit_kind", "pk", "hit_rank", "hit_when")
    )


def _holding(found: "QuerySet[Any]", words: list[str], fields: tuple[str, ...]) -> "QuerySet[Any]":
    """Return what holds each of `words` in one of `fields`; nothing when there are no words."""
    if not words:
        return found.none()
    for word in words:
        condition = Q()
        for field in fields:
            condition |= Q(**{f"{field}__icontains": word})
        found = found.filter(condition)
    return found


def _proposals(words: list[str], user: Any) -> "QuerySet[Proposal]":
    """Return the proposals that `user` may see, also by organisation and by number alone."""
    visible = Proposal.objects.visible_to(user)
    found = _holding(visible, words, ("title", "summary", "organisation__name", "organisation__short_name"))
    number = words[-1] if words and words[:-1] in ([], ["usulan"], ["Usulan"]) else ""
    if number.isdecimal() and len(number) <= LONGEST_NUMBER:
        return found | visible.filter(pk=int(number))
    return found


def _decisions(words: list[str]) -> "QuerySet[Decision]":
    """Return the announced decisions by number, title and text."""
    return _holding(Decision.objects.announced(), words, ("number", "title", "plain_text"))


def _pages(words: list[str]) -> "QuerySet[Page]":
    """Return the public pages in the reader's language, and the Indonesian ones that have no translation."""
    pages = readable_pages(Page.objects.filter(depth__gt=1))
    return _holding(pages, words, ("title", *(f"{kind}__search_text" for kind in PAGE_TYPES)))
