"""The council's texts that repeat a proposal's: a passage that is blacked out goes there too.

An enacted decision is sealed: its rows and its PDFs stay byte for byte what was enacted, with their hashes.
What everybody reads is drawn anew from them, with the mark (`Decision.reading`), and the PDFs are kept from
then on for staff. An erratum would not do: it quotes what stood there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from council.lifecycle.decision_draft import DraftState
from council.models import (
    AgendaItem,
    Decision,
    DecisionDraft,
    DecisionNote,
    DecisionOutcome,
    EarlierWording,
    FollowUp,
    FollowUpDraft,
    Motion,
    Objection,
    Session,
)
from council.searching import findable_decision, findable_session
from portal.kit import searching
from proposals import blackouts
from proposals.models import Blackout, BlackoutPlace, Proposal
from proposals.passages import replaced_in_html, taken_out

# What stands with a decision, in `Decision.reading`.
BESIDE = "beside"
# What staff type into a draft.
PARTS = (
    "title",
    "background",
    "attention",
    "heard",
    "considerations",
    "risks",
    "monitoring",
    "copies_to",
)


def register() -> None:
    """Let the moderator's search look through all of them; called when the apps are ready."""
    blackouts.register(
        "agenda_item",
        blackouts.Kind(
            _("Agenda item"),
            lambda proposal: AgendaItem.objects.filter(proposal=proposal),
            ("title", "state_reason"),
            follow=_remember_sessions,
            subjects=lambda proposal: {"session": [session.pk for session in _sessions(proposal)]},
        ),
    )
    blackouts.register(
        "motion",
        blackouts.Kind(
            _("Motion"),
            lambda proposal: Motion.objects.filter(proposal=proposal),
            ("wording", "deferred_condition", "close_reason"),
            subjects=lambda proposal: {"motion": list(proposal.motions.values_list("pk", flat=True))},
        ),
    )
    blackouts.register(
        "wording",
        blackouts.Kind(
            _("Earlier wording"),
            lambda proposal: EarlierWording.objects.filter(motion__proposal=proposal),
            ("text",),
        ),
    )
    blackouts.register(
        "objection",
        blackouts.Kind(
            _("Objection"),
            lambda proposal: Objection.objects.filter(motion__proposal=proposal),
            ("reason",),
        ),
    )
    # What it proposes and how that is measured is part of what was enacted.
    blackouts.register(
        "follow_up",
        blackouts.Kind(
            _("Follow-up"),
            lambda proposal: FollowUp.objects.filter(proposal=proposal),
            ("funding", "reason"),
        ),
    )
    blackouts.register(
        "decision",
        blackouts.Kind(
            _("Decision"),
            _decisions,
            ("title", "plain_text", BESIDE),
            called=lambda decision: f"{decision.get_kind_display()} {decision.number}",
            read=_read,
            redraw=_redraw,
        ),
    )
    # Nobody but staff reads them, and they would bring the passage into a decision, which is sealed. Staff
    # write it there again after a review.
    blackouts.register(
        "paper", blackouts.Kind(_("Decision draft"), _drafts, PARTS, is_offered=False, is_restored=False)
    )
    blackouts.register(
        "plan",
        blackouts.Kind(
            _("Follow-up"),
            lambda proposal: FollowUpDraft.objects.filter(draft__in=_drafts(proposal)),
            ("what", "funding", "indicator"),
            is_offered=False,
            is_restored=False,
        ),
    )


def require_none(proposals: Iterable[Proposal | None], texts: Mapping[str, str]) -> None:
    """Raise ValidationError by field of `texts` where one brings back what was blacked out."""
    errors: dict[str, Any] = {}
    for proposal in proposals:
        if proposal is not None:
            errors |= blackouts.faults(proposal, texts)
    if errors:
        raise ValidationError(errors)


def on_decision(decision: Decision) -> "QuerySet[Blackout]":
    """Return what is blacked out in a decision, in the order of the acts, with its rule."""
    places = BlackoutPlace.objects.filter(kind="decision", row=decision.pk)
    standing = Blackout.objects.standing().filter(pk__in=places.values("blackout"))
    return standing.select_related("decision__rule").order_by("pk")


def _decisions(proposal: Proposal) -> "QuerySet[Decision]":
    on_it = DecisionOutcome.objects.filter(proposal=proposal)
    return Decision.objects.filter(pk__in=on_it.values("decision"))


def _beside(decision: Decision) -> dict[str, str]:
    """Return the sealed texts that stand with a decision: notes of objection and errata."""
    notes = DecisionNote.objects.filter(outcome__decision=decision)
    texts = {note.key: note.text for note in notes}
    for erratum in decision.errata.all():
        for name in ("wrong", "right", "reason"):
            texts[f"{name}-{erratum.pk}"] = getattr(erratum, name)
    return texts


def _read(decision: Decision, name: str) -> str:
    """Return a text of a decision as everybody reads it."""
    if name == BESIDE:
        return "\n".join(decision.shown_beside(key, text) for key, text in _beside(decision).items())
    return str(decision.reading.get(name, getattr(decision, name)))


def _redraw(decision: Decision) -> None:
    """Draw what is shown of a decision from what was enacted and from what is blacked out in it now."""
    found = list(on_decision(decision))
    if any(not blackout.passage for blackout in found):
        # Erased for good: it cannot be looked for any more, and what is shown already holds the mark.
        return
    title, text, html = decision.title, decision.plain_text, decision.body_html
    beside = _beside(decision)
    for blackout in found:
        title = taken_out(title, blackout.passage, blackout.mark)[0]
        text = taken_out(text, blackout.passage, blackout.mark)[0]
        beside = {k: taken_out(t, blackout.passage, blackout.mark)[0] for k, t in beside.items()}
        html = replaced_in_html(html, blackout.passage, blackouts.drawn(blackout.mark, {blackout.number}))
    decision.reading = {}
    if found:
        decision.reading = {"title": title, "plain_text": text, "body_html": html, BESIDE: beside}
    Decision.objects.filter(pk=decision.pk).update(reading=decision.reading, blackouts=F("blackouts") + 1)
    if decision.is_announced:
        searching.remember(findable_decision(decision))


def _drafts(proposal: Proposal) -> "QuerySet[DecisionDraft]":
    """Return the drafts on the proposal that are written still: what was initialled is sent back first."""
    on_it = Motion.objects.filter(proposal=proposal)
    return DecisionDraft.objects.filter(state=DraftState.DRAFT, draft_motions__motion__in=on_it).distinct()


def _sessions(proposal: Proposal) -> "QuerySet[Session]":
    return Session.objects.filter(items__proposal=proposal).distinct()


def _remember_sessions(proposal: Proposal) -> None:
    """Let the sessions be found by what their agendas say now."""
    for session in _sessions(proposal):
        searching.remember(findable_session(session))
