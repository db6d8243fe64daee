"""The tables of the record refuse to be changed, on both databases and in every way there is."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models.signals import post_migrate, pre_migrate

from portal.kit import append_only
from portal.record import act
from portal.record.apps import ensure_head
from portal.record.models import Act, Entry, EntryValue, Head
from tests.conftest import START

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own statement")
postgresql_only = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own statement")


@pytest.fixture
def done(db) -> Act:
    return act(subject_kind="thing", subject_id=1, verb="open")


def refused():
    """Expect the trigger, in a savepoint so that the test's transaction lives on."""
    return pytest.raises(IntegrityError, match="append-only")


@pytest.mark.parametrize("column", ["id", "sequence", "canonical", "leaf_hash", "at"])
def test_no_column_of_an_entry_can_be_updated(done, column):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_entry SET {column} = {column}")  # noqa: S608  names from above


def test_an_entry_cannot_be_deleted(done):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_entry")


@pytest.mark.parametrize(
    "change", [{"reason": "another"}, {"note": {"how": "other"}}, {"verb": ""}, {"at": START}]
)
def test_an_act_can_be_neither_changed_nor_deleted(done, change):
    with refused(), transaction.atomic():
        Act.objects.update(**change)
    with refused(), transaction.atomic():
        Act.objects.all().delete()


def test_the_actor_of_an_act_can_be_erased_but_not_replaced(done, django_user_model):
    other = django_user_model.objects.create(email="lain@example.org", name="Lain")
    assert Act.objects.update(actor=None) == 1
    with refused(), transaction.atomic():
        Act.objects.update(actor=other)


def test_the_reason_and_the_note_of_an_act_can_be_erased(db):
    act(subject_kind="thing", subject_id=1, verb="open", reason="x", note={"a": 1})
    assert Act.objects.update(reason="", note={}) == 1


def test_values_can_be_deleted(done):
    EntryValue.objects.filter(entry=done.entry).delete()
    assert Entry.objects.filter(pk=done.entry_id).exists()


@sqlite_only
def test_an_entry_cannot_be_replaced(done):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT OR REPLACE INTO record_entry (id, sequence, canonical, leaf_hash, at)"
            " SELECT id, sequence, x'00', leaf_hash, at FROM record_entry"
        )


@postgresql_only
@pytest.mark.parametrize("table", ["record_entry", "record_act"])
def test_a_table_cannot_be_truncated(done, table):
    with refused(), transaction.atomic(), connection.cursor() as cursor:
        # Whatever still waits for the end of the transaction would be refused first, and for another reason.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {table} CASCADE")


def warnings() -> list[str]:
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [warning.msg for warning in found if warning.id == "portal.W001"]


@pytest.mark.django_db
def test_the_check_warns_when_triggers_are_missing_and_migrate_puts_them_back():
    assert warnings() == []
    append_only.lift(connection)
    assert len(warnings()) == len(append_only._protected)
    call_command("migrate", verbosity=0)
    assert warnings() == []


@pytest.mark.django_db
def test_the_check_warns_of_an_outdated_trigger():
    with connection.cursor() as cursor:
        name = sorted(append_only._found(connection, cursor, "record_entry"))[0]
        on = " ON record_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "{name}"{on}')
    assert len(warnings()) == 1
    append_only.install(connection)
    assert warnings() == []


@postgresql_only
@pytest.mark.django_db
def test_the_check_warns_when_triggers_are_switched_off_and_installing_switches_them_on():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE record_entry DISABLE TRIGGER USER")
        assert len(warnings()) == 1
        append_only.install(connection)
    assert warnings() == []


def test_without_a_database_the_check_asks_nothing():
    assert append_only.warn_of_missing_triggers(None) == []


class Plan:
    """A migration as `pre_migrate` names it."""

    def __init__(self, app_label: str) -> None:
        self.app_label = app_label


@pytest.mark.django_db
@pytest.mark.parametrize(("migrated", "lifted"), [("record", True), ("members", False)])
def test_a_migration_of_the_app_lifts_its_triggers_and_its_end_puts_them_back(migrated, lifted):
    from django.apps import apps

    sender = apps.get_app_config("record")
    plan = [(Plan(migrated), False)]
    pre_migrate.send(sender, using="default", plan=plan, apps=apps, app_config=sender, verbosity=0)
    assert ("record_entry" in append_only.missing(connection)) is lifted
    post_migrate.send(sender, using="default", plan=plan, apps=apps, app_config=sender, verbosity=0)
    assert append_only.missing(connection) == []


def test_a_field_without_a_blank_cannot_be_erasable():
    with pytest.raises(ValueError, match="no blank"):
        append_only.register(Entry, erasable=["at"])


@pytest.mark.django_db
def test_the_head_row_counts_the_entries_that_are_there(done):
    from django.apps import apps

    Head.objects.all().delete()
    ensure_head(apps.get_app_config("record"), using="default")
    assert Head.objects.get().size == 1


@pytest.mark.django_db
def test_migrating_the_app_away_needs_no_head(monkeypatch):
    from django.apps import apps

    monkeypatch.setattr(connection.introspection, "table_names", list)
    Head.objects.all().delete()
    ensure_head(apps.get_app_config("record"), using="default")
    assert not Head.objects.exists()
