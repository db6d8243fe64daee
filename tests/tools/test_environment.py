"""The virtual environment is made once, and anew when the lock or the Python changed or it is half done."""

import sys

import pytest

from tools import environment


@pytest.fixture
def commands(tmp_path, monkeypatch):
    """The commands that would have been run; making the environment leaves a Python that works."""
    asked: list[str] = []

    def create():
        asked.append("venv")
        (environment.VENV / "bin").mkdir(parents=True)
        (environment.VENV / "pyvenv.cfg").touch()
        environment.PYTHON.symlink_to(sys.executable)

    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(environment, "_create", create)
    monkeypatch.setattr(environment, "_run", lambda _command, _failure: asked.append("pip"))
    monkeypatch.setattr(environment, "_works", (environment.VENV / "pyvenv.cfg").exists)
    return asked


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("django==5.2\n")
    return path


def test_a_second_run_installs_nothing(commands, lock):
    environment.ensure(lock)
    environment.ensure(lock)
    assert commands == ["venv", "pip"]


def test_a_changed_lock_is_installed(commands, lock):
    environment.ensure(lock)
    lock.write_text("django==5.2.1\n")
    environment.ensure(lock)
    assert commands == ["venv", "pip", "pip"]


def test_two_locks_share_one_environment(commands, lock, tmp_path):
    environment.ensure(lock)
    other = tmp_path / "requirements-dev.txt"
    other.write_text("pytest==9\n")
    environment.ensure(other)
    environment.ensure(lock)
    assert commands == ["venv", "pip", "pip"]


def test_an_interrupted_installation_is_begun_anew(commands, lock, monkeypatch):
    def interrupted(_lock):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure(lock)
    environment.ensure(lock)
    assert commands == ["venv", "venv", "pip"]


def test_a_folder_that_is_no_environment_is_left_alone(commands, lock):
    environment.VENV.mkdir()
    (environment.VENV / "letters.txt").write_text("dear")
    with pytest.raises(environment.Stop, match="is no virtual environment"):
        environment.ensure(lock)
    assert (environment.VENV / "letters.txt").exists()
    assert commands == []
