"""Whole texts for the actions that take one."""

from typing import Any

from proposals.models import TEXT_FIELDS
from tests.factories.proposals import TEXT


def whole(**changes: Any) -> dict[str, Any]:
    """Return every field of a text, with `changes`."""
    empty = {"authority": "", "funding_source": "", "tags": []}
    return {**dict.fromkeys(TEXT_FIELDS), **empty, **TEXT, "areas": [], **changes}
