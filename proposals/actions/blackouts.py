"""Blacking out a passage: out of every text that the moderator chose, and back after a review."""

import secrets
from collections.abc import Callable, Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from portal import record
from portal.kit import richtext, searching
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.notices.actions import reword_waiting
from portal.record.actions import erase_texts
from portal.record.canonical import SALT_BYTES, commitment
from portal.record.models import Act

from .. import tags
from ..blackouts import KINDS, Place, drawn, find, numbers_of, tag_holds
from ..models import (
    Blackout,
    BlackoutPlace,
    Comment,
    HouseRule,
    ModerationCase,
    ModerationDecision,
    Proposal,
    Tag,
    Version,
)
from ..models.moderation import Outcome
from ..passages import places as places_in
from ..passages import taken_out
from ..permissions import can_black_out
from ..recording import COMMENT, KIND
from ..searching import findable
from ..similar import remember_title
from ..slugs import slug_of
from .blackout_notices import tell
from .closing import hold
from .counts import recount
from .sanctioning import ROLE, decide_at_once
from .versions import drawn_again

SHORTEST, LONGEST = 3, 1_000


def black_out(
    *,
    proposal: Proposal,
    actor: Any,
    passage: str,
    places: Collection[str],
    rule: HouseRule | None,
    reason: str,
    comment: Comment | None = None,
) -> Blackout:
    """Take `passage`, given as it is read, out of the texts `places` (blackouts.Place.key) of the proposal.

    A mark stands instead. `comment` is the one that the decision is about; without it the decision is
    about the proposal's own text. Who wrote it is told the `rule` and the `reason` and can have it reviewed.
    Reasons in the record that hold the passage are erased. Raises Refused and ValidationError by field.
    """
    with transaction.atomic():
        held = hold(proposal)
        about = lock(comment) if comment is not None else None
        if about is not None:
            about.proposal = held
        require(can_black_out(actor, held, about))
        passage = richtext.one_line(passage)
        found = _chosen(held, passage, places, about)
        decision = _decide(held, about, actor, rule, reason, found, passage=passage)
        salt = secrets.token_bytes(SALT_BYTES)
        last = held.blackouts.aggregate(Max("number"))["number__max"] or 0
        blackout = Blackout.objects.create(
            proposal=held,
            number=last + 1,
            decision=decision,
            passage=passage,
            salt=salt,
        )
        for place in found:
            _take_out(blackout, place)

        def without(text: str) -> str:
            return _without(text, passage, blackout.mark)[0]

        _follow(held, {place.kind for place in found})
        _retell(held, without)
        erase_texts(acts=_acts_of(held), holds=lambda text: bool(places_in(text, passage)))
        reword_waiting(change=without)
        recount(held)
        tell(blackout, found, about)
        kind, number = decision.case.subject
        record.act(
            subject_kind=kind,
            subject_id=number,
            verb="black_out",
            actor=actor,
            actor_role=ROLE,
            # The commitment proves what it was to whoever is shown passage and salt, and tells it nobody.
            note={
                "proposal": held.pk,
                "number": blackout.number,
                "rule": rule.number if rule else 0,
                "texts": sum(place.is_offered for place in found),
                "commitment": commitment(passage, salt),
            },
        )
    return blackout


def put_back(blackout: Blackout, *, held: Proposal) -> None:
    """Put a passage back wherever its mark stands, after a review; `held` is locked, the act the caller's."""
    touched: set[str] = set()
    originals = {(place.kind, place.row, place.field): place.originals for place in blackout.places.all()}

    def restored(text: Any, written: list[str]) -> Any:
        if isinstance(text, list):
            return [tag for each in text for tag in (written if each == blackout.mark else [each])]
        for words in written:
            text = text.replace(blackout.mark, words, 1)
        # Where the mark went with the text since: a later version, a comment that quotes it.
        return text.replace(blackout.mark, blackout.passage)

    for kind, texts in KINDS.items():
        if texts.redraw is not None:
            for row in texts.rows(held).filter(pk__in=[at[1] for at in originals if at[0] == kind]):
                texts.redraw(row)
            continue
        for row in texts.rows(held).order_by("pk") if texts.is_restored else ():
            changed = {
                name: restored(getattr(row, name), originals.get((kind, row.pk, name), []))
                for name in texts.fields
                if blackout.mark in getattr(row, name)
            }
            if changed:
                _write(row, changed)
                touched.add(kind)
    _follow(held, touched)
    _retell(held, lambda text: restored(text, []))
    recount(held)


def _chosen(held: Proposal, passage: str, places: Collection[str], about: Comment | None) -> list[Place]:
    """Return the places that were chosen among those where the passage stands, or raise ValidationError."""
    if not SHORTEST <= len(passage) <= LONGEST:
        words = _("Write the passage as it stands in the text: %(least)d to %(most)d characters.")
        raise ValidationError({"passage": [words % {"least": SHORTEST, "most": LONGEST}]})
    found = find(held, passage)
    if not found:
        raise ValidationError(
            {"passage": [_("These words stand nowhere in this proposal. Copy them from the text.")]}
        )
    chosen = [place for place in found if place.key in places]
    own = {f"comment-{about.pk}", f"suggestion-{about.pk}"} if about else set()
    if not chosen or (own and not own & {place.key for place in chosen}):
        raise ValidationError(
            {"places": [_("Choose where the passage is blacked out, this text among them.")]}
        )
    return [place for place in found if place in chosen or not place.is_offered]


def _decide(
    held: Proposal,
    about: Comment | None,
    actor: Any,
    rule: HouseRule | None,
    reason: str,
    found: list[Place],
    *,
    passage: str,
) -> ModerationDecision:
    """Write down the decision, in a case of its own that is decided from the start."""
    if places_in(reason, passage):
        words = _("Say why without repeating the passage: the reason is sent by mail.")
        raise ValidationError({"reason": [words]})
    # A citizen's input or notes of a meeting alone: nobody's own text, nobody to ask for a review.
    is_own = about is not None or any(place.kind in ("version", "attachment") for place in found)
    return decide_at_once(
        kind=ModerationCase.Kind.BLACKOUT,
        outcome=Outcome.BLACK_OUT,
        proposal=held,
        comment=about,
        actor=actor,
        rule=rule,
        reason=reason,
        is_reviewable=is_own,
    )


def _take_out(blackout: Blackout, place: Place) -> None:
    """Put the mark wherever the passage stands in one text, and keep what stood there for staff."""
    changed, texts = {}, KINDS[place.kind]
    for name in place.fields:
        changed[name], originals = _without(texts.read(place.row, name), blackout.passage, blackout.mark)
        BlackoutPlace.objects.create(
            blackout=blackout, kind=place.kind, row=place.row.pk, field=name, originals=originals
        )
    if texts.redraw is not None:
        texts.redraw(place.row)
    else:
        _write(place.row, changed)


def _without(text: Any, passage: str, mark: str) -> tuple[Any, list[str]]:
    """Return `text` with `mark` wherever `passage` stands, and what stood there each time.

    A tag that holds it goes as a whole: a part of it would be another tag.
    """
    if isinstance(text, list):
        gone = [tag for tag in text if tag_holds(tag, passage)]
        return list(dict.fromkeys(mark if tag in gone else tag for tag in text)), gone
    return taken_out(text, passage, mark)


def _write(row: Any, changed: dict[str, Any]) -> None:
    """Store the changed fields of a text with what is drawn from them."""
    values: dict[str, Any] = {}
    for name, text in changed.items():
        most = row._meta.get_field(name).max_length
        values[name] = text[:most] if most else text
        setattr(row, name, values[name])
    if isinstance(row, Version):
        values |= drawn_again(row) | {"blackouts": F("blackouts") + 1}
    elif "body" in changed and hasattr(row, "html"):
        numbers = numbers_of(row.proposal, [row.body])
        values["html"] = drawn(richtext.render(row.body), numbers)
    if hasattr(row, "revision"):
        # A window that is open somewhere must not save over it unseen.
        values["revision"] = F("revision") + 1
    type(row)._base_manager.filter(pk=row.pk).update(**values)


def _retell(held: Proposal, change: Callable[[str], str]) -> None:
    """Put title and summary, which the proposal repeats, through `change`; address and search follow."""
    if held.current_version_id:
        current = Version.objects.get(pk=held.current_version_id)
        searching.remember(findable(held, current))
        _tag(held, current)
    title, summary = change(held.title)[:300], change(held.summary)
    if (title, summary) == (held.title, held.summary):
        return
    if title != held.title:
        held.title, held.slug = title, slug_of(title)
        remember_title(held, title)
    held.summary = summary
    held.save(update_fields=["title", "slug", "summary"])


def _tag(held: Proposal, current: Version) -> None:
    """Let the proposal be found by the tags of its text, and no tag be left that nothing has."""
    before = set(held.tags.values_list("name", flat=True))
    held.tags.set(tags.clean(current.tags))
    Tag.objects.filter(name__in=before, items=None).delete()


def _follow(held: Proposal, kinds: Collection[str]) -> None:
    """Let what is drawn from the changed texts follow them."""
    for kind in kinds:
        if (follow := KINDS[kind].follow) is not None:
            follow(held)


def _acts_of(held: Proposal) -> list[Act]:
    """Return the acts on the proposal, on its comments, and on whatever else repeats its texts."""
    comments = Comment.with_held.filter(proposal=held).values_list("pk", flat=True)
    subjects = {KIND: [held.pk], COMMENT: list(comments)}
    for texts in KINDS.values():
        for kind, numbers in (texts.subjects(held) if texts.subjects else {}).items():
            subjects[kind] = [*subjects.get(kind, []), *numbers]
    return [done for kind, numbers in subjects.items() for done in Act.objects.of(kind, numbers)]
