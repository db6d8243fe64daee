"""What a browser prints says what the PDF says: the text word for word, and each fact behind it."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse

from council.actions import sessions
from council.models import PaperKind
from portal.kit.wording import tanggal
from tests.factories import council as sitting
from tests.factories import decisions as make
from tests.pdf import Pdf

pytestmark = pytest.mark.django_db


def squashed(text):
    """Return `text` without spaces: lines break elsewhere on paper than on the page."""
    return "".join(text.replace("\u200b", "").split())


def printed(client, address):
    """Return the page as it is printed, with the signs that a browser puts before the lines of a list."""
    page = BeautifulSoup(client.get(address).content, "html.parser").main
    for hidden in page.select(".no-print, .private-panel, [hidden]"):
        hidden.decompose()
    for line in page.select("ol > li"):
        line.insert(0, f"{len(line.find_previous_siblings('li')) + 1}.")
    for line in page.select("ul > li"):
        line.insert(0, "–")
    return page


def sheet_of(page):
    """Return the words of the paper itself; its letterhead is drawn anew on paper."""
    sheet = page.select_one("article.sheet")
    sheet.select_one(".sheet__head").extract()
    return squashed(sheet.get_text())


def without_margins(paper, number, address):
    """Return the words of a PDF without what stands above and below the text of each page."""
    place = f"{settings.SITE_URL}{address}".partition("://")[2].rstrip("/")
    found = []
    for count, words in enumerate(paper.pages, start=1):
        foot = squashed(f"{place}Halaman {count} dari {len(paper.pages)}")
        _head, _number, body = squashed(words).partition(squashed(number))
        assert body.endswith(foot), body
        found.append(body.removesuffix(foot))
    return "".join(found)


@pytest.mark.parametrize("kind", ["REK", "KEP"])
@pytest.mark.parametrize("method", ["majority", "with_notes"])
def test_a_decision_is_printed_as_its_pdf_says(clock, client, kind, method):
    house = make.council()
    follow_ups = 2 if kind == "REK" else 0
    decision = make.announced(house, kind=kind, method=method, follow_up_count=follow_ups)
    page = printed(client, decision.get_absolute_url())
    paper = Pdf(bytes(decision.papers.get(kind=PaperKind.COPY).content))
    assert paper.faults(decision.number) == []
    assert sheet_of(page) in without_margins(paper, decision.number, decision.get_absolute_url())
    # Behind the text the PDF has the portal's sheet; its facts stand around the text on the page.
    outcome = decision.outcomes.get()
    facts = [
        decision.text_hash,
        outcome.get_outcome_display(),
        *(line.name for line in outcome.roll_call.all()),
        *(line.organisation_name for line in outcome.roll_call.all()),
        *(line.words for line in outcome.roll_call.all()),
        *(line.what for line in decision.follow_ups.all()),
        *(line.agency.name for line in decision.follow_ups.all()),
        *(tanggal(line.due_on) for line in decision.follow_ups.all()),
    ]
    assert len(facts) == 2 + 3 * (5 if method == "majority" else 0) + 3 * follow_ups
    said = squashed(page.get_text())
    for fact in facts:
        assert squashed(str(fact)) in squashed(paper.text)
        assert squashed(str(fact)) in said


@pytest.mark.parametrize("kind", ["undangan", "daftar-hadir", "berita-acara", "risalah"])
def test_a_paper_of_a_session_is_printed_as_its_pdf_says(clock, client_for, kind):
    house = sitting.council()
    session = sitting.opened(house, absent=(5,))
    motion = sitting.put(house, sitting.item(house, session))
    sitting.counted(
        house, sitting.open_ballot(house, motion), seat_1="in_favour", seat_2="against", seat_3="in_favour"
    )
    session = sessions.end_session(session=session, actor=house.operator)
    sessions.write_minutes(session=session, text="1. Dibuka.\n2. *Dibahas*.", actor=house.clerk)
    client = client_for(house.clerk)
    address = reverse("council:session_paper", args=[session.pk, kind])
    paper = Pdf(client.get(reverse("council:session_paper_pdf", args=[session.pk, kind])).content)
    assert paper.faults(session.invitation_number) == []
    sheet = sheet_of(printed(client, address))
    assert len(sheet) > 200
    assert sheet in without_margins(paper, session.invitation_number, address)
