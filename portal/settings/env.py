"""The process environment, read in one place; every variable is documented in docs/settings.md."""

from pathlib import Path

from environs import Env

BASE_DIR = Path(__file__).resolve().parents[2]

env = Env()

# Whatever the running site writes (database, uploads, collected files) lives here, outside the code.
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))
