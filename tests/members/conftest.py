"""Fixtures of the members' tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def indonesian() -> Iterator[None]:
    """Begin each test in the default language: a request under /en/ leaves its own behind."""
    with translation.override("id"):
        yield
