"""Telling the gambling advertising that floods Indonesian sites from people who talk about gambling. Pure.

A comment in which it finds that is held for a moderator, never deleted; a proposal, an official response and
an author's answer are refused in words, and what was typed is kept. So it may err on the careful side: a word
alone is never enough, what counts is words together with links, contacts, promises, or attempts to hide them.
"""

import re
import unicodedata
from collections.abc import Iterable

# Why a comment is held: stored in the case, told in words by ModerationCase.held_because.
GAMBLING, HIDDEN_WORDS, LINKS, FIRST = "gambling", "hidden_words", "links", "first"


def _set(words: str) -> frozenset[str]:
    """Return what stands in `words`, between commas."""
    return frozenset(words.split(", "))


# Words of that trade alone, and words that have a life outside it.
STRONG = _set(
    "anti rungkad, bandar togel, bocoran slot, gacor, gates of olympus, judol, live casino, mahjong "
    "ways, maxwin, pragmatic play, sbobet, scatter hitam, situs slot, slot gacor, slot online, "
    "starlight princess, sweet bonanza, togel, toto macau, zeus slot"
)
WEAK = _set("bandar, casino, judi, jackpot, poker, scatter, slot, taruhan, toto, zeus")
PROMISES = _set(
    "bocoran, bonus, bonus new member, cuan, depo, deposit, freebet, gampang menang, garansi, jp, "
    "link alternatif, main sekarang, modal receh, mudah menang, pasti menang, pasti wd, rtp, "
    "terpercaya, wd, winrate"
)
# Said on every second page of the web: together they count once.
EVERYDAY = _set("daftar, klik, link, login, tautan")
# Whoever writes these talks about gambling rather than for it.
CRITICAL = _set(
    "bahaya, bangkrut, berantas, blokir, cegah, dampak, edukasi, hukum, iklan, kecanduan, korban, "
    "larang, lapor, literasi, melanggar, memblokir, memberantas, mencegah, merugikan, merusak, "
    "menutup, penipuan, polisi, ruginya, satpol, sosialisasi, terjerat, tutup, utang"
)
# What is taken for gambling when somebody has disguised it; letters apart run together without it.
DISGUISED = STRONG | {"judi", "judionline", "slot", "slotgacor", "slotonline"}
# Public bodies and schools: a link there is no advertising, unless its own path says so.
TRUSTED = (".go.id", ".ac.id", ".sch.id", ".desa.id", ".mil.id", ".edu")

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"']+|\b[a-z0-9-]+\.(?:com|net|org|xyz|top|site|online|club|vip|pro|live|link|"
    r"bet|win|fun|info|me|ly|gg|io|co|cc|asia|shop|store|icu|id)(?:/[^\s<>()\"']*)?",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"wa\.me/|t\.me/|\bwhats ?app\b|\btelegram\b|(?:\+62|\b08)[\d\s-]{8,14}\d", re.IGNORECASE
)
# Zero-width characters, soft hyphens and direction marks between letters.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufe00-\ufe0f\ufeff]"
)
# Letters of other scripts that look like Latin ones.
_LOOKALIKES = str.maketrans(
    {
        "а": "a", "α": "a", "ɑ": "a", "е": "e", "ε": "e", "і": "i", "ι": "i", "ı": "i", "о": "o", "ο": "o",
        "р": "p", "ρ": "p", "с": "c", "у": "y", "υ": "u", "х": "x", "к": "k", "κ": "k", "м": "m", "т": "t",
        "τ": "t", "н": "n", "в": "b", "ѕ": "s", "ј": "j", "ӏ": "l", "ԁ": "d", "ɡ": "g", "ɢ": "g", "ʟ": "l",
        "ѵ": "v", "ԛ": "q", "ԝ": "w",
    }
)  # fmt: skip
_SIGNS = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", "$": "s", "!": "i"}
# A one may stand for either letter.
_READINGS = tuple(str.maketrans({**_SIGNS, "1": letter, "|": letter}) for letter in "il")
# Single letters with one and the same sign between them: s l o t, g.a.c.o.r, t-o-g-e-l.
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W_]([ .\-_*•·/]{1,2})){3,}[^\W_](?![^\W_])")
_WORDS = re.compile(r"[^\W_]+")
# Digits that advertisers hang on a name (slot88), and letters drawn out (gacorrr).
_TAIL = re.compile(r"(?<=[a-z]{3})\d+$")
_DRAWN = re.compile(r"(.)\1{2,}")
_IN_ADDRESSES = ("gacor", "judionline", "maxwin", "sbobet", "situsslot", "slotonline", "togel")
_WORD_IN_ADDRESS = re.compile(r"(?:^|[^a-z])(?:casino|judi|slot|toto)(?:\d|[^a-z]|$)")
MOST_CHARACTERS = 60_000


def reasons(text: str, *, links_max: int) -> list[str]:
    """Return why `text` should be held (GAMBLING, HIDDEN_WORDS, LINKS), nothing when it may be published.

    `links_max` is how many links a text may hold.
    """
    text = text[:MOST_CHARACTERS]
    found = []
    links = _LINK.findall(text)
    if len(links) > links_max:
        found.append(LINKS)
    plain = _words(text)
    uncovered = _words(_uncover(text))
    if _hits(DISGUISED, uncovered) - _hits(DISGUISED, plain):
        found.append(HIDDEN_WORDS)
    if _advertises(plain, links, text):
        found.append(GAMBLING)
    return found


def advertises(text: str) -> bool:
    """Return whether a paragraph of a longer `text` is gambling advertising, disguised or not.

    For what is refused rather than held. Paragraph by paragraph, because over many pages innocent words and
    sources add up. Many links are no reason here: proposals name their sources.
    """
    return any(
        {GAMBLING, HIDDEN_WORDS}.intersection(reasons(paragraph, links_max=MOST_CHARACTERS))
        for paragraph in re.split(r"\n\s*\n", text[:MOST_CHARACTERS])
    )


def _advertises(words: str, links: list[str], text: str) -> bool:
    """Return whether the words, taken with links and contacts, are advertising for gambling."""
    if any(_names_gambling(link) for link in links):
        return True
    strong, weak = len(_hits(STRONG, words)), len(_hits(WEAK, words))
    if not strong and not weak:
        return False
    promises = min(len(_hits(PROMISES, words)), 4) + bool(_hits(EVERYDAY, words))
    elsewhere = sum(not _is_trusted(link) for link in links) + bool(_CONTACT.search(text))
    score = 2 * strong + weak + promises + 2 * min(elsewhere, 2) - 2 * len(_hits(CRITICAL, words))
    return score >= (4 if strong and (elsewhere or promises) else 5)


def _names_gambling(link: str) -> bool:
    """Return whether a link's own address names gambling, also inside a longer word such as slotgacor88."""
    address = _folded(link)
    readings = (re.sub(r"[^a-z]", "", address.translate(reading)) for reading in _READINGS)
    return any(word in letters for letters in readings for word in _IN_ADDRESSES) or bool(
        _WORD_IN_ADDRESS.search(address)
    )


def _is_trusted(link: str) -> bool:
    host = re.sub(r"^(?:https?://)?", "", link.lower()).split("/")[0].split(":")[0]
    return host.endswith(TRUSTED)


def _folded(text: str) -> str:
    """Return `text` in small plain letters: no accents, no look-alikes, nothing invisible."""
    text = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c)).translate(_LOOKALIKES)


def _uncover(text: str) -> str:
    """Return `text` with the usual disguises taken off: spaced letters, digits for letters, look-alikes."""
    text = _SPACED.sub(lambda found: re.sub(r"[^\w]|_", "", found[0]), _folded(text))
    words = re.findall(r"[\w@$!|]+", text)
    return " ".join(_read(word, reading) for reading in _READINGS for word in words)


def _read(word: str, reading: dict[int, str]) -> str:
    """Return a word with its digits read as letters, where it holds letters at all: g4c0r, but not 2026."""
    word = _TAIL.sub("", word)
    return word.translate(reading) if re.search("[a-z]", word) else word


def _words(text: str) -> str:
    """Return the words of `text` as they stand, in small letters, one blank between, one around."""
    words = (_DRAWN.sub(r"\1", _TAIL.sub("", word)) for word in _WORDS.findall(text.casefold()))
    return f" {' '.join(words)} "


def _hits(wanted: Iterable[str], words: str) -> set[str]:
    """Return which of `wanted` stand among `words`."""
    return {word for word in wanted if f" {word} " in words}
