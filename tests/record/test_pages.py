"""The pages of the record as a visitor sees them."""

import json
import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from portal.record import act, append
from portal.record.actions import erase_values

ROOT = Path(__file__).resolve().parents[2]


def text(response) -> str:
    """Return the page with its runs of blanks made one."""
    return re.sub(r"\s+", " ", response.content.decode())


def record(number: int = 1, verb: str = "open", **values) -> Any:
    return act(subject_kind="thing", subject_id=number, verb=verb, actor_role="coordinator", **values)


@pytest.mark.django_db
def test_an_empty_record_says_how_the_first_entry_comes(client):
    page = text(client.get(reverse("record:index")))
    assert "Belum ada entri" in page


@pytest.mark.django_db
def test_the_list_shows_number_time_act_subject_and_hash_of_each_entry(client, subjects, clock):
    subjects[1] = "Bank sampah <b>kelurahan</b>"
    done = record()
    page = text(client.get(reverse("record:index")))
    assert "Entri 1" in page
    assert "Thing opened" in page
    assert '<a href="/things/1/" lang="id">Bank sampah &lt;b&gt;kelurahan&lt;/b&gt;</a>' in page
    assert done.entry.leaf_hash[:16] in page
    assert "21 November 2026" in page


@pytest.mark.django_db
def test_a_subject_without_a_public_title_is_named_by_number_and_not_linked(client, subjects):
    record(77)
    page = text(client.get(reverse("record:index")))
    assert "Thing 77" in page
    assert "/things/77/" not in page


@pytest.mark.django_db
def test_entries_without_an_act_and_of_unregistered_kinds_are_listed_too(client):
    append(values={"a": 1})
    act(subject_kind="unheard", subject_id=5, verb="of", actor_role="stranger")
    page = text(client.get(reverse("record:index")))
    assert "Entri lain" in page
    assert "Unheard 5" in page
    assert client.get(reverse("record:entry", args=[1])).status_code == 200
    assert "Stranger" in text(client.get(reverse("record:entry", args=[2])))


@pytest.mark.django_db
def test_pages_follow_the_numbers_newest_first(client, subjects, monkeypatch):
    monkeypatch.setattr("portal.record.views.PER_PAGE", 3)
    for number in range(1, 8):
        record(number)

    def shown(page):
        answer = client.get(reverse("record:index"), {"page": page})
        return [row.entry.sequence for row in answer.context["rows"]]

    assert shown(1) == [7, 6, 5]
    assert shown(3) == [1]
    assert shown("nonsense") == [7, 6, 5]
    assert shown(10**20) == [1]


@pytest.mark.django_db
def test_the_list_asks_the_same_number_of_queries_for_ten_times_the_entries(
    client, subjects, django_assert_num_queries, django_assert_max_num_queries
):
    record(1)
    url = reverse("record:index")
    client.get(url)
    with django_assert_max_num_queries(30) as few:
        client.get(url)
    for number in range(2, 40):
        record(number)
    with django_assert_num_queries(len(few)):
        client.get(url)


@pytest.mark.django_db
def test_an_entry_shows_its_bytes_and_every_value_with_its_salt(client, subjects):
    record(1)
    done = record(1, "close", reason="Sudah <selesai>", note={"how": "baik"})
    record(1)
    page = text(client.get(reverse("record:entry", args=[2])))
    assert "Closed baik" in page
    assert "Koordinator pokja" in page
    assert "s:Sudah &lt;selesai&gt;" in page
    assert done.entry.leaf_hash in page
    for value in done.entry.values.all():
        assert bytes(value.salt).hex() in page
    for neighbour in (1, 3):
        assert reverse("record:entry", args=[neighbour]) in page


@pytest.mark.django_db
def test_an_erased_value_is_said_to_be_erased_and_its_commitment_stays(client, subjects):
    done = record(1, reason="Hubungi 0812 3456 7890")
    commitment = json.loads(bytes(done.entry.canonical))["values"]["reason"]
    erase_values(done=done, names=["reason"])
    assert "nilai dihapus" in text(client.get(reverse("record:index")))
    page = text(client.get(reverse("record:entry", args=[1])))
    assert "nilai dihapus" in page
    assert commitment in page
    assert "0812 3456" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 0, 10**20])
def test_an_entry_that_is_not_there_is_not_found(client, number):
    assert client.get(f"/catatan/{number}/").status_code == 404


@pytest.mark.django_db
def test_the_record_is_read_only(client):
    for url in (reverse("record:index"), reverse("record:download")):
        assert client.post(url).status_code == 405


def download(client, **query) -> list[str]:
    answer = client.get(reverse("record:download"), query)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/jsonl"
    return b"".join(answer).decode().splitlines()


@pytest.fixture
def periksa():
    """The check of the program that the page of the record offers."""
    return runpy.run_path(str(ROOT / "static/record/periksa.py"))["check"]


@pytest.mark.django_db
def test_the_download_verifies_with_the_published_program(client, subjects, periksa):
    for number in range(1, 5):
        record(number, reason="Ünïcode, “kutip” \\ dan \n baris", note={"days": -number})
    record().entry.values.filter(name="verb").delete()
    lines = download(client)
    assert len(lines) == 5
    assert list(periksa(lines)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"value":"open"', '"value":"shut"', "verb is not what was written down"),
        ('"sequence":2,"canonical"', '"sequence":3,"canonical"', "entry 2 is missing"),
        ('\\"format\\":1', '\\"format\\": 1', "the leaf hash does not fit"),
        ('\\"format\\":1', '\\"format\\": 1', "the bytes are not canonical"),
        ('\\"sequence\\":2', '\\"sequence\\":9', "the bytes belong to another entry"),
    ],
)
def test_the_published_program_finds_what_was_changed(client, subjects, periksa, old, new, fault):
    record(1)
    record(2)
    first, second = download(client)
    assert old in second
    assert any(fault in found for found in periksa([first, second.replace(old, new)]))


def test_the_document_prints_the_published_program():
    program = (ROOT / "static/record/periksa.py").read_text()
    assert f"```python\n{program}```" in (ROOT / "docs/record.md").read_text()


@pytest.mark.django_db
def test_a_download_can_begin_at_any_number(client, subjects):
    for number in range(1, 4):
        record(number)
    assert [json.loads(line)["sequence"] for line in download(client, dari="2")] == [2, 3]
    assert download(client, dari="4") == []


@pytest.mark.django_db
@pytest.mark.parametrize("start", ["", "x", "-1", "1.5", "9" * 19, "١"])
def test_a_download_from_nonsense_is_refused_in_words(client, start):
    answer = client.get(reverse("record:download"), {"dari": start})
    assert answer.status_code == 400
    assert "?dari=101" in answer.content.decode()


@pytest.mark.django_db
def test_a_long_download_comes_in_steps(client, subjects, django_assert_num_queries):
    from portal.record.models import Entry

    for number in range(1, 8):
        record(number)
    # Three steps of two queries (entries, values), and one that finds nothing more.
    with django_assert_num_queries(2 * 3 + 1):
        assert [entry.sequence for entry in Entry.objects.in_steps(1, size=3)] == list(range(1, 8))


@pytest.mark.django_db
def test_the_log_of_a_subject_tells_its_public_acts(rf, subjects):
    from django.template.loader import render_to_string

    from portal.record import acts_of

    record(1, reason="Lengkap")
    act(subject_kind="thing", subject_id=1, verb="close", note={"how": "rahasia"}, public=False)
    page = render_to_string("record/log.html", {"acts": acts_of("thing", [1])})
    assert "Thing opened" in page
    assert "Koordinator pokja" in page
    assert "Lengkap" in page
    assert reverse("record:entry", args=[1]) in page
    assert "rahasia" not in page
    assert "Belum ada" in render_to_string("record/log.html", {"acts": acts_of("thing", [2])})
