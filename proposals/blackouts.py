"""Where a passage stands in the texts of a proposal, and the mark that stands for one blacked out.

People quote each other: a telephone number that is taken out of one version stands in the next one too,
in comments that quote it, and in suggested changes. All of them are looked through.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .figures import figures_of
from .models import (
    PARTS,
    AuthorAnswer,
    Blackout,
    CitizenInput,
    Comment,
    Draft,
    Formulation,
    MeetingNotes,
    Proposal,
    Suggestion,
    Version,
)
from .models.blackout import MARK
from .passages import places

_TEXT = ("title", "summary", *PARTS, "funding_source", "tags")


@dataclass(frozen=True)
class Kind:
    """One kind of text: how it is called, its rows of a proposal, and which of their fields people write."""

    label: Any
    rows: Callable[[Proposal], QuerySet]
    fields: tuple[str, ...]
    # How a row is called where the moderator chooses; else by label and number.
    called: Callable[[Any], str] | None = None
    # What stands in a field as people read it; else what is stored there.
    read: Callable[[Any, str], Any] = getattr
    # Draws anew what is shown of a row whose stored text never changes; else the row itself is changed.
    redraw: Callable[[Any], None] | None = None
    # Whether the moderator chooses it; what is not offered is done along with all others.
    is_offered: bool = True
    # Whether a review puts passages back: not where texts of several proposals stand, each with its mark 1.
    is_restored: bool = True
    # Runs once a passage was taken out of one of the proposal's texts of this kind, or put back.
    follow: Callable[[Proposal], None] | None = None
    # What the record knows of these texts: kinds and numbers of subjects, whose reasons may hold the passage.
    subjects: Callable[[Proposal], dict[str, list[int]]] | None = None


KINDS: dict[str, Kind] = {
    "version": Kind(
        gettext_lazy("Version"),
        lambda proposal: Version.objects.filter(proposal=proposal),
        (*_TEXT, "change_note"),
    ),
    "comment": Kind(
        gettext_lazy("Comment"),
        lambda proposal: Comment.with_held.filter(proposal=proposal),
        ("body", "quoted"),
    ),
    "suggestion": Kind(
        gettext_lazy("Suggested change"),
        lambda proposal: Suggestion.objects.filter(comment__proposal=proposal),
        ("quote", "replacement"),
    ),
    "answer": Kind(
        gettext_lazy("Author's answer"),
        lambda proposal: AuthorAnswer.objects.filter(proposal=proposal),
        ("body",),
    ),
    "formulation": Kind(
        gettext_lazy("Formulation"),
        lambda proposal: Formulation.objects.filter(proposal=proposal),
        ("advice", "final_wording", "differing_views", "notes", "waiver_reason"),
    ),
    "meeting": Kind(
        gettext_lazy("Notes of a meeting"),
        lambda proposal: MeetingNotes.objects.filter(proposal=proposal),
        ("notes",),
    ),
    "citizen": Kind(
        gettext_lazy("Citizen's input"),
        lambda proposal: CitizenInput.objects.filter(proposal=proposal),
        ("body",),
    ),
    "attachment": Kind(
        gettext_lazy("Attachment"),
        lambda proposal: proposal.attachments.filter(versions__isnull=False).distinct(),
        ("caption",),
    ),
    # What the authors are writing is theirs alone, and would bring the passage back with the next version.
    "draft": Kind(
        gettext_lazy("Draft"),
        lambda proposal: Draft.objects.filter(proposal=proposal),
        _TEXT,
        is_offered=False,
    ),
    "draft_file": Kind(
        gettext_lazy("Attachment"),
        lambda proposal: proposal.attachments.filter(versions__isnull=True),
        ("caption",),
        is_offered=False,
    ),
}


def register(name: str, kind: Kind) -> None:
    """Let a later app's texts, which repeat a proposal's, be looked through; called in `AppConfig.ready()`.

    `name` has at most 12 letters.
    """
    KINDS[name] = kind


@dataclass(frozen=True)
class Place:
    """One text in which a passage stands."""

    kind: str
    row: Model
    fields: tuple[str, ...]

    @property
    def is_offered(self) -> bool:
        """Return whether the moderator chooses it."""
        return KINDS[self.kind].is_offered

    @property
    def key(self) -> str:
        """Return how a form names it."""
        return f"{self.kind}-{self.row.pk}"

    @property
    def label(self) -> str:
        """Return how the moderator reads it: Version 2; Comment #14."""
        if isinstance(self.row, Version):
            return str(self.row)
        texts = KINDS[self.kind]
        return texts.called(self.row) if texts.called else f"{texts.label} #{self.row.pk}"


def find(proposal: Proposal, passage: str) -> list[Place]:
    """Return every text of `proposal` that holds `passage`, versions first, each kind in its order."""
    return [
        Place(kind, row, fields)
        for kind, texts in KINDS.items()
        for row in texts.rows(proposal).order_by("pk")
        if (fields := tuple(name for name in texts.fields if holds(texts.read(row, name), passage)))
    ]


def holds(text: Any, passage: str) -> bool:
    """Return whether `passage` stands in a text, or in one of a list of tags; in rows it never does."""
    if isinstance(text, str):
        return bool(places(text, passage))
    return isinstance(text, list) and any(isinstance(tag, str) and tag_holds(tag, passage) for tag in text)


def tag_holds(tag: str, passage: str) -> bool:
    """Return whether `passage` stands in a tag: tags are in lower case, whatever was typed."""
    return bool(places(tag, passage.lower()))


def drawn(html: str, numbers: Collection[int]) -> str:
    """Return rendered text with the marks of the blackouts `numbers` drawn as blocks.

    A mark that somebody typed stays text.
    """

    def draw(found: re.Match[str]) -> str:
        if int(found[1]) not in numbers:
            return found[0]
        return format_html('<span class="blackout">{}</span>', found[0])

    return MARK.sub(draw, html)


def numbers_of(proposal: Proposal | None, texts: Iterable[str]) -> set[int]:
    """Return the numbers of the proposal's blackouts; asked for only where `texts` hold a mark at all."""
    if proposal is None or not any(MARK.search(text) for text in texts):
        return set()
    return set(Blackout.objects.standing().filter(proposal=proposal).values_list("number", flat=True))


def marked_in(text: Any) -> set[int]:
    """Return the numbers of the marks that stand in `text`, a version or words."""
    if isinstance(text, Version):
        return set().union(*(marked_in(getattr(text, name)) for name in (*_TEXT, "change_note")))
    if isinstance(text, list):
        return marked_in(" ".join(text))
    return {int(number) for number in MARK.findall(text)}


def for_readers(proposal: Proposal) -> dict[int, Blackout]:
    """Return what is blacked out in the texts of `proposal`, by number; read only where there is any."""
    if not figures_of(proposal).get("blackouts"):
        return {}
    return {blackout.number: blackout for blackout in proposal.blackouts.for_readers()}


def faults(proposal: Proposal, texts: Mapping[str, Any]) -> dict[str, str]:
    """Return by field of `texts`, in words, where somebody brings back what was blacked out."""
    found = {}
    for blackout in Blackout.objects.standing().filter(proposal=proposal).exclude(passage=""):
        for name, text in texts.items():
            if holds(text, blackout.passage):
                found[name] = _(
                    "A moderator has blacked out words that stand here. Leave them out, or write "
                    "%(mark)s in their place."
                ) % {"mark": blackout.mark}
    return found
