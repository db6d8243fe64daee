"""Tasks in the notes of a meeting: who writes them, whose they are, where they are read, and when done."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from council.actions import meeting_tasks, sessions
from council.models import MeetingTask, Session, SessionKind
from council.querysets_tasks import people_for_tasks
from home.desk import council as desk
from portal.kit import clock as portal_clock
from portal.kit.verdict import Refused
from portal.members import roles
from portal.record.models import Act
from tests.council.forms import send, text_of
from tests.council.test_session_papers import words
from tests.factories import council as make
from tests.factories.members import UserFactory, member

pytestmark = pytest.mark.django_db

WHAT = "Menyusun jadwal kunjungan"


@pytest.fixture
def house(clock):
    return make.council()


@pytest.fixture
def meeting(house):
    return ended(house)


def ended(house, kind=SessionKind.WORKING_GROUP, **fields):
    session = sessions.end_session(session=make.opened(house, kind=kind, **fields), actor=house.chair)
    return make.drafted(house, session)


def add(house, session, **fields):
    values = {"what": WHAT, "person": house.member, "due_on": portal_clock.today() + timedelta(days=7)}
    return meeting_tasks.add_task(**{"session": session, "actor": house.clerk, **values, **fields})


def rule_of(call, *args, **fields):
    with pytest.raises(Refused) as refused:
        call(*args, **fields)
    return refused.value.verdict.rule


def rows(user):
    roles.forget(user)
    return [row for row in desk.rows(user) if str(row.kind) == "Tugas rapat"]


# Writing them into the notes


def test_the_secretariat_writes_tasks_and_nobody_else_does(house, meeting):
    task = add(house, meeting, what=f"  {WHAT} ")
    assert (task.what, task.person, task.is_done) == (WHAT, house.member, False)
    for other in (house.chair, house.member, house.operator, make.stranger()):
        assert rule_of(add, house, meeting, actor=other) == "minutes.who"
        assert rule_of(meeting_tasks.remove_task, task=task, actor=other) == "minutes.who"


def test_tasks_are_written_while_the_notes_are(house, meeting):
    open_meeting = make.opened(house, kind=SessionKind.HEARING)
    assert rule_of(add, house, open_meeting) == "minutes.state"
    task = add(house, meeting)
    meeting = make.corrected(house, meeting)
    sessions.sign_minutes(session=meeting, actor=house.chair)
    assert rule_of(add, house, meeting) == "minutes.signed"
    assert rule_of(meeting_tasks.remove_task, task=task, actor=house.clerk) == "minutes.signed"


def test_a_plenary_session_has_follow_ups_and_no_tasks(house):
    assert rule_of(add, house, ended(house, kind=SessionKind.PLENARY)) == "task.add.kind"


def test_a_task_that_was_written_by_mistake_is_taken_out(house, meeting):
    task = add(house, meeting)
    assert meeting_tasks.remove_task(task=task, actor=house.clerk) == meeting
    assert not meeting.tasks.exists()


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("what", {"what": "  "}),
        ("what", {"what": "x" * 301}),
        ("due_on", {"due_on": -1}),
        ("person", {"person": "outsider"}),
    ],
)
def test_what_does_not_fit_is_told_at_its_field(house, meeting, name, fields):
    if "due_on" in fields:
        fields = {"due_on": meeting.day - timedelta(days=1)}
    if "person" in fields:
        fields = {"person": member()}
    with pytest.raises(ValidationError) as refused:
        add(house, meeting, **fields)
    assert list(refused.value.message_dict) == [name]
    assert not meeting.tasks.exists()


def test_the_notes_hold_fifty_tasks(house, meeting):
    for number in range(50):
        add(house, meeting, what=f"Tugas {number}")
    with pytest.raises(ValidationError, match="lima puluh"):
        add(house, meeting)


def test_a_task_is_given_to_seats_coordinators_and_the_secretariat(house, meeting):
    given = set(people_for_tasks(meeting))
    assert {house.chair, house.member, house.clerk, house.head, house.authors.coordinator} <= given
    assert house.operator not in given
    assert house.authors.author not in given
    assert UserFactory() not in given


# Done and open again


def test_whoever_has_the_task_or_the_secretariat_says_that_it_is_done(house, meeting):
    for actor, role in ((house.member, "responsible"), (house.clerk, "secretariat")):
        task = meeting_tasks.finish_task(task=add(house, meeting), result=" Terkirim. ", actor=actor)
        assert (task.is_done, task.result) == (True, "Terkirim.")
        act = Act.objects.order_by("-pk").first()
        assert (act.verb, act.actor_role, act.note, act.entry_id) == (
            "finish_task",
            role,
            {"task": task.pk},
            None,
        )
        assert rule_of(meeting_tasks.finish_task, task=task, result="", actor=actor) == "task.finish.done"
    for other in (house.chair, house.operator, make.stranger(), UserFactory(is_superuser=True)):
        task = add(house, meeting)
        assert rule_of(meeting_tasks.finish_task, task=task, result="", actor=other) == "task.finish.who"


def test_a_task_is_done_long_after_the_notes_were_signed(house, meeting, clock):
    task = add(house, meeting)
    meeting = make.corrected(house, meeting)
    for person in (house.chair, house.secretary):
        meeting = sessions.sign_minutes(session=meeting, actor=person)
    clock.forward(days=40)
    task.refresh_from_db()
    assert task.is_late
    assert not meeting_tasks.finish_task(task=task, result="", actor=house.member).is_late


def test_the_secretariat_opens_a_task_again_with_a_reason(house, meeting):
    task = add(house, meeting)
    assert rule_of(meeting_tasks.reopen_task, task=task, reason="X", actor=house.clerk) == "task.reopen.open"
    task = meeting_tasks.finish_task(task=task, result="Selesai.", actor=house.member)
    assert rule_of(meeting_tasks.reopen_task, task=task, reason="X", actor=house.member) == "task.reopen.who"
    with pytest.raises(ValidationError):
        meeting_tasks.reopen_task(task=task, reason=" ", actor=house.clerk)
    task = meeting_tasks.reopen_task(task=task, reason="Surat kembali.", actor=house.clerk)
    assert (task.is_done, task.result) == (False, "")


def test_a_result_that_is_too_long_is_told(house, meeting):
    with pytest.raises(ValidationError):
        meeting_tasks.finish_task(task=add(house, meeting), result="x" * 301, actor=house.member)


# Where they are read


def test_the_forms_lead_from_the_notes_to_the_desk_and_back(house, meeting, client_for):
    page, clerk, person = meeting.get_absolute_url(), client_for(house.clerk), client_for(house.member)
    url = reverse("council:add_task", args=[meeting.pk])
    assert url in clerk.get(page).content.decode()
    due = portal_clock.today() + timedelta(days=7)
    sent = {"what": WHAT, "person": house.member.pk, "due_on": due.isoformat()}
    assert send(clerk, url, **{**sent, "person": make.stranger().pk}).status_code == 422
    assert send(clerk, url, **sent).status_code == 303
    (row,) = rows(house.member)
    assert (row.title, row.due, row.text) == (WHAT, due, meeting.title)
    assert rows(house.chair) == []
    assert WHAT in text_of(person.get(row.url))
    assert send(person, row.url, result="Jadwal terkirim.").status_code == 303
    assert rows(house.member) == []
    text = text_of(person.get(page))
    assert "Selesai 21 November 2026" in text
    assert "Jadwal terkirim." in text
    task = MeetingTask.objects.get()
    assert send(clerk, reverse("council:reopen_task", args=[task.pk]), reason="Kembali.").status_code == 303
    assert len(rows(house.member)) == 1
    assert send(clerk, reverse("council:remove_task", args=[task.pk])).status_code == 303
    assert rows(house.member) == []


def test_the_notes_and_their_pdf_say_what_who_and_until_when(house, meeting, client_for):
    meeting_tasks.finish_task(
        task=add(house, meeting, what="Menyurati dinas"), result="Terkirim.", actor=house.member
    )
    add(house, meeting)
    paper = reverse("council:session_paper_pdf", args=[meeting.pk, "notula"])
    text = words(client_for(house.clerk).get(paper))
    for part in ("Tindak lanjut", WHAT, str(house.member), "28 November 2026", "belum selesai", "Terkirim."):
        assert part in text


def test_tasks_are_read_by_those_who_read_the_notes(house, meeting, client_for):
    task, page = add(house, meeting), meeting.get_absolute_url()
    outsiders = (None, make.stranger())
    for outsider in outsiders:
        assert WHAT not in text_of(client_for(outsider).get(page))
        for name in ("finish_task", "reopen_task", "remove_task"):
            answer = client_for(outsider).get(reverse(f"council:{name}", args=[task.pk]), follow=True)
            assert WHAT not in answer.content.decode()
    assert WHAT in text_of(client_for(house.chair).get(page))
    meeting = make.corrected(house, meeting)
    for person in (house.chair, house.secretary):
        meeting = sessions.sign_minutes(session=meeting, actor=person)
    for outsider in outsiders:
        assert WHAT in text_of(client_for(outsider).get(page))
    Session.objects.filter(pk=meeting.pk).update(is_closed=True, closed_reason="Data pribadi.")
    assert WHAT not in text_of(client_for().get(page))


def test_ten_times_the_tasks_take_no_more_reads(house, meeting, client_for):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for many in (1, 9):
        for _each in range(many):
            add(house, meeting)
        client = client_for(house.clerk)
        client.get(meeting.get_absolute_url())
        with CaptureQueriesContext(connection) as found:
            client.get(meeting.get_absolute_url())
        counts.append(len(found))
    assert counts[0] == counts[1]
