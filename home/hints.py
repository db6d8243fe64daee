"""What to try instead when everyday words find nothing: the word that proposals use, or another door."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Hint:
    """A better word, and what to report through SP4N-LAPOR! when that is what was meant."""

    better: str
    report: "str | Promise"


# Words that people use -> the words of proposals. Indonesian in both languages: so are the proposals.
HINTS = {
    "lampu": Hint("penerangan jalan", _("report a street lamp that is out")),
    "gelap": Hint("penerangan jalan", _("report a street lamp that is out")),
    "berlubang": Hint("trotoar", _("report a damaged road")),
    "rusak": Hint("trotoar", _("report damage in a public place")),
    "macet": Hint("angkutan", _("report a traffic problem at one place")),
    "mampet": Hint("genangan", _("report a blocked drain")),
    "genangan": Hint("resapan", _("report a blocked drain")),
    "banjir": Hint("peringatan dini", _("report a flood")),
    "menumpuk": Hint("pilah sampah", _("report a heap of waste")),
    "lowongan": Hint("magang", ""),
    "bansos": Hint("bantuan sosial", ""),
    "pju": Hint("penerangan jalan", _("report a street lamp that is out")),
}


def hint_for(words: list[str]) -> Hint | None:
    """Return the hint for the first of `words` that has one and does not use the better word already."""
    asked = {word.casefold() for word in words}
    for word in words:
        hint = HINTS.get(word.casefold())
        if hint and not set(hint.better.split()) <= asked:
            return hint
    return None
