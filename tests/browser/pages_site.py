"""The site that the page tests walk through: the city of tests/city, its own database and server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, override_settings
from django.test.testcases import LiveServerThread

from portal.kit.templatetags import kit
from portal.settings.files import StaticStorage
from tests import city

HOST = "localhost"


@contextmanager
def own_database(folder: Path) -> Iterator[None]:
    """Let every connection of this process, also the server's, use a copy of the test database.

    What the walk leaves behind is gone with the copy, and no other test ever sees it.
    """
    assert connection.vendor == "sqlite", "the browser suite runs on SQLite: see `make test-browser`"
    settings = connections.settings["default"]
    original = settings["NAME"]
    copy = folder / "city.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    connection.close()
    settings["NAME"] = str(copy)
    try:
        yield
    finally:
        connection.close()
        settings["NAME"] = original


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the site as production does, with hashed and compressed static files; give its address."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": f"{StaticStorage.__module__}.{StaticStorage.__name__}"},
    }
    with override_settings(STATIC_ROOT=folder / "static", STORAGES=storages, DEMO=True):
        # The admin's own files are no part of these pages, and there are a thousand of them.
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["wagtail*", "taggit*"])
        # Drawn icons are remembered with the address of the sprite, which has another name here.
        kit._drawing.cache_clear()
        server = LiveServerThread(HOST, static_handler=lambda application: application)
        server.daemon = True
        server.start()
        server.is_ready.wait()
        if server.error:
            raise server.error
        try:
            yield f"http://{HOST}:{server.port}"
        finally:
            server.terminate()
            kit._drawing.cache_clear()


@contextmanager
def city_at_work(folder: Path) -> Iterator[str]:
    """Give the address of the city's portal, which stands in the middle of a session of its council."""
    # The clock stands still: what may be done within minutes may be done however long the walk takes.
    with own_database(folder), served(folder) as address, time_machine.travel(city.build(), tick=False):
        yield address


def session_cookie(role: str, site: str) -> list[dict[str, Any]]:
    """Return the cookies of a person of the city who has just signed in by the form."""
    client = Client(HTTP_HOST=site.removeprefix("http://"))
    person = city.person(role)
    answer = client.post("/akun/login/", {"login": person.email, "password": city.PASSWORD})
    assert answer.status_code == 302, f"{role} cannot sign in"
    assert Session.objects.filter(session_key=client.cookies["sessionid"].value).exists()
    return [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}]
