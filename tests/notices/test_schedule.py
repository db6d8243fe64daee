"""The periodic jobs: when they run, on one machine only, and what they do for the task queue."""

import io
import signal
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.kit import clock as portal_clock
from portal.kit import heartbeat
from portal.notices import jobs, schedule
from portal.notices.actions import run_due_jobs
from portal.notices.actions.due_jobs import LEASE
from portal.notices.actions.tidy_tasks import KEPT, MOST_WORKERS, reap_stuck_tasks
from portal.notices.management.commands import run_schedule
from portal.notices.models import PeriodicJob
from tests.race import race

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_schedule(monkeypatch):
    """Keep the schedule to what the test puts on it."""
    monkeypatch.setattr(schedule, "_jobs", {})
    monkeypatch.setattr(run_schedule, "autodiscover_modules", lambda name: None)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def runs() -> list[str]:
    """Put a job on the schedule for every ten minutes; return the list that it writes to."""
    done: list[str] = []

    @schedule.every(minutes=10)
    def job() -> None:
        done.append("job")

    return done


def test_a_job_runs_at_once_and_then_when_its_time_has_passed(clock, runs):
    (name,) = run_due_jobs()
    assert name.endswith("job")
    assert run_due_jobs() == []
    clock.forward(minutes=9, seconds=59)
    assert run_due_jobs() == []
    clock.forward(seconds=1)
    assert len(run_due_jobs()) == 1
    assert len(runs) == 2


def test_a_job_that_fails_is_noted_and_the_others_run(clock, runs, caplog):
    @schedule.every(minutes=1)
    def a_broken_job() -> None:
        raise ValueError("sari@example.org")

    assert len(run_due_jobs()) == 2
    assert runs == ["job"]
    row = PeriodicJob.objects.get(name__contains="broken")
    assert (row.last_error, row.leased_until, row.finished_at) == ("ValueError", None, clock.now)
    assert "a_broken_job failed" in caplog.text
    clock.forward(minutes=1)
    assert len(run_due_jobs()) == 1


def test_a_job_that_another_machine_has_in_hand_is_left_to_it_until_the_lease_ends(clock, runs):
    run_due_jobs()
    PeriodicJob.objects.update(leased_until=clock.now + LEASE)
    clock.set(clock.now + LEASE - timedelta(seconds=1))
    assert run_due_jobs() == []
    clock.forward(seconds=1)
    assert len(run_due_jobs()) == 1


def test_who_returns_after_the_lease_ended_does_not_end_the_lease_of_another(clock):
    other = clock.now + timedelta(hours=5)

    @schedule.every(minutes=10)
    def slow() -> None:
        PeriodicJob.objects.update(leased_until=other)

    run_due_jobs()
    assert PeriodicJob.objects.get().leased_until == other


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_eight_machines_one_runs_the_job(clock, runs):
    run_due_jobs()
    moment = clock.now + timedelta(minutes=10)

    def look() -> int:
        with portal_clock.at(moment):
            return len(run_due_jobs())

    assert sorted(race([look] * 8)) == [0] * 7 + [1]
    assert len(runs) == 2


def test_the_schedule_looks_once_a_minute():
    with pytest.raises(ValueError, match="once a minute"):
        schedule.every(minutes=0)


def test_once_runs_one_round_and_names_what_ran(clock, runs):
    out = io.StringIO()
    call_command("run_schedule", "--once", stdout=out)
    assert "job" in out.getvalue()
    assert runs == ["job"]


def test_the_loop_ends_on_a_signal_after_the_round_that_has_begun(clock, monkeypatch):
    handlers = {}
    monkeypatch.setattr(signal, "signal", lambda number, handler: handlers.update({number: handler}))
    monkeypatch.setattr(run_schedule, "close_old_connections", lambda: None)
    rounds = []

    @schedule.every(minutes=1)
    def ask_to_end() -> None:
        rounds.append(1)
        handlers[signal.SIGTERM](signal.SIGTERM, None)

    call_command("run_schedule")
    assert rounds == [1]
    assert set(handlers) == {signal.SIGINT, signal.SIGTERM}


def test_a_round_that_cannot_reach_the_database_does_not_end_the_process(monkeypatch):
    def away() -> None:
        raise OSError

    monkeypatch.setattr(run_schedule, "run_due_jobs", away)
    err = io.StringIO()
    run_schedule.Command(stderr=err).round()
    assert "OSError" in err.getvalue()


def running(minutes: float, workers: int = 1) -> DBTaskResult:
    """A task that a worker took so many minutes ago."""
    return DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        task_path="portal.notices.tasks.beat",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
        queue_name="default",
        priority=0,
        started_at=portal_clock.now() - timedelta(minutes=minutes),
        worker_ids=["w"] * workers,
    )


def test_a_task_of_a_dead_worker_goes_back_into_the_queue(clock):
    stuck, busy = running(30), running(29)
    assert reap_stuck_tasks() == 1
    stuck.refresh_from_db()
    busy.refresh_from_db()
    assert (stuck.status, busy.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_a_task_that_killed_several_workers_is_given_up(clock):
    stuck = running(30, MOST_WORKERS)
    assert reap_stuck_tasks() == 1
    stuck.refresh_from_db()
    assert stuck.status == TaskResultStatus.FAILED
    assert stuck.finished_at == clock.now


def test_the_worker_gives_a_sign_of_life_when_asked(clock):
    jobs.ask_the_worker_for_a_sign_of_life()
    assert heartbeat.age("worker") == timedelta(0)


def test_the_jobs_of_the_outbox_run(clock):
    stuck, old, recent = running(30), running(0), running(0)
    for task, age in ((old, KEPT + timedelta(seconds=1)), (recent, KEPT)):
        ended = {"status": TaskResultStatus.SUCCESSFUL, "finished_at": clock.now - age}
        DBTaskResult.objects.filter(pk=task.pk).update(**ended)
    jobs.send_notices_again()
    jobs.free_stuck_tasks()
    jobs.forget_finished_tasks()
    stuck.refresh_from_db()
    assert stuck.status == TaskResultStatus.READY
    assert set(DBTaskResult.objects.all()) == {stuck, recent}


def test_a_periodic_job_says_its_name():
    assert str(PeriodicJob(name="x.y")) == "x.y"
