"""Writing acts and entries: what an entry says, what it never says, and in what order it comes."""

import json

import pytest
from django.db import transaction

from portal.record import act, acts_of, append
from portal.record.actions import erase_values
from portal.record.canonical import commitment, leaf_hash
from portal.record.models import Act, Entry, EntryValue, Head


def entry_of(done: Act) -> Entry:
    """Return the entry of a public act."""
    assert done.entry is not None
    return done.entry


@pytest.fixture
def person(db, django_user_model):
    return django_user_model.objects.create(email="sari@example.org", name="Sari Contoh Wulandari")


@pytest.mark.django_db
def test_an_entry_commits_to_its_values_and_holds_none_of_them():
    entry = append(values={"reason": "Judul belum sesuai isi", "id": 918273645})
    content = json.loads(bytes(entry.canonical))
    assert "Judul" not in bytes(entry.canonical).decode()
    assert "918273645" not in bytes(entry.canonical).decode()
    for value in entry.values.all():
        shown = int(value.value) if value.type == EntryValue.INTEGER else value.value
        assert content["values"][value.name] == commitment(shown, bytes(value.salt))
    assert set(content["values"]) == {"reason", "id"}


@pytest.mark.django_db
def test_every_value_has_its_own_salt_of_32_bytes():
    entry = append(values={"from": "", "to": ""})
    salts = {bytes(value.salt) for value in entry.values.all()}
    assert len(salts) == 2
    assert {len(salt) for salt in salts} == {32}
    commitments = json.loads(bytes(entry.canonical))["values"]
    assert commitments["from"] != commitments["to"]


@pytest.mark.django_db
def test_entries_are_numbered_from_one_without_gaps_even_after_a_rollback():
    append(values={"a": 1})
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append(values={"a": 2})
        1 / 0  # noqa: B018
    append(values={"a": 3})
    assert list(Entry.objects.values_list("sequence", flat=True)) == [1, 2]
    assert Head.objects.get().size == 2


@pytest.mark.django_db
def test_the_stored_leaf_hash_is_that_of_the_stored_bytes():
    entry = Entry.objects.get(pk=append(values={"a": "b"}).pk)
    assert entry.leaf_hash == leaf_hash(bytes(entry.canonical))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        append(values={"a": 1})
    with pytest.raises(transaction.TransactionManagementError):
        act(subject_kind="thing", subject_id=1, verb="open")
    assert not Entry.objects.exists()


def test_a_public_act_appends_an_entry_that_says_what_was_done(person, clock):
    done = act(
        subject_kind="thing",
        subject_id=12,
        verb="open",
        from_state="new",
        to_state="opened",
        reason="Lengkap",
        actor=person,
        actor_role="coordinator",
        note={"closes_at": "2026-12-21", "days": 30, "extended": True, "seen": None, "parts": ["x"]},
    )
    values = {value.name: value.value for value in entry_of(done).values.all()}
    assert values == {
        "kind": "thing",
        "id": "12",
        "verb": "open",
        "from": "new",
        "to": "opened",
        "reason": "Lengkap",
        "role": "coordinator",
        "at": "2026-11-21T07:05:00.000000Z",
        "note_closes_at": "2026-12-21",
        "note_days": "30",
        "note_extended": "1",
    }
    assert done.at == entry_of(done).at == clock.now


def test_an_entry_never_says_who_the_actor_was(person):
    done = act(subject_kind="thing", subject_id=1, verb="open", actor=person, actor_role="author")
    shown = " ".join(entry_of(done).values.values_list("value", flat=True))
    assert person.name not in shown
    assert person.email not in shown
    assert "actor" not in bytes(entry_of(done).canonical).decode()


@pytest.mark.django_db
def test_an_act_that_is_not_public_leaves_no_entry_and_stays_out_of_the_public_log():
    private = act(subject_kind="thing", subject_id=1, verb="draft", public=False)
    public = act(subject_kind="thing", subject_id=1, verb="open")
    act(subject_kind="thing", subject_id=2, verb="open")
    assert private.entry is None
    assert list(acts_of("thing", [1])) == [public]
    assert list(Act.objects.of("thing", [1])) == [private, public]


@pytest.mark.django_db
def test_erasing_its_values_leaves_an_entry_that_verifies():
    done = act(subject_kind="thing", subject_id=1, verb="open", reason="Nomor telepon 0812")
    assert erase_values(done=done, names=["reason", "never_there"]) == 1
    done.refresh_from_db()
    assert done.reason == ""
    entry = Entry.objects.get(pk=entry_of(done).pk)
    assert entry.leaf_hash == leaf_hash(bytes(entry.canonical))
    commitments = json.loads(bytes(entry.canonical))["values"]
    kept = entry.values.get(name="verb")
    assert commitments["verb"] == commitment(kept.value, bytes(kept.salt))
    assert "reason" in commitments


@pytest.mark.django_db
def test_erasing_one_fact_of_the_note_blanks_the_note_and_keeps_its_other_values():
    done = act(
        subject_kind="thing", subject_id=1, verb="open", reason="Lengkap", note={"name": "Sari", "days": 21}
    )
    assert erase_values(done=done, names=["note_name"]) == 1
    done.refresh_from_db()
    assert (done.note, done.reason) == ({}, "Lengkap")
    assert entry_of(done).values.filter(name="note_days", value="21").exists()


@pytest.mark.django_db
def test_erasing_a_value_that_the_act_does_not_show_leaves_the_act_alone():
    done = act(subject_kind="thing", subject_id=1, verb="open", reason="Lengkap")
    assert erase_values(done=done, names=["role"]) == 1
    done.refresh_from_db()
    assert done.reason == "Lengkap"


def test_deleting_a_person_erases_the_actor_and_keeps_the_act(person):
    done = act(subject_kind="thing", subject_id=1, verb="open", actor=person, actor_role="author")
    person.delete()
    done.refresh_from_db()
    assert done.actor is None
    assert done.actor_role == "author"


def test_the_package_offers_its_three_functions_and_nothing_else():
    import portal.record

    assert portal.record.act is act
    assert portal.record.acts_of is acts_of
    with pytest.raises(AttributeError):
        portal.record.nonsense  # noqa: B018


def test_rows_say_at_the_console_what_they_are():
    assert str(Entry(sequence=3)) == "3"
    assert str(EntryValue(name="verb")) == "verb"
    assert str(Head(size=4)) == "4"
    assert str(Act(subject_kind="thing", subject_id=1, verb="open")) == "thing 1: open"
