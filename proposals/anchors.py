"""Anchors of paragraphs: a paragraph keeps its number from version to version while it is the same one.

Same means: the same words, or most of them. What is new gets a number that no paragraph of the proposal had.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from itertools import count

from django.utils.html import strip_tags

# Two paragraphs are the same one when at least half of the words of both together are shared.
SAME = 0.5
# A changed paragraph is looked for among this many former ones, the nearest in place.
NEAREST = 40

Blocks = Mapping[str, Sequence[str]]


def words_of(html: str) -> str:
    """Return the words of a rendered paragraph, without its formatting."""
    return " ".join(unescape(strip_tags(html.replace("<br>", " ").replace("</li>", " "))).split())


def carry_over(
    before: Sequence[tuple[int, str]], after: Sequence[str], *, taken: Iterable[int] = ()
) -> list[int]:
    """Return an anchor for each paragraph of `after`.

    `before` gives anchor and words of the paragraphs of the former version in reading order, `taken` the
    anchors that any version has had. Equal words are matched first, then the most similar.
    """
    found: dict[int, int] = {}
    free = dict(enumerate(before))
    _match_equal(free, after, found)
    _match_similar(free, after, found)
    fresh = count(max([0, *taken, *(anchor for anchor, _words in before)]) + 1)
    return [found[place] if place in found else next(fresh) for place in range(len(after))]


def _match_equal(free: dict[int, tuple[int, str]], after: Sequence[str], found: dict[int, int]) -> None:
    """Match paragraphs with the same words; of several alike, in their order."""
    by_words: dict[str, list[int]] = {}
    for place, (_anchor, words) in free.items():
        by_words.setdefault(words, []).append(place)
    for place, words in enumerate(after):
        if places := by_words.get(words):
            found[place] = free.pop(places.pop(0))[0]


def _match_similar(free: dict[int, tuple[int, str]], after: Sequence[str], found: dict[int, int]) -> None:
    """Match the paragraphs that are left, the most similar pair first."""
    bags = {place: _bag(words) for place, (_anchor, words) in free.items()}
    pairs = []
    for place, words in enumerate(after):
        if place in found:
            continue
        bag = _bag(words)
        nearest = sorted((abs(former - place), former) for former in free)[:NEAREST]
        for distance, former in nearest:
            likeness = _likeness(bags[former], bag)
            if likeness >= SAME:
                pairs.append((-likeness, distance, former, place))
    for _unlike, _distance, former, place in sorted(pairs):
        if former in free and place not in found:
            found[place] = free.pop(former)[0]


def _bag(words: str) -> Counter[str]:
    return Counter(words.casefold().split())


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return how much of the words of both is shared, from 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def by_part(html: Blocks, anchors: Sequence[int]) -> dict[str, list[int]]:
    """Return `anchors`, given in reading order, by the part of the text, as a version stores them."""
    rest = iter(anchors)
    return {part: [next(rest) for _block in blocks] for part, blocks in html.items()}
