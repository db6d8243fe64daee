"""Plans, milestones, evidence and lateness of follow-ups: who may, what is computed, who is told."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.actions import follow_ups as actions
from council.actions.lateness import remind_of_monitoring, tell_of_lateness
from council.actions.milestones import MilestoneLine, plan_follow_up
from council.lateness import Quarter, note_is_due, quarters_without_note, stage_of
from council.models import FollowUp, FollowUpEvidence, FollowUpReminder
from portal.kit import clock as kit_clock
from portal.kit.verdict import Refused
from portal.members import roles
from portal.notices.models import Notice
from portal.record.models import Act
from tests.factories import decisions as make
from tests.factories.members import OrganisationFactory, member, staff

pytestmark = pytest.mark.django_db

SOON = timedelta(days=20)


@pytest.fixture
def house(clock):
    return make.council()


def plan(house, line, *weights, actor=None, **fields):
    lines = [
        MilestoneLine(f"Tahap {number}", weight, kit_clock.today() + SOON)
        for number, weight in enumerate(weights, start=1)
    ]
    values = {"funding": "Anggaran kota", "milestones": lines, **fields}
    return plan_follow_up(follow_up=line, actor=actor or house.liaison, **values)


def fresh(line):
    return FollowUp.objects.with_progress().get(pk=line.pk)


def report(house, line, **fields):
    values = {"text": "Sudah.", "approved_by_name": "Kepala Dinas (contoh)", **fields}
    return actions.report_progress(follow_up=line, actor=house.liaison, **values)


def pdf(content=b"%PDF-1.7 isi"):
    return SimpleUploadedFile("Budi Santoso.pdf", content, content_type="application/pdf")


# Who plans, from where


@pytest.mark.parametrize("who", ["liaison", "editor"])
def test_the_agencys_liaison_and_the_secretariat_plan_what_runs(house, who):
    line = plan(house, make.follow_up(house), 40, 60, actor=getattr(house, who))
    assert [m.weight for m in line.milestones.all()] == [40, 60]
    act = Act.objects.filter(subject_kind="follow_up").latest("pk")
    assert (act.verb, act.actor_role) == ("plan", "liaison" if who == "liaison" else "secretariat")
    assert act.entry is not None


@pytest.mark.parametrize("state", ["proposed", "reported", "done", "infeasible", "cancelled"])
def test_only_what_runs_is_planned(house, state):
    with pytest.raises(Refused) as refused:
        plan(house, make.follow_up(house, state), 100)
    assert refused.value.verdict.rule == "follow_up.plan.state"


def test_nobody_else_plans(house):
    line = make.follow_up(house)
    other = member(organisation=OrganisationFactory(element="government"))
    other.affiliations.update(is_liaison=True)
    strangers = [
        house.chair,
        house.people.coordinator,
        house.people.author,
        other,
        member(organisation=house.agency),
        staff(roles.MODERATOR),
        staff(roles.INSPECTOR),
        staff(roles.ADMINISTRATOR, is_superuser=True),
    ]
    for person in strangers:
        with pytest.raises(Refused) as refused:
            plan(house, line, 100, actor=person)
        assert refused.value.verdict.rule == "follow_up.plan.who"
    assert not line.milestones.exists()


# What a plan must be


@pytest.mark.parametrize("weights", [(50, 40), (60, 60), (0, 100), (101,), (10,) * 13])
def test_weights_make_100_and_are_not_too_many(house, weights):
    with pytest.raises(ValidationError) as error:
        plan(house, make.follow_up(house), *weights)
    assert list(error.value.message_dict) == ["milestones"]


def test_no_milestone_is_planned_after_the_due_date(house):
    line = make.follow_up(house)
    late = MilestoneLine("Tahap", 100, line.due_on + timedelta(days=1))
    with pytest.raises(ValidationError) as error:
        plan(house, line, milestones=[late])
    assert "milestones" in error.value.message_dict


def test_a_late_follow_up_is_planned_anew_beyond_its_due_date(house, clock):
    line = make.follow_up(house)
    at_days_late(clock, line, 5)
    assert plan(house, line, 100).milestones.get().due_on > line.due_on


def test_a_standing_plan_changes_only_with_a_reason_and_keeps_what_was_reached(house):
    line = plan(house, make.follow_up(house), 40, 60)
    first = line.milestones.first()
    report(house, line, reached=[first.pk])
    with pytest.raises(ValidationError) as error:
        plan(house, line, 60)
    assert list(error.value.message_dict) == ["reason"]
    line = plan(house, line, 20, 40, reason="Lelang diulang.")
    assert [(m.weight, m.is_reached) for m in line.milestones.all()] == [
        (40, True),
        (20, False),
        (40, False),
    ]


# Progress and evidence


def test_progress_follows_from_the_milestones_whatever_the_report_says(house):
    line = plan(house, make.follow_up(house), 40, 60)
    made = report(house, line, reached=[line.milestones.first().pk], percent=99)
    assert made.percent == 40
    assert fresh(line).percent == 40
    assert line.milestones.first().reached_by == made


def test_without_a_plan_the_share_is_the_last_standing_report(house):
    line = make.follow_up(house)
    assert fresh(line).percent == 0
    report(house, line, percent=35)
    assert fresh(line).percent == 35
    make.report_finished(house, line)
    actions.reject_report(follow_up=line, reason="Bukti kurang.", actor=house.editor)
    assert fresh(line).percent == 35


def test_a_milestone_of_another_follow_up_or_reached_before_is_refused(house):
    line = plan(house, make.follow_up(house), 100)
    other = plan(house, make.follow_up(house), 100)
    mine = line.milestones.get().pk
    report(house, line, reached=[mine])
    for reached in ([mine], [other.milestones.get().pk]):
        with pytest.raises(ValidationError) as error:
            report(house, line, reached=reached)
        assert list(error.value.message_dict) == ["reached"]
    assert fresh(other).percent == 0


def test_a_final_report_reaches_the_rest_and_giving_it_back_takes_that_away(house):
    line = plan(house, make.follow_up(house), 40, 60)
    report(house, line, reached=[line.milestones.first().pk])
    make.report_finished(house, line)
    assert fresh(line).percent == 100
    actions.reject_report(follow_up=line, reason="Bukti kurang.", actor=house.editor)
    assert fresh(line).percent == 40


def test_files_alone_are_evidence_enough(house):
    line = make.follow_up(house)
    assert not fresh(line).has_evidence
    actions.report_finished(
        follow_up=line, text="Sudah.", approved_by_name="Kepala", files=[pdf()], actor=house.liaison
    )
    assert fresh(line).has_evidence
    assert "Budi" not in FollowUpEvidence.objects.get().file.name


def test_what_only_claims_to_be_a_pdf_is_no_evidence_and_nothing_is_kept(house):
    line = make.follow_up(house)
    with pytest.raises(ValidationError):
        report(house, line, percent=5, files=[pdf(b"<script>")])
    assert not line.reports.exists()


def test_evidence_is_sent_as_a_download_to_whoever_sees_the_follow_up(house, client_for):
    line = make.follow_up(house)
    report(house, line, percent=5, files=[pdf()])
    row = FollowUpEvidence.objects.get()
    answer = client_for().get(reverse("council:follow_up_evidence", args=[line.pk, row.pk]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 isi"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "Budi" not in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    other = make.follow_up(house)
    wrong = reverse("council:follow_up_evidence", args=[other.pk, row.pk])
    assert client_for().get(wrong).status_code == 404


# Lateness, as a table

DUE = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "stage"),
    [
        (-8, None),
        (-7, "soon"),
        (0, "soon"),
        (1, "late"),
        (29, "late"),
        (30, "late_30"),
        (89, "late_30"),
        (90, "late_90"),
        (900, "late_90"),
    ],
)
def test_the_stage_of_lateness(days, stage):
    found = stage_of(DUE, DUE + timedelta(days=days))
    assert (found.name if found else None) == stage


def at_days_late(clock, line, days):
    clock.forward(days=(line.due_on - kit_clock.today()).days + days)


def test_agency_and_secretariat_are_told_once_for_each_stage(house, clock):
    line = make.follow_up(house)
    assert tell_of_lateness() == 0
    at_days_late(clock, line, -7)
    assert [tell_of_lateness(), tell_of_lateness()] == [1, 0]
    told = Notice.objects.filter(kind="follow_up.lateness")
    assert {notice.person_id for notice in told} == {house.liaison.pk}
    clock.forward(days=8)
    assert [tell_of_lateness(), tell_of_lateness()] == [1, 0]
    late = told.filter(event=f"follow_up:{line.pk}:late")
    told_people = {notice.person for notice in late}
    assert {house.liaison, house.editor} <= told_people
    assert all(roles.is_secretariat(person) for person in told_people - {house.liaison})
    assert list(line.reminders.values_list("stage", flat=True)) == ["soon", "late"]
    assert "1 hari" in late.get(person=house.editor).subject
    act = Act.objects.filter(subject_kind="follow_up", verb="remind").latest("pk")
    assert (act.actor, act.actor_role) == (None, "system")


def test_a_schedule_that_slept_tells_the_present_stage_alone(house, clock):
    line = make.follow_up(house)
    at_days_late(clock, line, 40)
    tell_of_lateness()
    assert list(FollowUpReminder.objects.values_list("stage", flat=True)) == ["late_30"]


@pytest.mark.parametrize("state", ["proposed", "reported", "done", "infeasible", "cancelled"])
def test_nobody_is_told_of_what_is_not_open(house, clock, state):
    line = make.follow_up(house, state)
    at_days_late(clock, line, 40)
    assert tell_of_lateness() == 0


# The quarter's note, as a table


@pytest.mark.parametrize(
    ("started", "ended", "notes", "today", "missing"),
    [
        ("2026-01-10", None, [], "2026-03-31", []),
        ("2026-01-10", None, [], "2026-06-30", []),
        ("2026-01-10", None, [], "2026-07-01", [(2026, 2)]),
        ("2026-01-10", None, ["2026-05-05"], "2026-07-01", []),
        ("2026-01-10", None, ["2026-02-05"], "2027-01-01", [(2026, 2), (2026, 3), (2026, 4)]),
        ("2026-01-10", "2026-08-01", [], "2027-06-01", [(2026, 2)]),
        ("2025-12-31", None, ["2026-01-01"], "2026-04-01", []),
    ],
)
def test_the_quarters_without_a_note(started, ended, notes, today, missing):
    day = date.fromisoformat
    found = quarters_without_note(
        day(started), day(ended) if ended else None, [day(note) for note in notes], day(today)
    )
    assert found == [Quarter(*quarter) for quarter in missing]


@pytest.mark.parametrize(
    ("started", "notes", "today", "due"),
    [
        ("2026-07-01", [], "2026-12-17", False),
        ("2026-07-01", [], "2026-12-18", True),
        ("2026-07-01", ["2026-10-01"], "2026-12-31", False),
        ("2026-07-01", ["2026-09-30"], "2026-12-31", True),
        ("2026-10-01", [], "2026-12-31", False),
    ],
)
def test_when_the_coordinator_is_reminded(started, notes, today, due):
    day = date.fromisoformat
    assert note_is_due(day(started), [day(note) for note in notes], day(today)) is due


def test_the_coordinator_is_reminded_once_a_quarter(house, clock):
    make.follow_up(house)
    clock.set(kit_clock.now().replace(year=2027, month=3, day=25))
    assert [remind_of_monitoring(), remind_of_monitoring()] == [1, 0]
    notice = Notice.objects.get(kind="monitoring_note.due")
    assert notice.person_id == house.people.coordinator.pk
    assert "triwulan I 2027" in notice.subject


# The page


def test_everybody_reads_plan_reports_notes_and_where_it_comes_from(house, clock, client_for):
    line = plan(house, make.follow_up(house), 40, 60, others=[OrganisationFactory(element="government")])
    report(house, line, reached=[line.milestones.first().pk], evidence="SK 551/2", files=[pdf()])
    make.note(house, line)
    clock.forward(days=25)
    page = client_for().get(line.get_absolute_url()).content.decode().replace("\xa0", " ")
    for words in (
        "Tahap 1",
        "40 persen",
        "SK 551/2",
        "PDF",
        "Sesuai.",
        "Belum tercapai, tenggatnya lewat",
        line.decision.number,
        line.proposal.title,
        line.others.get().name,
        reverse("council:trail", args=[line.proposal_id]),
    ):
        assert words in page
    assert "Rencanakan tahapan" not in page


def test_the_liaison_is_asked_for_milestones_instead_of_a_share(house, client_for):
    line = plan(house, make.follow_up(house), 40, 60)
    address = reverse("council:report_progress", args=[line.pk])
    client = client_for(house.liaison)
    form = client.get(address).context["form"]
    assert "percent" not in form.fields
    first = line.milestones.first()
    sent = {"text": "Tahap 1 selesai.", "approved_by_name": "Kepala", "reached": [first.pk]}
    sent["evidence_files"] = [pdf()]
    assert client.post(address, sent).status_code == 303
    assert fresh(line).percent == 40
    assert FollowUpEvidence.objects.count() == 1


def test_the_plans_form_keeps_what_was_typed_and_says_what_is_missing(house, client_for):
    line = make.follow_up(house)
    address = reverse("council:plan_follow_up", args=[line.pk])
    client = client_for(house.liaison)
    day = (kit_clock.today() + SOON).isoformat()
    sent = {"rows": "4", "title_0": "Survei lokasi", "weight_0": "60", "due_on_0": day, "title_1": "Lelang"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Survei lokasi" in answer.content.decode()
    assert set(answer.context["form"].errors) == {"weight_1", "due_on_1"}
    short = client.post(address, {**sent, "title_1": ""})
    assert short.status_code == 422
    assert "60" in str(short.context["form"].errors)
    whole = {**sent, "weight_0": "100", "title_1": ""}
    assert client.post(address, whole).status_code == 303
    assert line.milestones.get().title == "Survei lokasi"


def test_an_unannounced_follow_up_is_there_for_nobody_but_those_who_work_on_it(house, client_for):
    line = make.enacted(house, follow_up_count=1).follow_ups.get()
    assert client_for().get(line.get_absolute_url()).status_code == 404
    assert client_for(house.liaison).get(line.get_absolute_url()).status_code == 404
    assert client_for(house.editor).get(line.get_absolute_url()).status_code == 200


def test_ten_times_the_rows_cost_no_more_queries(house, client_for):
    line = plan(house, make.follow_up(house), *(10,) * 10)
    ids = list(line.milestones.values_list("pk", flat=True))

    def queries(chosen):
        for pk in chosen:
            report(house, line, reached=[pk], files=[pdf()])
            make.note(house, line)
        with CaptureQueriesContext(connection) as found:
            assert client_for().get(line.get_absolute_url()).status_code == 200
        return len(found)

    queries(ids[:1])
    assert queries(ids[1:2]) == queries(ids[2:])
