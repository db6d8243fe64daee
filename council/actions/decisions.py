"""Enacting a signed draft, which takes the number and freezes everything, and announcing the decision."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from council import paper
from council.lifecycle.decision_draft import DraftState
from council.lifecycle.roles import SECRETARIAT
from council.models import (
    Announcement,
    CouncilRules,
    Decision,
    DecisionChange,
    DecisionDraft,
    DecisionNote,
    DecisionOriginal,
    DecisionOutcome,
    DecisionPaper,
    FollowUp,
    NumberSeries,
    RollCallLine,
    SignatureRole,
    VoidNumber,
)
from council.numbering import format_number, next_sequence
from council.outcomes import OutcomeFacts, facts_of
from council.paper_files import make_papers
from council.permissions import decisions as rules
from council.searching import findable_decision
from portal.kit import clock, searching
from portal.kit.locking import change_state, lock, lock_all
from portal.kit.sheets.pdf import SheetError
from portal.kit.verdict import Refused, no, require
from portal.kit.workdays import add_workdays
from portal.record import act
from proposals import actions as proposal_actions
from proposals.models import Proposal


def enact_decision(*, draft: DecisionDraft, actor: Any) -> Decision:
    """Turn a signed `draft` into an immutable decision with the next number of its kind and year.

    In one transaction the text, tally and roll call are copied, the proposals moved, the follow-ups entered
    as proposed, the PDFs made and the record written. Nothing of it but the proposals' new state is public
    before the announcement. Raises Refused when the actor may not, and when the date would run backwards.
    """
    with transaction.atomic():
        draft = lock(draft)
        require(rules.can_enact_decision(actor, draft))
        facts = [facts_of(motion) for motion in paper.motions_of(draft)]
        year, sequence, number, today = _take_number(draft.kind)
        # All of them at once and in id order: two enactments never wait for each other in a circle.
        proposals = {
            proposal.pk: proposal
            for proposal in lock_all(Proposal, {f.motion.proposal_id for f in facts if f.motion.proposal_id})
        }
        decision = _freeze(draft, facts, year, sequence, number, today, actor)
        for place, fact in enumerate(facts, start=1):
            _copy_outcome(decision, place, fact)
        for fact in facts:
            if fact.motion.proposal_id:
                proposal_actions.apply_outcome(
                    proposal=proposals[fact.motion.proposal_id],
                    outcome=fact.motion.outcome,
                    decided_wording=fact.motion.wording,
                    deferred_until=fact.motion.deferred_until,
                    deferred_condition=fact.motion.deferred_condition,
                    actor=actor,
                    # Not public before the announcement, and what the proposal's act holds is public now.
                    decision_number="",
                )
        _propose_follow_ups(decision, draft)
        _copy_changes(decision, draft)
        papers, original = _papers_of(decision), _original_of(decision, draft)
        change_state(draft, to=DraftState.ENACTED)
        act(
            subject_kind="decision",
            subject_id=decision.pk,
            verb="enact",
            to_state="enacted",
            actor=actor,
            actor_role=SECRETARIAT,
            # The hashes commit to text, number, date and files without showing any of them.
            note={"text_sha256": decision.text_hash}
            | {f"{made.kind}_pdf_sha256": made.sha256 for made in papers}
            | ({"original_sha256": original.sha256} if original else {}),
        )
    return decision


def _take_number(kind: str) -> tuple[int, int, str, date]:
    """Return year, sequence, number and date of the next decision of `kind`; its series stays locked.

    Raises Refused when the newest decision of the kind bears a later date than today.
    """
    NumberSeries.objects.get_or_create(kind=kind)
    NumberSeries.objects.select_for_update().get(kind=kind)
    figures = CouncilRules.load()
    today = clock.today()
    # Asked before as well; only here is the series locked.
    require(rules.dates_run_on(kind))
    sequence = next_sequence(last_sequence(kind, today.year))
    number = format_number(
        figures.number_format,
        kind=kind,
        sequence=sequence,
        on=today,
        fixed={
            "body": figures.number_body,
            "class": figures.number_class,
            "unit": figures.number_unit,
        },
    )
    return today.year, sequence, number, today


def _original_of(decision: Decision, draft: DecisionDraft) -> DecisionOriginal | None:
    """Keep the signed paper of the draft as the decision's original, when it was signed on paper."""
    scan = draft.scans.filter(revision=draft.revision).first()
    if scan is None or not draft.signatures.filter(lapsed_at=None, on_paper=True).exists():
        return None
    return DecisionOriginal.objects.create(
        decision=decision,
        file=scan.file.name,
        size=scan.size,
        sha256=scan.sha256,
        uploaded_at=scan.uploaded_at,
        uploaded_by=scan.uploaded_by,
    )


def _papers_of(decision: Decision) -> list[DecisionPaper]:
    """Return the PDFs of a decision that is being enacted; raise Refused when one cannot be made."""
    try:
        return make_papers(decision)
    except SheetError as error:
        raise Refused(
            no(
                "decision.enact.pdf",
                _(
                    "The PDF of this text cannot be made, so no number was taken. Look at the preview as "
                    "PDF, send the draft back and write the part anew that it does not take."
                ),
            )
        ) from error


def last_sequence(kind: str, year: int) -> int | None:
    """Return the highest number of a kind and year, void ones included; the caller has locked the series."""
    series = (Decision.objects.all(), VoidNumber.objects.all())
    found = [rows.filter(kind=kind, year=year).aggregate(last=Max("sequence"))["last"] for rows in series]
    return max((last for last in found if last is not None), default=None)


def _copy_changes(decision: Decision, draft: DecisionDraft) -> None:
    """Enter which earlier decisions it amends or revokes."""
    DecisionChange.objects.bulk_create(
        DecisionChange(decision=decision, earlier_id=change.earlier_id, kind=change.kind)
        for change in draft.changes.all()
    )


def _freeze(
    draft: DecisionDraft,
    facts: Sequence[OutcomeFacts],
    year: int,
    sequence: int,
    number: str,
    today: date,
    actor: Any,
) -> Decision:
    """Write the decision itself, with its text as it will always read."""
    figures = CouncilRules.load()
    sheet = paper.render(draft, facts, number=number, on=today)
    names = {s.role: s.name for s in draft.signatures.all() if s.lapsed_at is None}
    return Decision.objects.create(
        kind=draft.kind,
        year=year,
        sequence=sequence,
        number=number,
        title=draft.title,
        body_html=sheet.html,
        plain_text=sheet.plain,
        text_hash=sheet.sha256,
        draft=draft,
        session=draft.session,
        class_code=figures.number_class,
        enacted_at=clock.now(),
        enacted_on=today,
        announce_by=add_workdays(today, figures.announcement_workdays),
        enacted_by=actor,
        chair_name=names[SignatureRole.CHAIR],
        secretary_name=names.get(SignatureRole.SECRETARY, ""),
    )


def _copy_outcome(decision: Decision, place: int, fact: OutcomeFacts) -> None:
    """Copy outcome, figures, roll call and notes of objection of one motion."""
    motion = fact.motion
    outcome = DecisionOutcome.objects.create(
        decision=decision,
        proposal_id=motion.proposal_id,
        motion=motion,
        position=place,
        outcome=motion.outcome,
        method=fact.method,
        wording=motion.wording,
        deferred_until=motion.deferred_until,
        deferred_condition=motion.deferred_condition,
        filled=fact.filled,
        present=fact.present,
        quorum=fact.quorum,
        conflicted=fact.conflicted,
        yes=motion.yes,
        no=motion.no,
        abstain=motion.abstain,
        ballot_closed_at=fact.ballot_closed_at,
    )
    RollCallLine.objects.bulk_create(
        RollCallLine(
            outcome=outcome,
            seat_number=seat.seat_number,
            name=seat.name,
            office=seat.office,
            organisation_name=seat.organisation_name,
            element=seat.element,
            choice=seat.choice,
            is_oral=seat.is_oral,
        )
        for seat in fact.roll_call
    )
    DecisionNote.objects.bulk_create(
        DecisionNote(
            outcome=outcome,
            name=note.name,
            organisation_name=note.organisation_name,
            element=note.element,
            text=note.text,
        )
        for note in fact.notes
    )


def _propose_follow_ups(decision: Decision, draft: DecisionDraft) -> None:
    """Enter the follow-ups of the draft as proposed: nobody's duty until the city's answer accepts them."""
    FollowUp.objects.bulk_create(
        FollowUp(
            decision=decision,
            proposal_id=line.proposal_id,
            position=line.position,
            what=line.what,
            agency_id=line.agency_id,
            due_on=line.due_on,
            funding=line.funding,
            indicator=line.indicator,
        )
        for line in draft.follow_up_drafts.all()
    )


def announce_decision(*, decision: Decision, actor: Any) -> Announcement:
    """Make `decision` public and tell the authors of its proposals; not by the person who enacted it.

    Raises Refused when the actor may not or it has been announced.
    """
    with transaction.atomic():
        decision = lock(decision)
        require(rules.can_announce_decision(actor, decision))
        announcement = Announcement.objects.create(
            decision=decision,
            announced_at=clock.now(),
            announced_on=clock.today(),
            announced_by=actor,
        )
        searching.remember(findable_decision(decision))
        for proposal in Proposal.objects.filter(decision_outcomes__decision=decision).select_related(
            "author"
        ):
            proposal_actions.notify_decided(proposal=proposal, decision_number=decision.number)
        act(
            subject_kind="decision",
            subject_id=decision.pk,
            verb="announce",
            from_state="enacted",
            to_state="announced",
            actor=actor,
            actor_role=SECRETARIAT,
            note={"number": decision.number, "text_sha256": decision.text_hash},
        )
    return announcement
