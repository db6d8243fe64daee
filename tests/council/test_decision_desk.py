"""What waits for whom on the way of a decision, and how the record speaks of it."""

from datetime import date

import pytest
from django.urls import reverse

from council.papers_waiting import papers_waiting_for
from portal.kit import clock as kit_clock
from portal.record import registry
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def verbs(user):
    return [row.verb for row in papers_waiting_for(user)]


def test_each_step_waits_for_the_one_whose_turn_it_is(house):
    draft = make.draft(house)
    assert verbs(house.head) == ["Paraf"]
    assert verbs(house.chair) == verbs(house.secretary) == verbs(house.editor) == []
    make.initialled(house, draft)
    assert verbs(house.chair) == verbs(house.secretary) == ["Tanda tangani"]
    make.drafts.sign_draft(draft=draft, actor=house.chair)
    assert verbs(house.chair) == []
    assert verbs(house.secretary) == ["Tanda tangani"]
    make.drafts.sign_draft(draft=draft, actor=house.secretary)
    assert verbs(house.editor) == ["Tetapkan dan beri nomor"]
    decision = make.decisions.enact_decision(draft=draft, actor=house.editor)
    assert verbs(house.editor) == []
    assert verbs(house.other_editor) == ["Umumkan"]
    make.decisions.announce_decision(decision=decision, actor=house.other_editor)
    assert verbs(house.editor) == ["Sampaikan ke Wali Kota"]


def test_whoever_edited_a_draft_is_not_asked_to_initial_it(house):
    draft = make.draft(house)
    make.drafts.edit_draft(draft=draft, revision=1, title="Judul", parts={}, follow_ups=[], actor=house.head)
    assert verbs(house.head) == []


def test_duties_wait_for_the_liaison_and_final_reports_for_the_secretariat(house, clock):
    line = make.follow_up(house)
    assert verbs(house.liaison) == ["Laporkan kemajuan"]
    clock.forward(days=100)
    assert [row.is_late for row in papers_waiting_for(house.liaison)] == [True]
    make.report_finished(house, line)
    assert verbs(house.liaison) == []
    assert verbs(house.editor) == ["Periksa laporan"]


def test_the_coordinator_owes_the_note_of_each_quarter_after_the_first(house, clock):
    line = make.follow_up(house)
    coordinator = house.people.coordinator
    assert papers_waiting_for(coordinator) == []
    clock.set(kit_clock.now().replace(year=2027, month=1, day=5))
    row = papers_waiting_for(coordinator)[0]
    assert row.verb == "Tulis catatan pemantauan triwulan I 2027"
    assert row.due_on == date(2027, 3, 31)
    assert row.url == reverse("council:proposal_note", args=[line.proposal_id])
    make.note(house, line)
    assert papers_waiting_for(coordinator) == []


def test_the_record_names_only_what_is_announced(house):
    line = make.follow_up(house)
    secret = make.enacted(house, title="Rahasia", follow_up_count=1)
    make.note(house, line)
    subjects = [
        ("decision", line.decision_id),
        ("decision", secret.pk),
        ("referral", line.decision.referral.pk),
        ("follow_up", line.pk),
        ("follow_up", secret.follow_ups.get().pk),
        ("monitoring_note", line.notes.get().pk),
    ]
    titles = registry.subject_titles(subjects)
    assert titles[subjects[0]] == str(line.decision)
    assert titles[subjects[2]] == str(line.decision)
    assert titles[subjects[3]] == line.what
    assert titles[subjects[5]] == line.proposal.title
    assert subjects[1] not in titles
    assert subjects[4] not in titles
