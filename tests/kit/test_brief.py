"""What all readers share is remembered for some seconds."""

from collections import OrderedDict
from itertools import count

import pytest

from portal.kit import brief, visitor_pages
from portal.kit.brief import briefly, until_renewed

SECONDS = 10


@pytest.fixture
def made(settings, clock):
    settings.VISITOR_PAGE_SECONDS = SECONDS
    numbers = count(1)
    return lambda key: briefly(("test", key, id(numbers)), lambda: next(numbers))


def test_it_is_made_once_for_some_seconds(made, clock):
    assert [made("frame"), made("frame")] == [1, 1]
    clock.forward(seconds=SECONDS)
    assert made("frame") == 2


def test_each_key_is_remembered_for_itself(made):
    assert [made("id"), made("en"), made("id")] == [1, 2, 1]


def test_what_was_asked_for_least_recently_is_forgotten_first(made, monkeypatch):
    monkeypatch.setattr(brief, "_remembered", OrderedDict())
    monkeypatch.setattr(brief, "MOST", 2)
    assert [made("frame"), made("list"), made("frame")] == [1, 2, 1]
    assert made("search") == 3
    assert [made("frame"), made("list")] == [1, 4]


def test_nothing_is_remembered_when_it_is_switched_off(made, settings):
    settings.VISITOR_PAGE_SECONDS = 0
    assert [made("frame"), made("frame")] == [1, 2]


def test_what_follows_from_public_acts_is_made_anew_after_one(settings, clock, monkeypatch):
    settings.VISITOR_PAGE_SECONDS = SECONDS
    acts = [1]
    monkeypatch.setattr(visitor_pages, "_signs", [lambda: acts[-1]])
    numbers = count(1)
    read = lambda: until_renewed(("renewed", id(numbers)), lambda: next(numbers))  # noqa: E731
    assert [read(), read()] == [1, 1]
    acts.append(2)
    assert [read(), read()] == [2, 2]
    clock.forward(seconds=SECONDS)
    assert read() == 3
