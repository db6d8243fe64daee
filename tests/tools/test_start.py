"""What can stand in the way of `make start` is said in one plain line."""

import socket
import sqlite3
import subprocess

import pytest

from tools import prepare, start
from tools.environment import Stop


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.setattr(start, "DATA_DIR", tmp_path / "data")
    monkeypatch.setattr(start, "STATE", tmp_path / "data" / "start.json")
    return tmp_path / "data"


def refusal(function, *arguments) -> str:
    with pytest.raises(Stop) as stopped:
        function(*arguments)
    said = str(stopped.value)
    assert "\n" not in said
    return said


@pytest.mark.parametrize("text", ["", "0", "65536", "http", "-1", "8000.0", "٨٠٠٠"])
def test_what_is_no_port_is_refused(text):
    assert "is not a port" in refusal(start.read_port, text)


def test_a_taken_port_is_refused_with_another_one_named():
    with socket.socket() as other:
        other.bind((start.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        assert f"Port {port} is taken" in refusal(start.check_port, port)
    start.check_port(port)


def test_a_database_that_is_no_sqlite_file_is_refused(tmp_path):
    path = tmp_path / "portal.sqlite3"
    path.write_bytes(b"these are not the pages of a database" * 100)
    assert "damaged or no SQLite file" in refusal(start.check_sqlite, path)


def test_a_database_with_a_damaged_page_is_refused(tmp_path):
    path = tmp_path / "portal.sqlite3"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE t (words TEXT)")
        database.executemany("INSERT INTO t VALUES (?)", [("words" * 100,)] * 200)
        database.execute("CREATE INDEX i ON t (words)")
    database.close()
    content = bytearray(path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    path.write_bytes(content)
    assert "is damaged" in refusal(start.check_sqlite, path)


def test_a_folder_in_the_place_of_the_database_is_refused(tmp_path):
    assert "is not a database file" in refusal(start.check_sqlite, tmp_path)


def test_a_missing_or_whole_database_is_accepted(tmp_path):
    path = tmp_path / "portal.sqlite3"
    start.check_sqlite(path)
    assert not path.exists()
    sqlite3.connect(path).close()
    start.check_sqlite(path)


def test_a_file_in_the_place_of_the_data_folder_is_refused(data):
    data.write_text("")
    assert "cannot be written" in refusal(start.alone().__enter__)


def test_a_second_start_from_the_same_folder_is_refused(data):
    with start.alone():
        assert "already running" in refusal(start.alone().__enter__)
    with start.alone():
        pass
    assert data.is_dir()


def test_a_postgres_that_does_not_answer_is_refused_without_its_password():
    said = refusal(start.check_database, "postgres://someone:secret@127.0.0.1:1/portal")
    assert "127.0.0.1/portal does not answer" in said
    assert "secret" not in said


@pytest.mark.parametrize("url", ["nonsense", "mysql://someone@host/portal", "http://host/"])
def test_a_database_of_another_kind_is_refused(url):
    assert "names no database that the portal knows" in refusal(start.check_database, url)


def test_another_database_in_the_same_place_is_noticed(tmp_path):
    def made(moment: str) -> list:
        path = tmp_path / "portal.sqlite3"
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE django_migrations (id INTEGER, app TEXT, name TEXT, applied TEXT)")
            database.execute("INSERT INTO django_migrations VALUES (1, 'kit', '0001_initial', ?)", [moment])
        database.close()
        return start.migration_rows(f"sqlite:///{path}")

    assert made("2026-11-21 07:05:00") == made("2026-11-21 07:05:00")
    assert made("2026-11-21 07:05:00") != made("2026-11-21 07:06:00")


class Runs:
    """Stands in for the preparation: notes the steps it was asked for and ends with a code."""

    def __init__(self, data, code=0):
        self.steps: list[list[str]] = []
        self.data = data
        self.code = code

    def __call__(self, command, **_options):
        self.steps.append(command[3:])
        if self.code == 0:
            (self.data / "static").mkdir(exist_ok=True)
            (self.data / "static" / "staticfiles.json").touch()
        return subprocess.CompletedProcess(command, self.code)


def test_what_did_not_change_is_done_once(data, monkeypatch):
    runs = Runs(data)
    monkeypatch.setattr(start.subprocess, "run", runs)
    data.mkdir()
    url = f"sqlite:///{data / 'portal.sqlite3'}"
    start.prepare(url, {})
    start.prepare(url, {})
    assert runs.steps == [["migrate", "static"]]


def test_lost_static_files_are_collected_again(data, monkeypatch):
    runs = Runs(data)
    monkeypatch.setattr(start.subprocess, "run", runs)
    data.mkdir()
    url = f"sqlite:///{data / 'portal.sqlite3'}"
    start.prepare(url, {})
    (data / "static" / "staticfiles.json").unlink()
    start.prepare(url, {})
    assert runs.steps == [["migrate", "static"], ["static"]]


def test_a_preparation_that_failed_is_done_again(data, monkeypatch):
    runs = Runs(data, code=1)
    monkeypatch.setattr(start.subprocess, "run", runs)
    data.mkdir()
    url = f"sqlite:///{data / 'portal.sqlite3'}"
    assert "preparation failed" in refusal(start.prepare, url, {})
    runs.code = 0
    start.prepare(url, {})
    assert runs.steps == [["migrate", "static"], ["migrate", "static"]]


def test_the_processes_run_with_local_settings_whatever_is_exported(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "somebody.elses.settings")
    variables = start.child_environment(8001)
    assert variables["DJANGO_SETTINGS_MODULE"] == "portal.settings.local"
    assert variables["SITE_URL"] == "http://127.0.0.1:8001"


@pytest.mark.django_db
def test_demo_content_goes_into_an_empty_database_only(monkeypatch, settings, django_user_model):
    asked: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **_options: asked.append(name))
    settings.DEMO = False
    prepare.load_demo_when_empty()
    assert asked == []
    settings.DEMO = True
    prepare.load_demo_when_empty()
    assert asked == ["load_demo"]
    django_user_model.objects.create(email="warga@example.org", name="Warga")
    prepare.load_demo_when_empty()
    assert asked == ["load_demo"]
