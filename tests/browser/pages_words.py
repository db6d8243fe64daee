"""Which words of a page stand in the wrong language, by the message catalogues and by the commonest words."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[2] / "locale"
SHORTEST = 4
# Written alike in both languages, or a name.
ALIKE = {
    *("abstain", "agenda", "data", "email", "format", "media", "moderator", "normal", "pdf", "program"),
    *("status", "total", "video", "whatsapp", "dewan kota cerdas", "perangkat daerah"),
}
ENGLISH = frozenset(
    word
    for line in (
        "the and of for with this that these from you your are was were not have has been will which when",
        "who what how page sign please password search next previous back cancel save delete comment",
        "comments proposal proposals member members council group decision decisions today yesterday",
        "tomorrow day days ago name address open closed yes by is be or it its they their them show hide",
        "more less read write choose send until since",
    )
    for word in line.split()
)
INDONESIAN = frozenset(
    word
    for line in (
        "yang dan di ke dari untuk dengan pada adalah ini itu tidak belum sudah akan oleh sebagai atau anda",
        "kami usulan tanggapan sidang keputusan anggota halaman masuk keluar cari lihat simpan kirim",
        "tulis hari berikutnya sebelumnya semua",
    )
    for word in line.split()
)
# Codes of the city's places keep their names in English too; what an address spells is no word.
NAMES = frozenset({"kecamatan", "kelurahan"})
# What is quoted is a member's words, in whatever language; addresses and hashes are nobody's.
_QUOTED = re.compile(r"“[^”]*”|https?://\S+|\b[0-9a-f]{32,}\b")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>|&\w+;")


def wrong_words(text: str, language: str) -> Iterator[str]:
    """Yield what of `text`, which stands where `language` is expected, is of the other language."""
    said = _plain(_QUOTED.sub(" ", text))
    for words in re.findall(r"[a-z]+(?:-[a-z]+)?", said):
        if words in _common(language):
            yield words
    phrases = _phrases(language)
    if said in NAMES:
        return
    if said in phrases:
        yield said
    else:
        yield from (phrase for phrase in _long_phrases(language) if phrase in said)


def _common(language: str) -> frozenset[str]:
    """Return the commonest words of the language that is not expected."""
    return ENGLISH if language == "id" else INDONESIAN


@cache
def _phrases(language: str) -> frozenset[str]:
    """Return what the catalogues would have shown in the other language."""
    found = set()
    for english, indonesian in _messages():
        source, target = (english, indonesian) if language == "id" else (indonesian, english)
        plain = _plain(source)
        if len(plain) >= SHORTEST and plain not in ALIKE and plain != _plain(target):
            found.add(plain)
    return frozenset(found) - {_plain(pair[0 if language == "en" else 1]) for pair in _messages()}


@cache
def _long_phrases(language: str) -> tuple[str, ...]:
    """Return the phrases of three words and more: they may stand within a longer text."""
    return tuple(phrase for phrase in _phrases(language) if phrase.count(" ") > 1)


@cache
def _messages() -> tuple[tuple[str, str], ...]:
    """Return every translated message as (English, Indonesian), plural forms included."""
    found = []
    for path in sorted(LOCALE.glob("*/id/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="id"):
                sources = message.id if isinstance(message.id, tuple) else (message.id,)
                target = message.string[0] if isinstance(message.string, tuple) else message.string
                found += [(source, target) for source in sources if source and target and source != target]
    return tuple(found)


def _plain(text: str) -> str:
    """Return the words of `text` in small letters, without placeholders, markup and marks at both ends."""
    return " ".join(_PLACEHOLDER.sub(" ", text).lower().split()).strip(" .,:;()“”\"'…·")


def misplaced(texts: Iterable[tuple[str, str]], language: str) -> list[str]:
    """Return the faults of a page in `language`; `texts` are its pieces, each with the language it is in.

    What is marked as another language is that language's business.
    """
    return [
        f"{', '.join(sorted(set(wrong)))} in {text[:90]!r}"
        for text, marked in texts
        if marked == language and (wrong := list(wrong_words(text, language)))
    ]
