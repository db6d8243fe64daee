"""Who may do what to decision drafts, decisions and referrals: role, state, guards, each in words."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from council.lifecycle.decision_draft import DECISION_DRAFT
from council.lifecycle.motion import ADOPTED
from council.lifecycle.referral import NOT_CONVEYED, REFERRAL
from council.lifecycle.roles import CHAIR, COUNCIL_SECRETARY, HEAD, SECRETARIAT
from council.models import (
    Decision,
    DecisionDraft,
    DecisionKind,
    LegalBasis,
    Motion,
    MotionOutcome,
    Referral,
    SignatureRole,
)
from council.numbering import date_is_backwards
from portal.kit import clock
from portal.kit.verdict import YES, Verdict, no
from portal.members import roles
from portal.members.models import display_name
from proposals.permissions import can_be_moved_by_session, can_defer, can_read_queue

ACCEPTING = frozenset({MotionOutcome.ACCEPTED, MotionOutcome.ACCEPTED_WITH_CHANGES})


def staff_roles(user: Any) -> frozenset[str]:
    """Return in which roles of the tables `user` stands towards drafts, decisions and referrals."""
    found = set()
    if roles.is_secretariat(user):
        found.add(SECRETARIAT)
    if roles.is_head(user):
        found.add(HEAD)
    seat = roles.current_seat(user)
    if seat is not None and seat.office == seat.Office.CHAIR:
        found.add(CHAIR)
    if seat is not None and seat.office == seat.Office.SECRETARY:
        found.add(COUNCIL_SECRETARY)
    return frozenset(found)


def may_get_files(user: Any, decision: Decision) -> bool:
    """Return whether `user` gets the PDFs of a decision.

    Everybody does, until a passage of the text is blacked out: the files hold it, and they are sealed. Then
    those do who keep them, and who read what was blacked out.
    """
    return not decision.reading or bool(staff_roles(user)) or can_read_queue(user)


def signing_office(user: Any) -> SignatureRole | None:
    """Return in which office `user` signs decisions: chair or council secretary; None for everybody else."""
    held = staff_roles(user)
    if CHAIR in held:
        return SignatureRole.CHAIR
    return SignatureRole.SECRETARY if COUNCIL_SECRETARY in held else None


def needed_signatures(kind: str) -> frozenset[str]:
    """Return whose signatures a draft of `kind` needs: the chair's, on a recommendation the secretary's
    too.
    """
    if kind == DecisionKind.REK:
        return frozenset({SignatureRole.CHAIR, SignatureRole.SECRETARY})
    return frozenset({SignatureRole.CHAIR})


# Decision drafts


def can_create_draft(user: Any) -> Verdict:
    """Say whether `user` may begin a decision draft."""
    if SECRETARIAT in staff_roles(user):
        return YES
    return no("decision_draft.create.who", _("Decision drafts are written by the secretariat."))


def can_put_on_paper(kind: str, motions: Iterable[Motion]) -> Verdict:
    """Say whether one draft of `kind` may be made from `motions`: all adopted, in one session, of that
    kind.
    """
    motions = list(motions)
    if not motions:
        return no(
            "decision_draft.motions.none", _("Choose at least one adopted motion; a decision rests on it.")
        )
    if any(motion.state not in ADOPTED for motion in motions):
        return no(
            "decision_draft.motions.adopted",
            _("One of these motions was not adopted. Only what the council adopted is put on paper."),
        )
    if any(motion.item.session.is_rehearsal for motion in motions):
        return no(
            "decision_draft.motions.rehearsal",
            _("One of these motions was rehearsed. Only what the council adopted is put on paper."),
        )
    if any(motion.item.session.awaits_confirmation for motion in motions):
        return no(
            "decision_draft.motions.unconfirmed",
            _(
                "This session was entered from paper and is not confirmed yet. "
                "A second member of the secretariat confirms it first."
            ),
        )
    if len({motion.item.session_id for motion in motions}) > 1:
        return no(
            "decision_draft.motions.session",
            _("These motions come from several sessions. Write one draft for each session."),
        )
    if any(hasattr(motion, "draft_motion") for motion in motions):
        return no(
            "decision_draft.motions.taken",
            _("One of these motions is on another draft already. Continue that draft instead."),
        )
    if any(kind_for(motion) != kind for motion in motions):
        return no(
            "decision_draft.motions.kind",
            _(
                "A recommendation holds what was accepted. A decision holds deferral, non-acceptance and the "
                "council's own affairs. Write two drafts."
            ),
        )
    return YES


def kind_for(motion: Motion) -> str:
    """Return on which kind of paper an adopted motion goes."""
    if motion.proposal_id is not None and motion.outcome in ACCEPTING:
        return DecisionKind.REK
    return DecisionKind.KEP


def can_edit_draft(user: Any, draft: DecisionDraft) -> Verdict:
    """Say whether `user` may edit `draft`: the secretariat, until it is initialled."""
    return DECISION_DRAFT.verdict("edit", draft.state, staff_roles(user))


def never_edited(user: Any, draft: DecisionDraft) -> Verdict:
    """Say whether `user` made none of the revisions since the draft began (domain.md, Decision)."""
    if not draft.edits.filter(editor_id=user.pk).exists():
        return YES
    return no(
        "decision_draft.own_edit",
        _(
            "You edited this draft, and nobody initials or signs a text of their own. "
            "Another person who holds the office does it."
        ),
    )


def can_initial_draft(user: Any, draft: DecisionDraft) -> Verdict:
    """Say whether `user` may initial `draft`: the head of secretariat who never edited it."""
    verdict = DECISION_DRAFT.verdict("initial", draft.state, staff_roles(user)) and never_edited(user, draft)
    return verdict and rests_on_what_is_in_force(draft)


def rests_on_what_is_in_force(draft: DecisionDraft) -> Verdict:
    """Say whether no legal basis of `draft` was revoked since it was picked."""
    revoked = LegalBasis.objects.filter(
        pk__in=draft.legal_bases.values("basis"), revoked_on__lte=clock.today()
    ).first()
    if revoked is None:
        return YES
    return no(
        "decision_draft.initial.revoked",
        _("%(title)s is no longer in force. The secretariat takes it off the draft first.")
        % {"title": revoked},
    )


def can_sign_draft(user: Any, draft: DecisionDraft) -> Verdict:
    """Say whether `user` may sign `draft`: chair, on a recommendation the council secretary too, once
    each.
    """
    verdict = DECISION_DRAFT.verdict("sign", draft.state, staff_roles(user))
    if not verdict:
        return verdict
    office = signing_office(user)
    if office not in needed_signatures(draft.kind):
        return no(
            "decision_draft.sign.kind",
            _(
                "The secretary of the council signs recommendations only. This decision is signed by the "
                "chair."
            ),
        )
    standing = [s for s in draft.signatures.all() if s.lapsed_at is None]
    if any(signature.role == office for signature in standing):
        return no(
            "decision_draft.sign.twice",
            _("You have signed this draft. It now waits for the other signature."),
        )
    if any(signature.person_id == user.pk for signature in standing):
        return no(
            "decision_draft.sign.same_person",
            _(
                "You initialled this draft. Whoever initials does not sign; another person must hold one "
                "office."
            ),
        )
    return never_edited(user, draft)


def can_sign_on_paper(user: Any, draft: DecisionDraft) -> Verdict:
    """Say whether `user` may upload `draft` as it was signed outside the portal.

    Somebody of the secretariat who never edited it compares paper and text. Whoever signed is asked the same
    as in the portal: they hold the office today, never edited the draft and did not initial it.
    """
    verdict = DECISION_DRAFT.verdict("sign_on_paper", draft.state, staff_roles(user))
    verdict = verdict and never_edited(user, draft)
    if not verdict:
        return verdict
    standing = [s for s in draft.signatures.all() if s.lapsed_at is None]
    editors = set(draft.edits.values_list("editor_id", flat=True))
    for office, signer in signers_on_paper(draft).items():
        words = {"office": SignatureRole(office).label, "name": display_name(signer)}
        if signer is None:
            return no(
                "decision_draft.sign_on_paper.vacant",
                _("Nobody holds the office today: %(office)s. A signature without it is none.") % words,
            )
        if signer.pk in editors or any(signature.person_id == signer.pk for signature in standing):
            return no(
                "decision_draft.sign_on_paper.signer",
                _("%(name)s (%(office)s) edited or initialled this draft and cannot sign it.") % words,
            )
    return YES


def signers_on_paper(draft: DecisionDraft) -> dict[str, Any]:
    """Return whose signatures `draft` still needs, by office; None stands for a vacant one."""
    standing = {s.role for s in draft.signatures.all() if s.lapsed_at is None}
    seats = {role: roles.office_holder(role) for role in sorted(needed_signatures(draft.kind) - standing)}
    return {role: seat.person if seat is not None else None for role, seat in seats.items()}


def can_send_back_draft(user: Any, draft: DecisionDraft) -> Verdict:
    """Say whether `user` may send `draft` back: initials and signatures lapse then."""
    return DECISION_DRAFT.verdict("send_back", draft.state, staff_roles(user))


def can_enact_decision(user: Any, draft: DecisionDraft) -> Verdict:
    """Say whether `user` may give `draft` its number and date; also somebody who edited it may.

    The dates of its kind must not run backwards, and each of its proposals must await what it decides.
    """
    verdict = DECISION_DRAFT.verdict("enact", draft.state, staff_roles(user)) and dates_run_on(draft.kind)
    for motion in draft.motions.select_related("proposal") if verdict else ():
        if motion.proposal is not None:
            verdict = verdict and can_be_moved_by_session("decide", motion.proposal)
        if motion.proposal is not None and motion.outcome == MotionOutcome.DEFERRED:
            verdict = verdict and can_defer(motion.proposal)
    return verdict


def dates_run_on(kind: str) -> Verdict:
    """Say whether no decision of `kind` bears a later date than today."""
    newest = Decision.objects.filter(kind=kind).aggregate(last=Max("enacted_on"))["last"]
    if not date_is_backwards(newest, clock.today()):
        return YES
    return no(
        "decision.enact.date",
        _(
            "The newest decision of this kind bears a later date than today. Dates never run "
            "backwards: have the clock of the server checked before you go on."
        ),
    )


# Decisions


def can_announce_decision(user: Any, decision: Decision) -> Verdict:
    """Say whether `user` may announce `decision`: of the secretariat, another person than the enactor."""
    if SECRETARIAT not in staff_roles(user):
        return no("decision.announce.who", _("Decisions are announced by the secretariat."))
    if decision.is_announced:
        return no("decision.announce.done", _("This decision has been announced already."))
    if decision.enacted_by_id == user.pk:
        return no(
            "decision.announce.same_person",
            _(
                "You enacted this decision, so somebody else announces it. "
                "Ask another person of the secretariat to read it once more and announce it."
            ),
        )
    return YES


def can_upload_original(user: Any, decision: Decision) -> Verdict:
    """Say whether `user` may upload the signed original of `decision`, which bears its number already."""
    if SECRETARIAT in staff_roles(user):
        return YES
    return no("decision.upload_original.who", _("The signed original is kept by the secretariat."))


# Referrals


def can_convey_decision(user: Any, decision: Decision) -> Verdict:
    """Say whether `user` may record that the recommendation went to the mayor."""
    referral = getattr(decision, "referral", None)
    state = NOT_CONVEYED if referral is None else referral.state
    verdict = REFERRAL.verdict("convey", state, staff_roles(user))
    if not verdict:
        return verdict
    if decision.kind != DecisionKind.REK:
        return no(
            "referral.convey.kind",
            _("Only a recommendation goes to the mayor. This decision stays with the council."),
        )
    if not decision.is_announced:
        return no(
            "referral.convey.unannounced",
            _(
                "This recommendation has not been announced. Somebody else than its enactor announces it "
                "first."
            ),
        )
    return YES


def can_record_answer(user: Any, referral: Referral) -> Verdict:
    """Say whether `user` may enter an answer of the city: the first, or another while something is
    studied.
    """
    verb = "record_answer" if REFERRAL.row("record_answer", referral.state) else "record_later_answer"
    verdict = REFERRAL.verdict(verb, referral.state, staff_roles(user))
    if not verdict or verb == "record_answer" or referral.studied_proposal_ids():
        return verdict
    return no(
        "referral.record_later_answer.final",
        _(
            "The city has answered on every proposal of this recommendation. Nothing is being studied any "
            "more."
        ),
    )
