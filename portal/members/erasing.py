"""Where the words stand that name a person: each app that stores some says how to take them out."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from .models import User, display_name


@dataclass(frozen=True)
class Naming:
    """What names a person, before it is erased: their name and every address that they confirmed or gave."""

    name: str
    addresses: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Return everything by which the person is found in a text."""
        return (*self.addresses, *filter(None, [self.name]))

    @property
    def certain(self) -> tuple[str, ...]:
        """Return what names nobody else: the addresses, and a name of more than one word.

        Many people have one name, which is an ordinary word as well: Melati, Energi, Surya.
        """
        return self.words if " " in self.name else self.addresses

    def stands_in(self, text: str) -> bool:
        """Return whether a text names the person, in whole words."""
        return any(_whole(word).search(text) for word in self.words)

    def stands_surely_in(self, text: str) -> bool:
        """Return whether a text names the person, and nobody else whom the name would fit."""
        return any(_whole(word).search(text) for word in self.certain)

    def taken_out_of(self, text: str) -> str:
        """Return a text with "erased member" wherever it names the person."""
        for word in self.words:
            text = _whole(word).sub(lambda _found: display_name(None), text)
        return text


def _whole(word: str) -> re.Pattern[str]:
    """Return what finds `word` where it is no part of a longer one, in capitals or not."""
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)


Eraser = Callable[[User, Naming], None]
_erasers: list[Eraser] = []


def register(eraser: Eraser) -> None:
    """Let `eraser` run, inside its transaction, whenever an account is erased; called in `ready()`.

    It gets the account, which names nobody any more, and what named the person.
    """
    _erasers.append(eraser)


def erase_elsewhere(user: User, naming: Naming) -> None:
    """Let every app take out what it stored of the person."""
    for eraser in _erasers:
        eraser(user, naming)
