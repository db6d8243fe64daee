"""Every page, public and personal, in Chromium: narrow and light, wide and dark, Indonesian and English.

All pages are opened once, in the city of tests/city; each test then says one rule that all of them keep.
"""

import os
from collections.abc import Iterator

import pytest

from .pages_list import VISITOR, Guide, no_repeats
from .pages_look import Findings, Reader, contexts
from .pages_site import city_at_work, session_cookie

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """Give the address of the city's portal; the database is a copy, for this module alone.

    Named as pytest-django's own fixture, so that this module runs before those that empty the database.
    """
    with django_db_blocker.unblock(), city_at_work(tmp_path_factory.mktemp("pages")) as site:
        yield site


@pytest.fixture(scope="module")
def findings(db, chromium) -> Findings:
    """Walk through all pages and return what is wrong with them."""
    found = Findings()
    guide = Guide()
    only = os.environ.get("PAGES", "")
    stops = [stop for stop in no_repeats(guide.walk()) if only in str(stop)]
    for role in dict.fromkeys(stop.role for stop in stops):
        context = contexts(chromium, [] if role == VISITOR else session_cookie(role, db))
        reader = Reader(context, db, found)
        for stop in stops:
            if stop.role == role:
                reader.look(stop) if stop.language == "id" else reader.read(stop)
        context.close()
    return found


def rule(name: str):
    """Return the test that no page breaks this rule."""

    def test(findings: Findings) -> None:
        faults = findings.by_rule.get(name, [])
        assert not faults, f"{len(faults)} faults on {findings.visited} pages:\n" + "\n".join(faults)

    return test


test_every_page_answers_as_expected = rule("status")
test_no_page_breaks_a_rule_of_access = rule("axe")
test_no_page_calls_another_host = rule("hosts")
test_no_page_reports_an_error_to_the_console = rule("console")
test_no_page_scrolls_sideways_on_the_narrowest_phone = rule("sideways")
test_every_page_names_its_language = rule("lang")
test_every_page_has_one_main_heading = rule("h1")
test_no_english_is_left_in_indonesian = rule("words id")
test_no_indonesian_is_left_in_the_english_frame = rule("words en")
test_the_first_load_of_a_page_is_light = rule("bytes")
test_the_first_load_of_a_page_takes_few_requests = rule("requests")


def test_many_pages_were_looked_at(findings):
    # The walk must not pass because it found no pages.
    assert findings.visited > 150
