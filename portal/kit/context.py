"""What every page knows about the site itself; an app further along keeps it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

Facts = dict[str, Any]

_readers: list[Callable[[HttpRequest], Facts]] = []


def register(reader: Callable[[HttpRequest], Facts]) -> None:
    """Let `reader` say the site's `name`, its `city` and whether its content is invented (`demo`)."""
    _readers.append(reader)


def site(request: HttpRequest) -> dict[str, Any]:
    """Return `portal`: name, city, public address, and whether the content is invented."""

    def read() -> Facts:
        facts: Facts = {"name": "Dewan Kota Cerdas", "city": "", "url": settings.SITE_URL, "demo": False}
        for reader in _readers:
            facts |= reader(request)
        return facts

    # Not called "site": allauth gives its own pages a `site` of its own.
    return {"portal": SimpleLazyObject(read)}
