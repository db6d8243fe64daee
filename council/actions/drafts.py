"""Writing a decision draft, initialling and signing it, and sending it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.blackouts import require_none
from council.lifecycle.decision_draft import DraftState
from council.lifecycle.roles import CHAIR, COUNCIL_SECRETARY, HEAD, SECRETARIAT
from council.models import (
    DecisionDraft,
    DecisionDraftMotion,
    DecisionKind,
    DraftEdit,
    DraftScan,
    DraftSignature,
    FollowUpDraft,
    LegalBasis,
    Motion,
    SignatureRole,
)
from council.paper import PARTS, prefill
from council.permissions import decisions as rules
from portal.kit import clock, richtext
from portal.kit.locking import change_state, lock, lock_all
from portal.kit.uploads import sha256_of
from portal.kit.verdict import Refused, no, require
from portal.members.models import Organisation
from portal.members.models.user import display_name
from portal.record import act

from .fields import need_texts
from .legal_bases import rest_on
from .originals import check_pdf

TITLE_LIMIT = 200
PART_LIMIT = 20_000
FOLLOW_UPS_LIMIT = 30


@dataclass(frozen=True)
class FollowUpLine:
    """One follow-up as the writer of a draft enters it; `proposal_id` is one of the draft's proposals."""

    proposal_id: int
    what: str
    agency_id: int
    due_on: date
    funding: str = ""
    indicator: str = ""


def create_draft(*, kind: str, title: str, motions: Sequence[Motion], actor: Any) -> DecisionDraft:
    """Begin a draft of `kind` (REK or KEP) on adopted `motions` of one session, in their order.

    The parts that follow from the motions are prefilled; whoever begins a draft counts as its editor.
    Raises Refused when the actor may not or the motions do not fit, ValidationError without a title.
    """
    with transaction.atomic():
        # Locked, so that two drafts never take the same motion.
        lock_all(Motion, {motion.pk for motion in motions})
        places = {motion.pk: place for place, motion in enumerate(motions)}
        ordered = sorted(
            Motion.objects.filter(pk__in=places).select_related(
                "item__session", "proposal__organisation", "proposal__leading_group", "draft_motion"
            ),
            key=lambda motion: places[motion.pk],
        )
        require(rules.can_create_draft(actor), rules.can_put_on_paper(kind, ordered))
        need_texts({"title": TITLE_LIMIT}, {"title": title})
        require_none([motion.proposal for motion in ordered], {"title": title})
        moment = clock.now()
        draft = DecisionDraft.objects.create(
            kind=kind,
            title=title.strip(),
            session=ordered[0].item.session,
            created_at=moment,
            created_by=actor,
            changed_at=moment,
            **prefill(kind, ordered),
        )
        DecisionDraftMotion.objects.bulk_create(
            DecisionDraftMotion(draft=draft, motion=motion, position=place)
            for place, motion in enumerate(ordered, start=1)
        )
        rest_on(draft, LegalBasis.objects.usual())
        DraftEdit.objects.create(draft=draft, editor=actor, revision=draft.revision, at=moment)
        _record(draft, "create", "", draft.state, actor, SECRETARIAT)
    return draft


def edit_draft(
    *,
    draft: DecisionDraft,
    revision: int,
    title: str,
    parts: Mapping[str, str],
    follow_ups: Sequence[FollowUpLine],
    actor: Any,
    legal_bases: Sequence[LegalBasis] | None = None,
) -> DecisionDraft:
    """Replace title, typed `parts`, follow-ups and legal bases of `draft`, which makes a new revision.

    `revision` is the one that the editor read: when somebody saved another since, nothing is written and
    Refused is raised (rule ``decision_draft.edit.revision``). A part that is not in `parts` stays, and
    so do the legal bases when none are given. Raises Refused when the actor may not edit, ValidationError
    for what does not fit.
    """
    with transaction.atomic():
        draft = lock(draft)
        require(rules.can_edit_draft(actor, draft))
        if draft.revision != revision:
            raise Refused(_somebody_saved(draft))
        need_texts({"title": TITLE_LIMIT}, {"title": title})
        _check_parts(draft, parts)
        motions = draft.motions.select_related("proposal")
        require_none([motion.proposal for motion in motions], {"title": title, **parts})
        lines = _checked_lines(draft, follow_ups)
        draft.title = title.strip()
        for name, text in parts.items():
            setattr(draft, name, richtext.tidy(text))
        draft.revision += 1
        draft.changed_at = clock.now()
        draft.save(update_fields=["title", *parts, "revision", "changed_at"])
        if legal_bases is not None:
            rest_on(draft, legal_bases)
        draft.follow_up_drafts.all().delete()
        FollowUpDraft.objects.bulk_create(lines)
        DraftEdit.objects.create(draft=draft, editor=actor, revision=draft.revision, at=draft.changed_at)
        _record(draft, "edit", draft.state, draft.state, actor, SECRETARIAT)
    return draft


def _somebody_saved(draft: DecisionDraft) -> Any:
    last = draft.edits.select_related("editor").last()
    return no(
        "decision_draft.edit.revision",
        _(
            "%(name)s has saved this draft since you opened it. Nothing is lost: your text stands below. "
            "Compare it with the saved one, then save what should stay."
        )
        % {"name": display_name(last.editor if last else None)},
    )


def _check_parts(draft: DecisionDraft, parts: Mapping[str, str]) -> None:
    if unknown := set(parts) - set(PARTS[DecisionKind(draft.kind)]):
        raise ValueError(f"a draft of kind {draft.kind} has no parts {sorted(unknown)}")
    errors = {
        name: _("This is longer than %(limit)d characters.") % {"limit": PART_LIMIT}
        for name, text in parts.items()
        if len(text) > PART_LIMIT
    }
    if errors:
        raise ValidationError(errors)


def _checked_lines(draft: DecisionDraft, lines: Sequence[FollowUpLine]) -> list[FollowUpDraft]:
    """Return the rows of `lines`; raise ValidationError when one names another proposal or no city agency."""
    if lines and not draft.is_recommendation:
        raise ValidationError({"follow_ups": _("Only a recommendation proposes follow-ups.")})
    if len(lines) > FOLLOW_UPS_LIMIT:
        raise ValidationError({"follow_ups": _("These are too many follow-ups for one recommendation.")})
    proposals = set(draft.motions.exclude(proposal=None).values_list("proposal_id", flat=True))
    agencies = set(
        Organisation.objects.filter(
            pk__in={line.agency_id for line in lines}, kind__is_agency=True
        ).values_list("pk", flat=True)
    )
    for place, line in enumerate(lines, start=1):
        words = {"place": place}
        if not line.what.strip():
            raise ValidationError({"follow_ups": _("Follow-up %(place)d says nothing to do.") % words})
        if line.proposal_id not in proposals:
            raise ValidationError(
                {
                    "follow_ups": _("Follow-up %(place)d is on a proposal that this draft does not hold.")
                    % words
                }
            )
        if line.agency_id not in agencies:
            raise ValidationError(
                {"follow_ups": _("Follow-up %(place)d needs a city agency that carries it out.") % words}
            )
        if line.due_on <= clock.today():
            raise ValidationError(
                {"follow_ups": _("The due date of follow-up %(place)d has passed.") % words}
            )
    return [
        FollowUpDraft(
            draft=draft,
            proposal_id=line.proposal_id,
            position=place,
            what=line.what.strip()[:300],
            agency_id=line.agency_id,
            due_on=line.due_on,
            funding=line.funding.strip()[:200],
            indicator=line.indicator.strip()[:200],
        )
        for place, line in enumerate(lines, start=1)
    ]


def initial_draft(*, draft: DecisionDraft, actor: Any) -> DecisionDraft:
    """Initial `draft` as head of secretariat. Raises Refused, also when the actor edited it."""
    with transaction.atomic():
        draft = lock(draft)
        require(rules.can_initial_draft(actor, draft))
        _sign(draft, SignatureRole.HEAD, actor)
        change_state(draft, to=DraftState.INITIALLED)
        _record(draft, "initial", DraftState.DRAFT, draft.state, actor, HEAD)
    return draft


def sign_draft(*, draft: DecisionDraft, actor: Any) -> DecisionDraft:
    """Sign `draft` as chair or, on a recommendation, as council secretary; the last signature moves it.

    Raises Refused, also when the actor edited it or signed already.
    """
    with transaction.atomic():
        draft = lock(draft)
        require(rules.can_sign_draft(actor, draft))
        office = rules.signing_office(actor)
        if office is None:
            raise AssertionError("who may sign holds an office")
        _sign(draft, office, actor)
        standing = set(draft.signatures.filter(lapsed_at=None).values_list("role", flat=True))
        if rules.needed_signatures(draft.kind) <= standing:
            change_state(draft, to=DraftState.SIGNED)
        role = CHAIR if office == SignatureRole.CHAIR else COUNCIL_SECRETARY
        _record(draft, "sign", DraftState.INITIALLED, draft.state, actor, role)
    return draft


def sign_on_paper(*, draft: DecisionDraft, file: Any, actor: Any) -> DraftScan:
    """Keep `file`, the PDF of `draft` signed outside the portal: the missing signatures stand on it.

    With the enactment it becomes the decision's original. Raises Refused when the actor may not or a signer
    does not hold the office or has a part in the text, ValidationError for what is no PDF or here already.
    """
    check_pdf(file)
    with transaction.atomic():
        draft = lock(draft)
        require(rules.can_sign_on_paper(actor, draft))
        digest = sha256_of(file)
        if draft.scans.filter(sha256=digest).exists():
            raise ValidationError({"file": _("This very file has been uploaded already.")})
        for office, signer in rules.signers_on_paper(draft).items():
            _sign(draft, office, signer, on_paper=True)
        scan = DraftScan.objects.create(
            draft=draft,
            revision=draft.revision,
            file=file,
            size=file.size,
            sha256=digest,
            uploaded_at=clock.now(),
            uploaded_by=actor,
        )
        change_state(draft, to=DraftState.SIGNED)
        _record(draft, "sign_on_paper", DraftState.INITIALLED, draft.state, actor, SECRETARIAT)
    return scan


def send_back_draft(*, draft: DecisionDraft, reason: str, actor: Any) -> DecisionDraft:
    """Send `draft` back to be edited: its initial and signatures lapse. Raises Refused, ValidationError."""
    with transaction.atomic():
        draft = lock(draft)
        require(rules.can_send_back_draft(actor, draft))
        need_texts({"reason": 1000}, {"reason": reason})
        old = draft.state
        draft.signatures.filter(lapsed_at=None).update(lapsed_at=clock.now())
        change_state(draft, to=DraftState.DRAFT)
        held = rules.staff_roles(actor)
        role = next(name for name in (HEAD, CHAIR, COUNCIL_SECRETARY) if name in held)
        _record(draft, "send_back", old, draft.state, actor, role, reason=reason.strip())
    return draft


def _sign(draft: DecisionDraft, role: str, actor: Any, *, on_paper: bool = False) -> None:
    DraftSignature.objects.create(
        draft=draft,
        role=role,
        person=actor,
        name=display_name(actor),
        revision=draft.revision,
        at=clock.now(),
        on_paper=on_paper,
    )


def _record(
    draft: DecisionDraft, verb: str, old: str, new: str, actor: Any, role: str, reason: str = ""
) -> None:
    """Write the act on a draft; it is not public: nothing of a draft is before it is announced."""
    act(
        subject_kind="decision_draft",
        subject_id=draft.pk,
        verb=verb,
        from_state=old,
        to_state=new,
        reason=reason,
        actor=actor,
        actor_role=role,
        note={"revision": draft.revision},
        public=False,
    )
