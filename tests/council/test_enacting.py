"""Enacting: number, date, frozen text, copied roll call, moved proposals, and rows that nobody can change."""

from datetime import datetime, timedelta

import pytest

from council.actions import decisions
from council.models import (
    CouncilRules,
    Decision,
)
from council.permissions.decisions import can_enact_decision
from portal.kit import clock
from portal.kit.verdict import Refused
from portal.record import acts_of
from proposals.models import Proposal
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def test_enacting_takes_number_and_date_and_freezes_the_text(house):
    decision = make.enacted(house, title="Angkutan Pelajar")
    assert (decision.number, decision.year, decision.sequence) == ("001/REK/DKC/2026", 2026, 1)
    assert decision.enacted_on == clock.today()
    assert decision.get_absolute_url() == "/keputusan/2026/rek-001/"
    for part in ("001/REK/DKC/2026", "Angkutan Pelajar", "Kontrak 24 angkot", house.chair.name):
        assert part in decision.body_html
    assert decision.chair_name == house.chair.name
    assert decision.secretary_name == house.secretary.name
    assert decision.draft.state == "enacted"


def test_the_frozen_text_names_organisations_and_persons_only_in_office(house):
    decision = make.enacted(house)
    assert house.people.organisation.name in decision.body_html
    assert house.people.author.name + "<" not in decision.body_html.replace("</strong>", "<")


def test_what_staff_type_is_escaped_in_the_frozen_text(house):
    draft = make.draft(house, title="<script>alert(1)</script>")
    decision = make.enacted(house, draft)
    assert "<script>" not in decision.body_html
    assert "&lt;script&gt;" in decision.body_html


def test_each_kind_has_its_own_series_and_each_year_begins_anew(house, clock):
    numbers = [make.enacted(house, kind=kind).number for kind in ("REK", "KEP", "REK", "KEP")]
    assert numbers == ["001/REK/DKC/2026", "001/KEP/DKC/2026", "002/REK/DKC/2026", "002/KEP/DKC/2026"]
    # Two minutes before midnight in UTC it is the new year in Bekasi already.
    clock.set(datetime(2027, 1, 1, 6, 58))
    assert make.enacted(house).number == "001/REK/DKC/2027"


def test_the_format_of_the_number_is_a_setting(house):
    rules = CouncilRules.load()
    rules.number_format = "{class}/{seq:04}/{kind}-{body}/{month_roman}/{year}"
    rules.number_class = "100.3"
    rules.number_body = "DKC"
    rules.save()
    assert make.enacted(house).number == "100.3/0001/REK-DKC/XI/2026"


def test_dates_never_run_backwards(house, clock):
    make.enacted(house)
    draft = make.signed(house)
    clock.forward(days=-1)
    # Said where the button would be, and once more when the series is locked.
    assert can_enact_decision(house.editor, draft).rule == "decision.enact.date"
    with pytest.raises(Refused) as refused:
        decisions.enact_decision(draft=draft, actor=house.editor)
    assert refused.value.verdict.rule == "decision.enact.date"
    assert Decision.objects.count() == 1


def test_tally_roll_call_and_presence_are_copied(house):
    outcome = make.enacted(house, method="majority").outcomes.get()
    assert (outcome.yes, outcome.no, outcome.abstain) == (3, 1, 1)
    assert (outcome.present, outcome.filled, outcome.quorum, outcome.method) == (5, 5, 3, "majority")
    lines = [(line.seat_number, line.name, line.choice) for line in outcome.roll_call.all()]
    assert lines == [
        (seat.number, seat.person.name, choice)
        for seat, choice in zip(house.seats, make.CHOICES, strict=True)
    ]


def test_absence_conflict_and_silence_stand_in_the_roll_call(house):
    motion = make.adopted(house, method="consensus")
    make.Motion.objects.filter(pk=motion.pk).update(state="adopted_majority", yes=1, no=0, abstain=0)
    ballot = make.Ballot.objects.create(motion=motion, opened_at=clock.now(), reason="Belum mufakat.")
    kinds = [(True, False), (True, True), (False, False), (True, False)]
    for seat, (present, conflicted) in zip(house.seats, kinds, strict=False):
        row = make.BallotSeat.objects.create(
            ballot=ballot,
            seat=seat,
            seat_number=seat.number,
            person_name=seat.person.name,
            organisation_name=seat.organisation.name,
            element=seat.element,
            present=present,
            conflicted=conflicted,
        )
        if seat.number == 1:
            make.Vote.objects.create(ballot_seat=row, choice="in_favour")
    make.Ballot.objects.filter(pk=ballot.pk).update(closed_at=clock.now())
    outcome = make.enacted(house, make.draft(house, motion)).outcomes.get()
    choices = list(outcome.roll_call.values_list("choice", flat=True))
    assert choices == ["in_favour", "conflicted", "absent", "not_cast"]


def test_consensus_has_no_roll_call_and_a_note_of_objection_stands_with_it(house):
    outcome = make.enacted(house, method="with_notes").outcomes.get()
    assert not outcome.roll_call.exists()
    note = outcome.notes.get()
    assert note.name == house.seats[3].person.name
    assert "pemeliharaan" in note.text
    assert note.text in outcome.decision.body_html


def test_an_abandoned_ballot_leaves_no_roll_call(house):
    motion = make.adopted(house, method="consensus")
    make.Ballot.objects.create(
        motion=motion, opened_at=clock.now(), closed_at=clock.now(), is_abandoned=True, reason="x"
    )
    assert not make.enacted(house, make.draft(house, motion)).outcomes.get().roll_call.exists()


@pytest.mark.parametrize("outcome", ["accepted", "accepted_with_changes", "not_accepted", "deferred"])
def test_the_proposal_moves_to_the_outcome(house, outcome):
    kind = "REK" if outcome.startswith("accepted") else "KEP"
    decision = make.enacted(house, make.draft(house, make.adopted(house, outcome=outcome), kind=kind))
    proposal = Proposal.objects.get(pk=decision.outcomes.get().proposal_id)
    assert proposal.state == outcome
    if outcome == "accepted_with_changes":
        assert proposal.decided_version.content == "Kontrak 24 angkot untuk dua kali jalan pagi."


def test_one_decision_may_hold_several_proposals_in_the_order_of_the_draft(house):
    sitting = make.session(house)
    motions = [make.adopted(house, sitting=sitting) for _number in range(3)]
    decision = make.enacted(house, make.draft(house, motions[2], motions[0], motions[1]))
    ids = [outcome.proposal_id for outcome in decision.outcomes.all()]
    assert ids == [motions[n].proposal_id for n in (2, 0, 1)]
    assert set(Proposal.objects.filter(pk__in=ids).values_list("state", flat=True)) == {"accepted"}


def test_the_councils_own_affairs_need_no_proposal(house):
    motion = make.adopted(house, own_affairs=True)
    decision = make.announced(house, made=make.draft(house, motion, kind="KEP", title="Tata Tertib"))
    assert decision.outcomes.get().proposal is None


def test_follow_ups_are_entered_as_proposed(house):
    decision = make.enacted(house, follow_up_count=2)
    assert [(f.position, f.state, f.opened_at) for f in decision.follow_ups.all()] == [
        (1, "proposed", None),
        (2, "proposed", None),
    ]


def test_enacting_writes_the_record_without_the_number(house):
    decision = make.enacted(house)
    act = acts_of("decision", [decision.pk]).get()
    assert act.verb == "enact"
    values = {value.name: value.value for value in act.entry.values.all()}
    assert values["note_text_sha256"] == decision.text_hash
    assert not [value for value in values.values() if decision.number in value]


def test_enacting_is_all_or_nothing(house, monkeypatch):
    draft = make.signed(house)

    def fail(**kwargs):
        raise RuntimeError("the last write fails")

    monkeypatch.setattr(decisions, "act", fail)
    with pytest.raises(RuntimeError):
        decisions.enact_decision(draft=draft, actor=house.editor)
    draft.refresh_from_db()
    assert draft.state == "signed"
    assert not Decision.objects.exists()
    assert Proposal.objects.get(pk=draft.motions.get().proposal_id).state == "awaiting_session"
    monkeypatch.undo()
    assert decisions.enact_decision(draft=draft, actor=house.editor).sequence == 1


def test_a_draft_is_enacted_once(house):
    draft = make.signed(house)
    decisions.enact_decision(draft=draft, actor=house.editor)
    with pytest.raises(Refused) as refused:
        decisions.enact_decision(draft=draft, actor=house.editor)
    assert refused.value.verdict.rule == "decision_draft.enact.state"


def test_somebody_who_edited_may_enact(house):
    draft = make.signed(house)
    assert draft.edits.get().editor == house.editor
    assert decisions.enact_decision(draft=draft, actor=house.editor).enacted_by == house.editor


# Announcing


def test_another_person_of_the_secretariat_announces(house):
    decision = make.enacted(house)
    with pytest.raises(Refused) as refused:
        decisions.announce_decision(decision=decision, actor=house.editor)
    assert refused.value.verdict.rule == "decision.announce.same_person"
    decisions.announce_decision(decision=decision, actor=house.other_editor)
    assert Decision.objects.get(pk=decision.pk).is_announced


@pytest.mark.parametrize("who", ["chair", "secretary", "liaison"])
def test_only_the_secretariat_announces(house, who):
    decision = make.enacted(house)
    with pytest.raises(Refused) as refused:
        decisions.announce_decision(decision=decision, actor=getattr(house, who))
    assert refused.value.verdict.rule == "decision.announce.who"


def test_a_decision_is_announced_once(house):
    decision = make.announced(house)
    with pytest.raises(Refused) as refused:
        decisions.announce_decision(decision=decision, actor=house.head)
    assert refused.value.verdict.rule == "decision.announce.done"


def test_the_promise_to_announce_counts_ten_working_days(house):
    # From Saturday, 21 November 2026: ten working days end on Friday, 4 December.
    assert make.enacted(house).announce_by == clock.today() + timedelta(days=13)


def test_the_author_is_told_when_it_is_announced_and_not_before(house, mailoutbox):
    decision = make.enacted(house)
    assert not [m for m in mailoutbox if decision.number in m.body + m.subject]
    decisions.announce_decision(decision=decision, actor=house.other_editor)
    mail = [m for m in mailoutbox if decision.number in m.body + m.subject]
    assert [m.to for m in mail] == [[house.people.author.email]]


def test_a_waiting_decision_stands_on_the_desk_of_those_who_may_announce_it(house):
    from council.papers_waiting import papers_waiting_for

    decision = make.enacted(house)
    assert decision.get_absolute_url() in [row.url for row in papers_waiting_for(house.other_editor)]
    assert decision.get_absolute_url() not in [row.url for row in papers_waiting_for(house.editor)]
    assert not papers_waiting_for(house.liaison)
