"""The council in the middle of a session: meetings, motions, ballots, papers, follow-ups in every state."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from council.actions import (
    after_decision,
    agenda,
    attendance,
    ballots,
    contributions,
    decisions,
    drafts,
    follow_ups,
    invitations,
    meeting_tasks,
    minutes,
    motions,
    recorded,
    referrals,
    rehearsals,
    sessions,
    suspensions,
)
from council.lifecycle.follow_up import FollowUpState
from council.lifecycle.motion import MotionState
from council.lifecycle.session import SessionState
from council.models import (
    AgendaItem,
    Choice,
    Decision,
    DecisionDraft,
    DecisionOutcome,
    FollowUp,
    Motion,
    MotionOutcome,
    Presence,
    Session,
    SessionKind,
)
from portal.kit import clock
from portal.members import roles
from portal.members.models import Organisation, Seat, User

from .people import person

AGENCY = "Badan Contoh Perencanaan"


# Meetings beside the session


def plan_meetings(moment: datetime) -> None:
    """Plan the meetings of the day, one more that is cancelled, and one that is held at another time."""
    kinds = (SessionKind.LEADERS, SessionKind.HEARING, SessionKind.VISIT)
    for number, kind in enumerate(kinds, start=1):
        _plan(kind, number, moment + timedelta(hours=1))
    _plan(SessionKind.HEARING, 7, moment + timedelta(hours=1))
    cancelled = _plan(SessionKind.WORKING_GROUP, 4, moment + timedelta(days=1))
    sessions.cancel_session(session=cancelled, reason="Narasumber berhalangan.", actor=person("clerk"))
    sessions.reschedule_session(
        session=_plan(SessionKind.WORKING_GROUP, 5, moment + timedelta(days=1)),
        starts_at=moment + timedelta(days=4),
        place="Aula Contoh",
        invitation_number="906/UND/DKC/2026",
        reason="Ruangan dipakai.",
        actor=person("clerk"),
    )


def _plan(kind: str, number: int, starts_at: datetime) -> Session:
    return sessions.plan_session(
        kind=kind,
        starts_at=starts_at,
        place="Balai Contoh",
        invitation_number=f"90{number}/UND/DKC/2026",
        actor=person("clerk"),
    )


def hold_meetings() -> None:
    """Leave a leaders' meeting planned, a hearing open, another suspended, a visit ended; all are there."""
    leaders, hearing, suspended, visit = (
        Session.objects.get(kind=kind, state=SessionState.PLANNED, ordinal=ordinal)
        for kind, ordinal in (
            (SessionKind.LEADERS, 1),
            (SessionKind.HEARING, 1),
            (SessionKind.HEARING, 2),
            (SessionKind.VISIT, 1),
        )
    )
    for session in (leaders, hearing, suspended, visit):
        _attend(session)
    for session in (hearing, suspended, visit):
        sessions.open_session(session=session, actor=person("chair"))
    suspensions.suspend_session(session=suspended, minutes=30, reason="Salat.", actor=person("chair"))
    sessions.end_session(session=visit, actor=person("chair"))


def record_a_meeting() -> None:
    """Leave a meeting that was held on paper, entered and scanned by the clerk, not yet confirmed."""
    clerk = person("clerk")
    session = recorded.record_session(
        kind=SessionKind.WORKING_GROUP,
        starts_at=clock.now() - timedelta(days=2, hours=2),
        ended_at=clock.now() - timedelta(days=2),
        place="Aula Contoh",
        invitation_number="908/UND/DKC/2026",
        actor=clerk,
    )
    presences = {seat.pk: Presence.ROOM for seat in roles.filled_seats()}
    attendance.record_attendance(session=session, presences=presences, actor=clerk)
    session = sessions.end_session(session=session, actor=clerk)
    invitations.upload_scan(session=session, kind="report", file=_pdf("berita acara"), actor=clerk)
    # Nothing to correct in them, and no more days to say so: they wait for their signatures.
    with clock.at(clock.now() - timedelta(days=8)):
        sessions.write_minutes(session=session, text="Rapat dibuka.", actor=clerk)


def _attend(session: Session) -> None:
    presences = {
        seat.pk: Presence.ABSENT if seat.number == 17 else Presence.ROOM for seat in roles.filled_seats()
    }
    attendance.record_attendance(session=session, presences=presences, actor=person("operator"))


def rehearse() -> None:
    """Leave a rehearsal that is on, with a motion under deliberation; everybody there takes part."""
    session = rehearsals.plan_rehearsal(
        starts_at=clock.now(),
        place="Balai Contoh",
        items=["Contoh satu", "Contoh dua"],
        actor=person("clerk"),
    )
    _attend(session)
    session = sessions.open_session(session=session, actor=person("chair"))
    motion = motions.prepare_motion(
        item=session.items.get(position=1),
        outcome=MotionOutcome.ACCEPTED,
        wording="Contoh rumusan.",
        actor=person("clerk"),
    )
    _put(motion)


def papers_of_meetings() -> None:
    """Give the meetings an invitation, replies, a document, a signed paper and a correction of minutes."""
    clerk = person("clerk")
    planned = Session.objects.get(kind=SessionKind.LEADERS, state=SessionState.PLANNED)
    item = agenda.add_agenda_item(session=planned, title="Pembukaan", actor=clerk)
    agenda.add_agenda_item(session=planned, title="Penutup", actor=clerk)
    invitations.add_document(item=item, title="Bahan rapat", file=_pdf("bahan"), actor=clerk)
    invitations.send_invitation(session=planned, actor=clerk)
    # The last seat has somebody who may represent it.
    last = roles.filled_seats(planned.day).last()
    Seat.objects.filter(pk=last.pk).update(alternate=person("member"))
    seat = roles.filled_seats(planned.day).exclude(alternate=None).select_related("person").first()
    answers = {"reply": "represented", "letter": _pdf("surat")} if seat else {"reply": "present"}
    who = seat.person if seat else person("seat")
    invitations.reply_to_invitation(session=planned, actor=who, **answers)
    ended = Session.objects.get(kind=SessionKind.VISIT, state=SessionState.ENDED)
    invitations.upload_scan(session=ended, kind="attendance", file=_pdf("daftar"), actor=clerk)
    sessions.write_minutes(session=ended, text="Rapat dibuka.", actor=clerk)
    minutes.ask_correction(session=ended, text="Dibuka pukul sembilan.", actor=person("seat"))
    for what, role in (("Menyusun jadwal", "seat"), ("Menyurati dinas", "clerk")):
        task = meeting_tasks.add_task(
            session=ended, what=what, person=person(role), due_on=clock.today(), actor=clerk
        )
    meeting_tasks.finish_task(task=task, result="Surat terkirim.", actor=clerk)


def _pdf(words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{words}.pdf", f"%PDF-1.7 {words}".encode(), content_type="application/pdf")


# The session


def hold_session() -> None:
    """Open the plenary session and bring each of its items to another place."""
    session = Session.objects.get(kind=SessionKind.PLENARY, state=SessionState.PLANNED)
    _attend(session)
    sessions.open_session(session=session, actor=person("chair"))
    first, second, third = (item.motions.get() for item in session.items.order_by("position"))
    _adopt(first)
    _vote(second)
    _adopt(third)
    for title in ("Jadwal rapat pimpinan", "Tata cara hadir daring", "Daftar tamu sidang", "Waktu doa"):
        _adopt(_motion(session, title))
    _put(_motion(session, "Pengeras suara"))
    _object(_put(_motion(session, "Konsumsi rapat")))
    noted = _object(_put(_motion(session, "Kursi tamu")))
    motions.agree_to_note(objection=noted.objections.get(), actor=person("seat"))
    _tie(_motion(session, "Warna spanduk"))
    _motion(session, "Papan nama")
    _item(session, "Lain-lain")


def _item(session: Session, title: str) -> AgendaItem:
    return agenda.add_agenda_item(session=session, title=title, actor=person("clerk"))


def _motion(session: Session, title: str) -> Motion:
    return motions.prepare_motion(
        item=_item(session, title),
        outcome=MotionOutcome.ACCEPTED,
        wording=f"{title} ditetapkan seperti dibacakan.",
        actor=person("clerk"),
    )


def _put(motion: Motion) -> Motion:
    return motions.put_motion(motion=motion, actor=person("operator"))


def _adopt(motion: Motion) -> None:
    motions.declare_consensus(motion=_put(motion), actor=person("operator"))


def _object(motion: Motion) -> Motion:
    motions.record_objection(motion=motion, reason="Biayanya belum ada.", actor=person("seat"))
    return motion


def _vote(motion: Motion) -> None:
    """Open a ballot in which a few have cast."""
    ballot = ballots.open_ballot(
        motion=_object(_put(motion)), reason="Keberatan tetap ada.", actor=person("operator")
    )
    for voter in (person("chair"), person("council secretary")):
        if ballot.seats.filter(seat__person=voter, present=True, conflicted=False).exists():
            ballots.cast_ballot(ballot=ballot, choice=Choice.IN_FAVOUR, actor=voter)


def _tie(motion: Motion) -> None:
    """Leave a ballot that was tied."""
    ballot = ballots.open_ballot(motion=_put(motion), reason="Dua pilihan.", actor=person("operator"))
    sides = (("chair", Choice.IN_FAVOUR), ("council secretary", Choice.AGAINST))
    for voter, choice in sides:
        ballots.cast_ballot(ballot=ballot, choice=choice, actor=person(voter))
    ballots.close_ballot(ballot=ballot, actor=person("operator"))


# Papers


def put_on_paper() -> None:
    """Leave a draft in every state, a recommendation not yet announced and one not yet conveyed."""
    adopted = Motion.objects.filter(
        item__session__state=SessionState.OPEN, state=MotionState.ADOPTED_CONSENSUS
    ).order_by("item__position")
    # The last one is on no paper yet.
    unannounced, unconveyed, *own, _unwritten = adopted
    for motion in (unconveyed, unannounced):
        decision = decisions.enact_decision(draft=_signed(_recommendation(motion)), actor=person("clerk"))
        if motion == unconveyed:
            decisions.announce_decision(decision=decision, actor=person("second clerk"))
            after_decision.request_review(
                decision=decision,
                affected="Warga sekitar.",
                text="Jamnya terlalu pagi.",
                actor=person("member"),
            )
    for motion, finish in zip(own, (lambda draft: draft, _initialled, _signed_on_paper), strict=True):
        finish(
            drafts.create_draft(kind="KEP", title=motion.item.title, motions=[motion], actor=person("clerk"))
        )


def _recommendation(motion: Motion) -> DecisionDraft:
    clerk = person("clerk")
    draft = drafts.create_draft(kind="REK", title=motion.item.title, motions=[motion], actor=clerk)
    line = drafts.FollowUpLine(
        proposal_id=motion.proposal_id,
        what="Menyiapkan tempat",
        agency_id=Organisation.objects.get(name=AGENCY).pk,
        due_on=clock.today() + timedelta(days=60),
        funding="Anggaran kota",
        indicator="Enam tempat terisi",
    )
    return drafts.edit_draft(
        draft=draft, revision=draft.revision, title=draft.title, parts={}, follow_ups=[line], actor=clerk
    )


def _initialled(draft: DecisionDraft) -> DecisionDraft:
    return drafts.initial_draft(draft=draft, actor=person("head of secretariat"))


def _signed(draft: DecisionDraft) -> DecisionDraft:
    draft = drafts.sign_draft(draft=_initialled(draft), actor=person("chair"))
    return drafts.sign_draft(draft=draft, actor=person("council secretary")) if draft.kind == "REK" else draft


def _signed_on_paper(draft: DecisionDraft) -> None:
    drafts.sign_on_paper(draft=_initialled(draft), file=_pdf("naskah"), actor=person("second clerk"))


# What becomes of them


def follow_through() -> None:
    """Leave a follow-up that the city accepted, one examined report, and a proposal that can be concluded."""
    waiting = Decision.objects.filter(
        kind="REK",
        referral=None,
        announcement__isnull=False,
        outcomes__proposal__state__startswith="accepted",
    )
    to_open, to_end, *_rest = waiting.order_by("sequence")
    _answered(to_open)
    for line in _answered(to_end).follow_ups.all():
        opened = follow_ups.open_follow_up(
            follow_up=line, due_on=clock.today() + timedelta(days=60), actor=person("clerk")
        )
        follow_ups.mark_infeasible(follow_up=opened, reason="Lahannya dipakai.", actor=person("clerk"))
    follow_ups.write_monitoring_note(
        proposal=to_end.outcomes.get().proposal, text="Tidak ada lahan lain.", actor=person("coordinator")
    )
    # Of the coordinator's own group, with another agency's liaison than the one of PEOPLE.
    line = FollowUp.objects.filter(state=FollowUpState.OPEN, proposal__leading_group__slug="sosial").exclude(
        agency__name=AGENCY
    )[0]
    follow_ups.report_finished(
        follow_up=line,
        text="Sudah selesai.",
        evidence="Foto di papan pengumuman",
        files=[SimpleUploadedFile("foto.pdf", b"%PDF-1.7 contoh")],
        approved_by_name="Kepala Bidang",
        actor=User.objects.get(affiliations__is_liaison=True, affiliations__organisation=line.agency),
    )
    follow_ups.write_monitoring_note(
        proposal=line.proposal,
        follow_up=line,
        text="Kami melihatnya sendiri pada hari Rabu.",
        actor=person("coordinator without a seat"),
    )


def contribute() -> None:
    """Leave an offer that waits for its answer, and one whose handover is to be recorded."""
    outcome = DecisionOutcome.objects.filter(
        decision__announcement__isnull=False, decision__kind="REK", proposal__state="in_progress"
    ).first()
    partner = person("author")
    offers = [
        contributions.offer_contribution(
            decision=outcome.decision,
            proposal=outcome.proposal,
            organisation=roles.current_affiliations(partner)[0].organisation,
            kind="place",
            what="Aula untuk sosialisasi.",
            actor=partner,
        )
        for _ in range(2)
    ]
    contributions.accept_contribution(contribution=offers[0], actor=person("clerk"))


def _answered(decision: Decision) -> Decision:
    """Convey a recommendation and enter the city's answer, which takes on all of it."""
    referral = referrals.convey_decision(
        decision=decision,
        letter_number=f"{decision.sequence:03}/DKC/XII/2026",
        letter_date=clock.today(),
        actor=person("clerk"),
    )
    referrals.record_city_answer(
        referral=referral,
        answered_on=clock.today(),
        document="Surat jawaban 600/1/Setda",
        summary="Pemerintah Kota menerima.",
        approved_by_name="Sekretaris Daerah (contoh)",
        items=[
            referrals.ProposalAnswer(proposal_id=outcome.proposal_id, result="accepted", reason="Selaras.")
            for outcome in decision.outcomes.all()
        ],
        follow_ups=[
            referrals.FollowUpAnswer(follow_up_id=line.pk, agency_id=line.agency_id)
            for line in decision.follow_ups.all()
        ],
        actor=person("clerk"),
    )
    return decision
