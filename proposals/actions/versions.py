"""Making a version: the text tidied, rendered once, numbered and kept for good."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.kit import clock, richtext, searching

from .. import tags
from ..anchors import by_part, carry_over, words_of
from ..blackouts import drawn, numbers_of
from ..models import PARTS, TEXT_FIELDS, Area, Attachment, Proposal, Version
from ..searching import findable
from ..similar import remember_title


def make_version(
    proposal: Proposal,
    *,
    text: Mapping[str, Any],
    areas: Iterable[Area],
    author: Any,
    origin: str,
    change_note: str = "",
    wording_only: bool = False,
    attachments: Iterable[Attachment] | None = None,
) -> Version:
    """Return the next version of a locked `proposal` with `text` (every field of TEXT_FIELDS);
    the proposal is found by its tags from now on.

    It holds `attachments`, unless given those of the version before.
    """
    values = stored(text)
    last = _newest(proposal)
    version = Version.objects.create(
        proposal=proposal,
        number=last.number + 1 if last else 1,
        author=author,
        created_at=clock.now(),
        origin=origin,
        change_note=change_note,
        wording_only=wording_only,
        **rendered(proposal, values),
        **values,
    )
    version.areas.set(areas)
    proposal.tags.set(values["tags"])
    if attachments is None:
        attachments = last.attachments.all() if last else ()
    version.attachments.set(attachments)
    remember_title(proposal, version.title)
    searching.remember(findable(proposal, version))
    return version


def stored(text: Mapping[str, Any]) -> dict[str, Any]:
    """Return a text as a version keeps it: without what Word, telephones and tricksters leave in it."""
    values = {name: text[name] for name in TEXT_FIELDS}
    values["title"] = richtext.one_line(values["title"])
    for name in ("summary", *PARTS):
        values[name] = richtext.tidy(values[name])
    values["tags"] = tags.clean(values["tags"] or [])
    return values


def rendered(proposal: Proposal | None, text: Mapping[str, Any]) -> dict[str, Any]:
    """Return the paragraphs of the four texts with their anchors, as a version keeps them: `html`, `blocks`.

    Anchors are carried over from the newest version of `proposal` where the paragraph is the same one. A
    preview shows what this returns, and so what the next version will show.
    """
    html = _blocks_of(proposal, text)
    after = [words_of(block) for part in PARTS for block in html[part]]
    last = _newest(proposal) if proposal else None
    before = zip(last.anchors, (words_of(block) for block in last.paragraphs), strict=True) if last else ()
    ever = _anchors_ever(proposal) if proposal else ()
    return {"html": html, "blocks": by_part(html, carry_over(list(before), after, taken=ever))}


def drawn_again(version: Version) -> dict[str, Any]:
    """Return `html` and `blocks` of a version in whose texts a passage was blacked out or put back.

    Paragraphs keep their anchors; where taking out a passage made one of two, the more similar one does.
    """
    html = _blocks_of(version.proposal, {part: getattr(version, part) for part in PARTS})
    if all(len(html[part]) == len(version.html.get(part, [])) for part in PARTS):
        return {"html": html, "blocks": version.blocks}
    before = zip(version.anchors, (words_of(block) for block in version.paragraphs), strict=True)
    after = [words_of(block) for part in PARTS for block in html[part]]
    anchors = carry_over(list(before), after, taken=_anchors_ever(version.proposal))
    return {"html": html, "blocks": by_part(html, anchors)}


def _blocks_of(proposal: Proposal | None, text: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the rendered paragraphs of the four texts, with what was blacked out drawn as blocks."""
    numbers = numbers_of(proposal, (text[part] for part in PARTS))
    return {part: [drawn(str(block), numbers) for block in richtext.paragraphs(text[part])] for part in PARTS}


def _anchors_ever(proposal: Proposal) -> list[int]:
    """Return the anchors that any version of `proposal` has had."""
    return [anchor for version in proposal.versions.only("blocks", "html") for anchor in version.anchors]


def _newest(proposal: Proposal) -> Version | None:
    return proposal.versions.order_by("-number").first()


def text_of(source: Any) -> dict[str, Any]:
    """Return the text of a draft or a version, by field."""
    return {name: getattr(source, name) for name in TEXT_FIELDS}
