"""Words brought to what they have in common: "pembangunan" and "membangun" are both about "bangun".

What is looked through and what is looked for go through the same function, so that both databases, which
know nothing of Indonesian, find the same.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MOST_WORDS = 8
SHORTEST_WORD = 2
# A longer run of letters is no word, and PostgreSQL has a bound of its own.
LONGEST_WORD = 40
# Words that stand in any text, Indonesian and English.
STOP_WORDS = frozenset(
    {
        "adalah", "agar", "akan", "and", "atas", "atau", "bagi", "bahwa", "dalam", "dan", "dari", "dengan",
        "di", "for", "in", "ini", "itu", "juga", "karena", "ke", "kepada", "of", "oleh", "pada", "para",
        "sampai", "secara", "serta", "setiap", "supaya", "the", "to", "untuk", "yang",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”]")


@dataclass(frozen=True)
class Query:
    """What somebody looks for: the words as typed, their stems, and stems that must follow one another."""

    words: tuple[str, ...]
    stems: tuple[str, ...]
    phrases: tuple[str, ...]

    def __bool__(self) -> bool:
        """Return whether there is anything to look for."""
        return bool(self.stems)


def parse(typed: str) -> Query:
    """Return what `typed` asks for: at most MOST_WORDS words, and every phrase between quotation marks."""
    words = [word for word in _WORD.findall(typed) if is_telling(word)][:MOST_WORDS]
    stems = dict.fromkeys(stem(word) for word in words)
    parts = (stems_of(part).split() for part in _QUOTED.findall(typed))
    # What lies beyond the last word that is looked for is no part of a phrase either.
    phrases = [" ".join(part) for part in parts if len(part) > 1 and set(part) <= set(stems)]
    return Query(tuple(words), tuple(stems), tuple(phrases))


def stems_of(text: str) -> str:
    """Return the stems of a text in their order, each between blanks, so that a phrase can be looked for."""
    found = [stem(word) for word in _WORD.findall(text) if is_telling(word)]
    return f" {' '.join(found)} " if found else ""


def is_telling(word: str) -> bool:
    """Return whether a word is worth looking for: long enough or a number, and not in every text."""
    if len(word) < SHORTEST_WORD and not word.isdigit():
        return False
    return word.casefold() not in STOP_WORDS and bool(stem(word))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return what a word has in common with its relatives, in small letters without accents."""
    folded = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in folded if letter.isalnum())[:LONGEST_WORD]
    # A stemmer keeps the word that it works on, so each call and thread has its own.
    return str(snowballstemmer.stemmer("indonesian").stemWord(plain))


def marks(text: str, stems: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return where words of `text` stand that have one of `stems`: first and last place of each."""
    return [match.span() for match in _WORD.finditer(text) if stem(match.group()) in stems]
