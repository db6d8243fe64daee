"""Errata, changes of earlier decisions, void numbers, and requests for review."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council.actions.decisions import last_sequence
from council.blackouts import require_none
from council.lifecycle.roles import HEAD, SECRETARIAT
from council.models import (
    Change,
    CouncilRules,
    Decision,
    DecisionDraft,
    DraftChange,
    DraftEdit,
    Erratum,
    NumberSeries,
    ReviewRequest,
    Session,
    VoidNumber,
)
from council.numbering import format_number, next_sequence
from council.permissions import after_decision as rules
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.record import act

from .fields import need_past_day, need_texts

PASSAGE = 2000
REASON = 300


def add_erratum(*, decision: Decision, wrong: str, right: str, reason: str, actor: Any) -> Erratum:
    """Set a mistake in writing right: `wrong` must stand in the text, which itself stays as it is.

    Raises Refused, ValidationError for a passage that the text does not hold.
    """
    with transaction.atomic():
        decision = lock(decision)
        require(rules.can_add_erratum(actor, decision))
        values = {"wrong": wrong, "right": right, "reason": reason}
        need_texts({"wrong": PASSAGE, "right": PASSAGE, "reason": REASON}, values)
        # As the text without markup has it: single spaces.
        passage, instead = " ".join(wrong.split()), " ".join(right.split())
        require_none([outcome.proposal for outcome in decision.outcomes.select_related("proposal")], values)
        if passage not in decision.shown_text:
            raise ValidationError({"wrong": _("The text does not hold this passage. Copy it from there.")})
        if passage == instead:
            raise ValidationError({"right": _("This is what stands there already.")})
        last = decision.errata.aggregate(last=Max("ordinal"))["last"]
        made = Erratum.objects.create(
            decision=decision,
            ordinal=next_sequence(last),
            wrong=passage,
            right=instead,
            reason=reason.strip(),
            entered_by=actor,
            entered_at=clock.now(),
        )
        _record(decision, "add_erratum", actor, SECRETARIAT, {"erratum": made.ordinal})
    return made


def change_earlier(*, draft: DecisionDraft, earlier: Decision, kind: str, actor: Any) -> DecisionDraft:
    """Let `draft` amend or revoke `earlier`; an empty `kind` takes that back. It is an edit of the draft.

    Raises Refused when the actor may not edit the draft or `earlier` is not in force.
    """
    with transaction.atomic():
        draft = lock(draft)
        require(rules.can_change_earlier(actor, draft, earlier if kind else None))
        if kind:
            DraftChange.objects.update_or_create(
                draft=draft, earlier=earlier, defaults={"kind": Change(kind)}
            )
        else:
            draft.changes.filter(earlier=earlier).delete()
        draft.revision += 1
        draft.changed_at = clock.now()
        draft.save(update_fields=["revision", "changed_at"])
        DraftEdit.objects.create(draft=draft, editor=actor, revision=draft.revision, at=draft.changed_at)
        act(
            subject_kind="decision_draft",
            subject_id=draft.pk,
            verb="edit",
            from_state=draft.state,
            to_state=draft.state,
            actor=actor,
            actor_role=SECRETARIAT,
            note={"revision": draft.revision, "earlier": earlier.pk, "change": kind},
            public=False,
        )
    return draft


def void_number(*, kind: str, reason: str, actor: Any) -> VoidNumber:
    """Take the next number of `kind` and declare it void, with a public reason. Raises Refused."""
    with transaction.atomic():
        NumberSeries.objects.get_or_create(kind=kind)
        NumberSeries.objects.select_for_update().get(kind=kind)
        require(rules.can_void_number(actor))
        need_texts({"reason": 500}, {"reason": reason})
        figures, today = CouncilRules.load(), clock.today()
        sequence = next_sequence(last_sequence(kind, today.year))
        made = VoidNumber.objects.create(
            kind=kind,
            year=today.year,
            sequence=sequence,
            number=format_number(
                figures.number_format,
                kind=kind,
                sequence=sequence,
                on=today,
                fixed={
                    "body": figures.number_body,
                    "class": figures.number_class,
                    "unit": figures.number_unit,
                },
            ),
            reason=reason.strip(),
            voided_on=today,
            voided_by=actor,
        )
        act(
            subject_kind="void_number",
            subject_id=made.pk,
            verb="void",
            reason=made.reason,
            actor=actor,
            actor_role=HEAD,
            note={"number": made.number},
        )
    return made


def request_review(*, decision: Decision, affected: str, text: str, actor: Any) -> ReviewRequest:
    """Ask, as somebody affected, that the council looks at its decision again. Raises Refused."""
    with transaction.atomic():
        decision = lock(decision)
        require(rules.can_request_review(actor, decision))
        return _request(decision, actor, affected, text, clock.today(), person=actor)


def enter_review_letter(
    *, decision: Decision, sender: str, affected: str, text: str, received_on: date, actor: Any
) -> ReviewRequest:
    """Enter a request that `sender` sent by letter; the day on which it came counts. Raises Refused."""
    with transaction.atomic():
        decision = lock(decision)
        require(rules.can_enter_letter(actor, decision))
        need_texts({"sender": 200}, {"sender": sender})
        need_past_day("received_on", received_on, not_before=decision.announcement.announced_on)
        require(rules.can_request_review(actor, decision, received_on=received_on))
        return _request(decision, actor, affected, text, received_on, sender=sender.strip())


def _request(
    decision: Decision, actor: Any, affected: str, text: str, received_on: date, **who: Any
) -> ReviewRequest:
    """Write the request; the caller holds the lock and has asked the rule."""
    need_texts({"affected": 500, "text": 5000}, {"affected": affected, "text": text})
    made = ReviewRequest.objects.create(
        decision=decision,
        affected=affected.strip(),
        text=text.strip(),
        received_on=received_on,
        entered_by=actor,
        entered_at=clock.now(),
        **who,
    )
    role = SECRETARIAT if made.sender else "affected"
    # That a review was asked for is public; who asked is not.
    _record(decision, "request_review", None, role, {"received_on": received_on.isoformat()})
    return made


def answer_review(*, request: ReviewRequest, session: Session, answer: str, actor: Any) -> ReviewRequest:
    """Enter what the plenary `session` answered to `request`. Raises Refused, ValidationError."""
    with transaction.atomic():
        decision = lock(request.decision)
        request = lock(request)
        require(rules.can_answer_review(actor, request, session))
        need_texts({"answer": 5000}, {"answer": answer})
        request.answer = answer.strip()
        request.answered_in = session
        request.answered_at = clock.now()
        request.save(update_fields=["answer", "answered_in", "answered_at"])
        _record(decision, "answer_review", actor, SECRETARIAT, {"session": session.pk})
    return request


def _record(decision: Decision, verb: str, actor: Any, role: str, note: dict[str, Any]) -> None:
    act(
        subject_kind="decision",
        subject_id=decision.pk,
        verb=verb,
        actor=actor,
        actor_role=role,
        note=note,
        public=decision.is_announced,
    )
