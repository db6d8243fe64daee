"""Words and links for subjects that only these tests know."""

from collections.abc import Iterator

import pytest

from portal.record import registry


@pytest.fixture
def subjects(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[int, str]]:
    """Register the kind "thing"; return its public titles by number, to be filled by the test."""
    titles: dict[int, str] = {}
    monkeypatch.setattr(registry, "_kinds", dict(registry._kinds))
    monkeypatch.setattr(registry, "_phrases", dict(registry._phrases))
    registry.register(
        "thing",
        label="Thing",
        url=lambda number: f"/things/{number}/",
        titles=lambda numbers: {number: titles[number] for number in numbers if number in titles},
    )
    registry.register_verbs(
        "thing", {"open": "Thing opened", "close": lambda act: f"Closed {act.note['how']}"}
    )
    yield titles
