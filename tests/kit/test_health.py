"""What /healthz and /readyz answer, in good times and bad."""

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection

from portal.kit import health, heartbeat


@pytest.fixture(autouse=True)
def forgotten(monkeypatch):
    """Start without a remembered answer and without signs of life."""
    monkeypatch.setattr(health, "_seen_migrated", [])
    cache.clear()
    yield
    cache.clear()


def test_a_living_process_says_so_without_asking_the_database(rf):
    answer = health.healthz(rf.get("/healthz"))
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_is_migrated(rf, clock):
    heartbeat.beat("worker")
    clock.forward(seconds=42)
    answer = health.readyz(rf.get("/readyz"))
    assert answer.status_code == 200
    assert answer.content == (
        b'{"ready": true, "database": true, "migrated": true,'
        b' "seconds_since_sign_of_life": {"worker": 42, "schedule": null}}'
    )
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_the_migrations_are_read_once_for_a_process(rf, django_assert_num_queries):
    health.readyz(rf.get("/readyz"))
    with django_assert_num_queries(1):
        health.readyz(rf.get("/readyz"))


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_missing(rf, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *args: ["one"])
    answer = health.readyz(rf.get("/readyz"))
    assert answer.status_code == 503
    assert b'"database": true, "migrated": false' in answer.content


def test_not_ready_while_the_database_does_not_answer_and_says_nothing_of_why(rf, monkeypatch):
    def refuse():
        raise OperationalError("could not connect to server db.internal as user portal")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = health.readyz(rf.get("/readyz"))
    assert answer.status_code == 503
    assert answer.content == b'{"ready": false, "database": false, "migrated": false}'


def test_a_process_that_was_not_heard_of_for_a_day_has_no_age(clock):
    assert heartbeat.age("worker") is None
