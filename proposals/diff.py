"""Two texts compared word by word, and told as one text with what was added and removed."""

import re
from dataclasses import dataclass

from diff_match_patch import diff_match_patch
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.kit.richtext import tidy

# A word, a run of blanks, or a single mark: what people see as one thing that changed.
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_TAGS = {-1: "del", 0: "", 1: "ins"}
# Beyond this many seconds the comparison stops looking for the shortest answer; it stays right.
SECONDS = 1.0


@dataclass(frozen=True)
class Comparison:
    """The pieces of a comparison, as (-1 removed, 0 kept, 1 added; text), and how many words changed."""

    pieces: tuple[tuple[int, str], ...]

    @property
    def added(self) -> int:
        """Return how many words were added."""
        return self._count(1)

    @property
    def removed(self) -> int:
        """Return how many words were removed."""
        return self._count(-1)

    @property
    def changed(self) -> bool:
        """Return whether anything differs."""
        return any(kind for kind, _ in self.pieces)

    def html(self) -> SafeString:
        """Return the one text, escaped, removals in `del` and additions in `ins`."""
        return format_html_join(
            "", "{}{}{}", ((_open(kind), text, _close(kind)) for kind, text in self.pieces)
        )

    def before(self) -> SafeString:
        """Return the earlier text, escaped, with what is missing in the later one in `del`."""
        return self._side(-1)

    def after(self) -> SafeString:
        """Return the later text, escaped, with what is missing in the earlier one in `ins`."""
        return self._side(1)

    def _side(self, which: int) -> SafeString:
        return format_html_join(
            "",
            "{}{}{}",
            ((_open(kind), text, _close(kind)) for kind, text in self.pieces if kind in (0, which)),
        )

    def _count(self, kind: int) -> int:
        return sum(len(re.findall(r"\w+", text)) for which, text in self.pieces if which == kind)


def compare(before: str, after: str) -> Comparison:
    """Compare two texts word by word."""
    engine = diff_match_patch()
    engine.Diff_Timeout = SECONDS
    words: dict[str, str] = {}
    coded = [_encode(tidy(text), words) for text in (before, after)]
    found = engine.diff_main(*coded, False)
    engine.diff_cleanupSemantic(found)
    decode = {code: word for word, code in words.items()}
    return Comparison(tuple((kind, "".join(decode[code] for code in text)) for kind, text in found))


def _encode(text: str, words: dict[str, str]) -> str:
    """Return `text` with one character for each word, so that whole words are compared."""
    return "".join(words.setdefault(word, _code(len(words))) for word in _WORDS.findall(text))


def _code(number: int) -> str:
    """Return a character for the n-th different word; the surrogates are left out."""
    return chr(number + 1 if number < 0xD7FF else number + 0x801)


def _open(kind: int) -> SafeString:
    return SafeString(f"<{_TAGS[kind]}>" if kind else "")


def _close(kind: int) -> SafeString:
    return SafeString(f"</{_TAGS[kind]}>" if kind else "")
