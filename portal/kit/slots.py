"""Named places in a template that an app further along fills: imports go one way, templates bind late."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

# Draws what one app has to say about the thing that the page shows.
Filler = Callable[[HttpRequest, Any], SafeString]

_fillers: dict[str, list[Filler]] = {}


def register(slot: str, filler: Filler) -> None:
    """Let `filler(request, thing)` draw into every `{% slot %}` of this name; called in AppConfig.ready()."""
    _fillers.setdefault(slot, []).append(filler)


def render(slot: str, request: HttpRequest, thing: object) -> SafeString:
    """Return what all fillers of `slot` draw about `thing`, in the order of their registration."""
    return format_html_join("", "{}", ((filler(request, thing),) for filler in _fillers.get(slot, [])))
