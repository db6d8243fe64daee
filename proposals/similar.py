"""Proposals with a title like another one: a bounded look-up by word beginnings, then one judgement.

An index of the beginnings of words hands over a bounded number of candidates on both databases; how alike
they are is judged here. (A trigram index of PostgreSQL took seconds among 100,000 titles that share their
common words, and nothing bounds it.) Only what was submitted is ever a candidate.
"""

import re
from itertools import islice
from typing import Any

from django.db import connection
from rapidfuzz import fuzz

from portal.kit.richtext import one_line

from .models import Proposal, TitleKey

SHOWN = 5
# Shorter beginnings are like everything.
SHORTEST = 8
# Of 100. At sixty, half of the words agree or nearly all that were typed so far.
ALIKE = 60
CANDIDATES = 120
# A word of many titles tells little: only the newest of them are looked at.
PER_KEY = 500
MOST_KEYS = 8
KEY_LENGTH = 5
# What stands in any title here.
STOP_WORDS = frozenset(
    {
        "agar", "akan", "atas", "atau", "bagi", "bekasi", "dalam", "dan", "dari", "dengan", "ini", "itu",
        "kami", "kepada", "kota", "oleh", "pada", "para", "sampai", "secara", "serta", "setiap", "untuk",
        "yang",
    }
)  # fmt: skip
SHORTEST_WORD = 3
_BATCH = 1_000


def similar_to(title: str, user: Any, *, but: int | None = None) -> list[Proposal]:
    """Return up to SHOWN proposals whose titles are like `title` (also one half typed), the most alike first.

    Decided ones too. `but` is the number of the proposal that is being written.
    """
    title = one_line(title)
    if len(title) < SHORTEST or not _words(title):
        return []
    ids = _by_keys(title)
    titles = Proposal.objects.visible_to(user).public().filter(pk__in=ids).exclude(pk=but or 0)
    scored = [(likeness(title, other), pk) for pk, other in titles.values_list("pk", "title")]
    best = [pk for score, pk in sorted(scored, reverse=True) if score >= ALIKE][:SHOWN]
    found = Proposal.objects.select_related("organisation", "leading_group").in_bulk(best)
    return [found[pk] for pk in best]


def likeness(one: str, other: str) -> float:
    """Return how alike two titles are, of 100, whatever the order of their words."""
    typed, there = " ".join(_words(one)), " ".join(_words(other))
    return (fuzz.token_set_ratio(typed, there) + fuzz.token_sort_ratio(typed, there)) / 2


def keys_of(title: str) -> set[str]:
    """Return the beginnings of the words of a title, by which it is found."""
    return {word[:KEY_LENGTH] for word in _words(title)[:MOST_KEYS]}


def remember_title(proposal: Proposal, title: str) -> None:
    """Note the public title of `proposal` for the look-up; part of the transaction that publishes it."""
    TitleKey.objects.filter(proposal=proposal).delete()
    TitleKey.objects.bulk_create(TitleKey(proposal=proposal, key=key) for key in sorted(keys_of(title)))


def remember_all_titles() -> int:
    """Note all public titles anew, after rows were written past the actions; return how many there are."""
    TitleKey.objects.all().delete()
    public = Proposal.objects.public()
    rows = (
        TitleKey(proposal_id=pk, key=key)
        for pk, title in public.order_by("pk").values_list("pk", "title").iterator(_BATCH)
        for key in keys_of(title)
    )
    while batch := list(islice(rows, _BATCH)):
        TitleKey.objects.bulk_create(batch)
    return public.count()


def _words(title: str) -> list[str]:
    """Return the words of a title that tell something."""
    words = re.findall(r"\w+", title.casefold())
    return [word for word in words if len(word) >= SHORTEST_WORD and word not in STOP_WORDS]


def _by_keys(title: str) -> list[int]:
    """Return candidates that share the most word beginnings; of each beginning the newest PER_KEY titles."""
    keys = sorted(keys_of(title))
    table = connection.ops.quote_name(TitleKey._meta.db_table)
    newest = f"SELECT proposal_id FROM {table} WHERE key = %s ORDER BY proposal_id DESC LIMIT %s"  # noqa: S608
    part = f"SELECT * FROM ({newest}) AS newest"  # noqa: S608 (no value stands in it, only our table's name)
    union = " UNION ALL ".join([part] * len(keys))
    query = (
        f"SELECT proposal_id FROM ({union}) AS found GROUP BY proposal_id "  # noqa: S608 (no value stands in it)
        "ORDER BY COUNT(*) DESC, proposal_id DESC LIMIT %s"
    )
    values = [value for key in keys for value in (key, PER_KEY)]
    with connection.cursor() as cursor:
        cursor.execute(query, [*values, CANDIDATES])
        return [pk for (pk,) in cursor.fetchall()]
