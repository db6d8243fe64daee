"""What the apps tell the record, which itself knows subjects by kind and number only: wording and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from .models import Act

Words = str | Promise
# Most verbs have one wording; a callable may work the act's note into it, which may be blank by erasure.
Phrase = Words | Callable[["Act"], Words]


@dataclass(frozen=True)
class Kind:
    """How subjects of one kind are called, addressed and titled."""

    label: Words
    url: Callable[[int], str | None]
    titles: Callable[[set[int]], dict[int, str]]


_kinds: dict[str, Kind] = {}
_phrases: dict[tuple[str, str], Phrase] = {}
_roles: dict[str, Words] = {}


def register(
    kind: str, *, label: Words, url: Callable[[int], str | None], titles: Callable[[set[int]], dict[int, str]]
) -> None:
    """Tell how subjects of `kind` are called (`label`), addressed and titled; called in `AppConfig.ready()`.

    `url` gives the public address of one subject, or None when it has none, without asking the database.
    `titles` gives the public titles of many at once, in one query, leaving out what is not public.
    """
    _kinds[kind] = Kind(label, url, titles)


def register_verbs(kind: str, phrases: Mapping[str, Phrase]) -> None:
    """Tell how the acts on subjects of `kind` are told: verb to a phrase such as _("Discussion opened")."""
    _phrases.update({(kind, verb): phrase for verb, phrase in phrases.items()})


def register_roles(labels: Mapping[str, Words]) -> None:
    """Tell how capacities are called: role to a noun such as _("working-group coordinator")."""
    _roles.update(labels)


def kind_label(kind: str) -> Words:
    """Return what subjects of `kind` are called; the kind itself when nobody registered it."""
    return _kinds[kind].label if kind in _kinds else kind


def subject_url(kind: str, number: int) -> str | None:
    """Return the public address of a subject, or None."""
    return _kinds[kind].url(number) if kind in _kinds else None


def subject_titles(subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """Return the public titles of `subjects` (kind, number), with one call per kind."""
    by_kind: dict[str, set[int]] = {}
    for kind, number in subjects:
        by_kind.setdefault(kind, set()).add(number)
    return {
        (kind, number): title
        for kind, numbers in by_kind.items()
        if kind in _kinds
        for number, title in _kinds[kind].titles(numbers).items()
    }


def phrase(act: Act) -> Words:
    """Return what was done, in words; the verb itself when nobody registered it."""
    words = _phrases.get((act.subject_kind, act.verb), act.verb)
    return words(act) if callable(words) else words


def role_label(role: str) -> Words:
    """Return what a capacity is called; the role itself when nobody registered it."""
    return _roles.get(role, role)


register_roles(
    {
        "administrator": pgettext_lazy("capacity", "administrator"),
        "author": pgettext_lazy("capacity", "author"),
        "chair": pgettext_lazy("capacity", "chair"),
        "contact": pgettext_lazy("capacity", "contact person of the organisation"),
        "coordinator": pgettext_lazy("capacity", "working-group coordinator"),
        "council_secretary": pgettext_lazy("capacity", "secretary of the council"),
        "head": pgettext_lazy("capacity", "head of secretariat"),
        "head_of_secretariat": pgettext_lazy("capacity", "head of secretariat"),
        "liaison": pgettext_lazy("capacity", "agency liaison"),
        "member": pgettext_lazy("capacity", "member"),
        "moderator": pgettext_lazy("capacity", "moderator"),
        "operator": pgettext_lazy("capacity", "session operator, at the chair's order"),
        "seat": pgettext_lazy("capacity", "council member"),
        "secretariat": pgettext_lazy("capacity", "secretariat"),
        "secretary": pgettext_lazy("capacity", "secretary of the council"),
        "session": pgettext_lazy("capacity", "decision of the session"),
        "system": pgettext_lazy("capacity", "by itself, by the rules"),
        "user": pgettext_lazy("capacity", "account holder"),
    }
)
