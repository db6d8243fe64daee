"""The virtual environment in .venv: made and filled from a lock file, repaired, else left alone.

    tools/python -m tools.environment requirements-dev.txt

Runs before anything is installed, so it uses the standard library only.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = Path(os.environ.get("VENV", ROOT / ".venv")).absolute()
PYTHON = VENV / "bin" / "python"


class Stop(Exception):  # noqa: N818 - an answer to the person, not an error
    """Ends the program with one plain line: what is wrong and what to do."""


def ensure(lock: Path) -> Path:
    """Make sure that .venv holds exactly what `lock` names; return its Python. Raises Stop."""
    stamp = VENV / f"installed-{lock.stem}"
    wanted = _fingerprint(lock)
    if stamp.exists() and stamp.read_text() == wanted:
        return PYTHON
    half_done = VENV / "installing"
    if half_done.exists() or not _works():
        if VENV.exists():
            if not (VENV / "pyvenv.cfg").exists() and any(VENV.iterdir()):
                raise Stop(f"{VENV} exists and is no virtual environment. Move it away and try again.")
            _say("Clearing a virtual environment that is not complete")
            shutil.rmtree(VENV)
        _say(f"Creating a virtual environment in {_short(VENV)} (Python {sys.version.split()[0]})")
        _create()
    half_done.touch()
    _install(lock)
    stamp.write_text(_fingerprint(lock))
    half_done.unlink()
    return PYTHON


def _create() -> None:
    try:
        venv.EnvBuilder(with_pip=True).create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Stop(
            f"The virtual environment {VENV} could not be made ({error}). "
            "On Debian and Ubuntu: sudo apt install python3-venv"
        ) from None


def _install(lock: Path) -> None:
    number = len(re.findall(r"^[A-Za-z0-9]", lock.read_text(), re.MULTILINE))
    _say(f"Installing {number} locked libraries from {lock.name} (the first time this takes a minute or two)")
    _run(
        [
            str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input",
            "--prefer-binary", "--require-hashes", "--requirement", str(lock),
        ],
        "The libraries could not be installed; pip says why above. Check the network and try again.",
    )  # fmt: skip


def _fingerprint(lock: Path) -> str:
    """Return what an environment was made from: the lock's content and the Python that runs in it."""
    content = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{content} {_version()}\n"


def _version() -> str:
    """Return the version of the environment's Python, read anew: the system may have replaced it."""
    try:
        done = subprocess.run(
            [PYTHON, "-c", "import sys; print(sys.version)"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return "none"
    return " ".join(done.stdout.split())


def _works() -> bool:
    if not (VENV / "pyvenv.cfg").exists():
        return False
    try:
        return (
            subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, check=False).returncode
            == 0
        )
    except OSError:
        return False


def _run(command: list[str], failure: str) -> None:
    # A PYTHONPATH or PIP_USER of somebody's other project must not reach into this environment.
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "PYTHONHOME"}}
    environment["PIP_USER"] = "0"
    if subprocess.run(command, env=environment, check=False).returncode != 0:
        raise Stop(failure)


def _say(words: str) -> None:
    print(f"· {words}", flush=True)


def _short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)


def main(arguments: list[str]) -> int:
    """Install each lock file named on the command line; return the exit code."""
    try:
        for name in arguments:
            ensure(ROOT / name)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next run goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
