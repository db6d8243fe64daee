"""Makes drafts, decisions, referrals and follow-ups in any state for tests.

What a session would have left behind is written as rows, everything after it through the actions.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from council.actions import decisions, drafts, follow_ups, referrals
from council.lifecycle.motion import MotionState
from council.lifecycle.session import SessionState
from council.models import (
    AgendaItem,
    Ballot,
    BallotSeat,
    CityAnswer,
    Decision,
    DecisionDraft,
    FollowUp,
    ItemState,
    Motion,
    Objection,
    Referral,
    Session,
    Vote,
)
from portal.kit import clock
from portal.members import roles
from portal.members.models import Organisation, Seat, User
from proposals.models import Proposal
from tests.factories.members import AppointmentFactory, OrganisationFactory, SeatFactory, member, staff
from tests.factories.proposals import Cast, awaiting_session, cast

CHOICES = ("in_favour", "in_favour", "in_favour", "against", "abstain")


@dataclass
class Council:
    """Everybody whom a decision passes: staff, seats, the proposal's people, the agency and its liaison."""

    editor: User
    other_editor: User
    head: User
    seats: list[Seat]
    people: Cast
    agency: Organisation
    liaison: User
    count: int = field(default=0)

    @property
    def chair(self) -> User:
        """Return who holds the chair's office."""
        return self._holder("chair")

    @property
    def secretary(self) -> User:
        """Return who holds the council secretary's office."""
        return self._holder("secretary")

    def _holder(self, office: str) -> User:
        person = next(seat.person for seat in self.seats if seat.office == office)
        if person is None:
            raise AssertionError("the office is vacant")
        roles.forget(person)
        return person


def council() -> Council:
    """Return five filled seats, the staff, a proposal's people and one agency with its liaison."""
    appointment = AppointmentFactory()
    elements = ("academia", "business", "society", "government", "society")
    offices = ("chair", "secretary", "member", "member", "member")
    seats = [
        SeatFactory(
            appointment=appointment,
            number=number,
            office=office,
            organisation=OrganisationFactory(element=element),
        )
        for number, (office, element) in enumerate(zip(offices, elements, strict=True), start=1)
    ]
    agency = OrganisationFactory(element="government")
    liaison = member(organisation=agency)
    liaison.affiliations.update(is_liaison=True)
    roles.forget(liaison)
    return Council(
        editor=staff(roles.SECRETARIAT_EDITOR),
        other_editor=staff(roles.MINUTE_TAKER),
        head=staff(roles.HEAD_OF_SECRETARIAT),
        seats=seats,
        people=cast(),
        agency=agency,
        liaison=liaison,
    )


def session(house: Council) -> Session:
    """Return a plenary session that was held today and has ended."""
    house.count += 1
    ordinal = Session.objects.count() + 1
    now = clock.now()
    return Session.objects.create(
        year=clock.today().year,
        ordinal=ordinal,
        title=f"Sidang Pleno ke-{ordinal} Tahun {clock.today().year}",
        starts_at=now,
        place="Ruang rapat",
        invitation_number=f"{ordinal:03}/UND/DKC/2026",
        invited_at=now,
        state=SessionState.ENDED,
        opened_at=now,
        ended_at=now,
        created_at=now,
    )


def adopted(
    house: Council,
    *,
    proposal: Proposal | None = None,
    outcome: str = "accepted",
    method: str = "consensus",
    sitting: Session | None = None,
    own_affairs: bool = False,
) -> Motion:
    """Return an adopted motion on a proposal that awaits a session, or on the council's own affairs."""
    sitting = sitting or session(house)
    if proposal is None and not own_affairs:
        proposal = awaiting_session(house.people)
    now = clock.now()
    item = AgendaItem.objects.create(
        session=sitting,
        position=sitting.items.count() + 1,
        title=proposal.title[:200] if proposal else "Tata tertib sidang",
        proposal=proposal,
        state=ItemState.DECIDED,
        finished_at=now,
    )
    state = {
        "consensus": MotionState.ADOPTED_CONSENSUS,
        "with_notes": MotionState.ADOPTED_WITH_NOTES,
        "majority": MotionState.ADOPTED_MAJORITY,
    }[method]
    counted = {"yes": 3, "no": 1, "abstain": 1} if method == "majority" else {}
    motion = Motion.objects.create(
        item=item,
        proposal=proposal,
        version=proposal.current_version if proposal else None,
        outcome=outcome,
        wording="Kontrak 24 angkot untuk dua kali jalan pagi.",
        deferred_until=clock.today() + timedelta(days=90) if outcome == "deferred" else None,
        state=state,
        created_at=now,
        put_at=now,
        closed_at=now,
        leader=house.seats[0],
        present=5,
        filled=5,
        quorum=3,
        **counted,
    )
    if method == "majority":
        _ballot(house, motion)
    if method == "with_notes":
        Objection.objects.create(
            motion=motion,
            seat=house.seats[3],
            person=house.seats[3].person,
            reason="Mohon pemeliharaan dihitung sejak awal.",
            recorded_at=now,
            as_note=True,
        )
    return motion


def _ballot(house: Council, motion: Motion) -> None:
    """Write the closed ballot of a motion: three in favour, one against, one abstaining."""
    ballot = Ballot.objects.create(motion=motion, opened_at=clock.now(), reason="Belum mufakat.")
    for seat, choice in zip(house.seats, CHOICES, strict=True):
        row = BallotSeat.objects.create(
            ballot=ballot,
            seat=seat,
            person=seat.person,
            seat_number=seat.number,
            person_name=str(seat.person.name) if seat.person else "",
            organisation_name=seat.organisation.name,
            element=seat.element,
            present=True,
            conflicted=False,
            cast_at=clock.now(),
        )
        Vote.objects.create(ballot_seat=row, choice=choice)
    Ballot.objects.filter(pk=ballot.pk).update(closed_at=clock.now())


def draft(
    house: Council,
    *motions: Motion,
    kind: str = "REK",
    title: str = "Angkutan Pelajar Terjadwal",
    **kwargs: Any,
) -> DecisionDraft:
    """Return a draft begun by the editor, on `motions` or on a new adopted one."""
    chosen = list(motions)
    if not chosen:
        outcome = "accepted" if kind == "REK" else "not_accepted"
        chosen = [adopted(house, outcome=outcome, **kwargs)]
    return drafts.create_draft(kind=kind, title=title, motions=chosen, actor=house.editor)


def lines(house: Council, made: DecisionDraft, count: int = 1) -> list[drafts.FollowUpLine]:
    """Return `count` follow-ups of the agency, on the draft's first proposal."""
    proposal_id = made.draft_motions.first().motion.proposal_id
    return [
        drafts.FollowUpLine(
            proposal_id=proposal_id,
            what=f"Menetapkan trayek {number}",
            agency_id=house.agency.pk,
            due_on=clock.today() + timedelta(days=60),
            funding="Anggaran kota",
            indicator="Trayek diumumkan",
        )
        for number in range(1, count + 1)
    ]


def with_follow_ups(house: Council, made: DecisionDraft, count: int = 1) -> DecisionDraft:
    """Return the draft after an edit that gives it `count` follow-ups."""
    return drafts.edit_draft(
        draft=made,
        revision=made.revision,
        title=made.title,
        parts={},
        follow_ups=lines(house, made, count),
        actor=house.editor,
    )


def initialled(house: Council, made: DecisionDraft | None = None, **kwargs: Any) -> DecisionDraft:
    """Return a draft with the head's initial."""
    return drafts.initial_draft(draft=made or draft(house, **kwargs), actor=house.head)


def signed(house: Council, made: DecisionDraft | None = None, **kwargs: Any) -> DecisionDraft:
    """Return a draft with every signature that its kind needs."""
    made = drafts.sign_draft(draft=initialled(house, made, **kwargs), actor=house.chair)
    return drafts.sign_draft(draft=made, actor=house.secretary) if made.kind == "REK" else made


def enacted(
    house: Council, made: DecisionDraft | None = None, *, follow_up_count: int = 0, **kwargs: Any
) -> Decision:
    """Return a decision that nobody has announced, with `follow_up_count` proposed follow-ups."""
    made = made or draft(house, **kwargs)
    if follow_up_count:
        made = with_follow_ups(house, made, follow_up_count)
    return decisions.enact_decision(draft=signed(house, made), actor=house.editor)


def announced(house: Council, **kwargs: Any) -> Decision:
    """Return an announced decision."""
    decision = enacted(house, **kwargs)
    decisions.announce_decision(decision=decision, actor=house.other_editor)
    return Decision.objects.get(pk=decision.pk)


def conveyed(house: Council, **kwargs: Any) -> Referral:
    """Return a recommendation on its way to the mayor, with one proposed follow-up."""
    decision = announced(house, **{"follow_up_count": 1, **kwargs})
    return referrals.convey_decision(
        decision=decision, letter_number="018/DKC/XI/2026", letter_date=clock.today(), actor=house.editor
    )


def answer(
    house: Council,
    referral: Referral,
    result: str = "accepted",
    *,
    studied_until: date | None = None,
    declined: frozenset[int] = frozenset(),
) -> CityAnswer:
    """Enter an answer of the city: `result` on every proposal; takes on all follow-ups but `declined`."""
    proposals = list(referral.decision.outcomes.values_list("proposal_id", flat=True))
    if studied_until is None and result == "studied":
        studied_until = clock.today() + timedelta(days=30)
    takes_on = result in ("accepted", "partly")
    proposed = referral.decision.follow_ups.filter(state="proposed")
    return referrals.record_city_answer(
        referral=referral,
        answered_on=clock.today(),
        document="Surat jawaban 600/1/Setda",
        summary="Pemerintah Kota menerima.",
        approved_by_name="Sekretaris Daerah (contoh)",
        items=[
            referrals.ProposalAnswer(
                proposal_id=pk, result=result, reason="Alasan kota.", studied_until=studied_until
            )
            for pk in proposals
        ],
        follow_ups=[]
        if result == "studied"
        else [
            referrals.FollowUpAnswer(
                follow_up_id=line.pk,
                agency_id=house.agency.pk if takes_on and line.pk not in declined else None,
            )
            for line in proposed
        ],
        actor=house.editor,
    )


def answered(house: Council, result: str = "accepted", **kwargs: Any) -> Referral:
    """Return a referral that the city has answered."""
    referral = conveyed(house, **kwargs)
    answer(house, referral, result)
    return Referral.objects.get(pk=referral.pk)


def follow_up(house: Council, state: str = "open") -> FollowUp:
    """Return a follow-up in `state`, made through the actions."""
    if state == "proposed":
        return conveyed(house).decision.follow_ups.get()
    made = answered(house).decision.follow_ups.get()
    if state == "cancelled":
        return follow_ups.cancel_follow_up(follow_up=made, reason="Tidak jadi.", actor=house.editor)
    due_on = clock.today() + timedelta(days=60)
    made = follow_ups.open_follow_up(follow_up=made, due_on=due_on, actor=house.editor)
    if state == "open":
        return made
    if state == "infeasible":
        return follow_ups.mark_infeasible(follow_up=made, reason="Lahan dipakai.", actor=house.editor)
    report_finished(house, made)
    if state == "reported":
        return FollowUp.objects.get(pk=made.pk)
    note(house, made)
    return follow_ups.accept_report(follow_up=made, actor=house.editor)


def report_finished(house: Council, made: FollowUp) -> None:
    """Report the follow-up as finished."""
    follow_ups.report_finished(
        follow_up=made,
        text="Trayek ditetapkan.",
        evidence="Pengumuman 551/2/Dishub",
        approved_by_name="Kepala Dinas (contoh)",
        actor=house.liaison,
    )


def note(house: Council, made: FollowUp | None = None, proposal: Proposal | None = None) -> None:
    """Write the coordinator's monitoring note, on a follow-up or on a proposal as a whole."""
    about = made.proposal if made is not None else proposal
    if about is None:
        raise AssertionError("a note is about something")
    follow_ups.write_monitoring_note(
        proposal=about, follow_up=made, text="Sesuai.", actor=house.people.coordinator
    )
