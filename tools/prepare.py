"""What `make start` asks of Django before it serves, in one process: tables, demo content, static files."""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection


def main(steps: list[str]) -> int:
    """Do the steps named on the command line (migrate, static); return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.local")
    django.setup()
    if "migrate" in steps:
        migrate()
        load_demo_when_empty()
    if "static" in steps:
        _say("Collecting static files")
        call_command("collectstatic", interactive=False, verbosity=0)
    return 0


def migrate() -> None:
    """Bring the tables up to the code, the cache's table included."""
    _say(f"Bringing the database up to date ({connection.vendor})")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def load_demo_when_empty() -> None:
    """Load the demo content when nobody has an account yet (all of it or, when interrupted, nothing)."""
    from django.contrib.auth import get_user_model  # the models are there only after django.setup()

    if not settings.DEMO:
        _say("No demo content: DEMO is off")
        return
    if get_user_model().objects.exists():
        return
    _say("Loading the demo content (about a minute)")
    call_command("load_demo")


def _say(words: str) -> None:
    print(f"· {words}", flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
