"""A whole session at the table: each seat at a tablet of its own, pages that follow without being reloaded.

No quorum at first, one member with a conflict of interest, one who speaks aloud, one who changes the vote, an
objection that ends as a note, a tie and its second ballot. Then what the session leads to: its papers, the
recommendation and its PDF, the city's answer, a follow-up until it is done, an erratum, and the trail.
"""

from datetime import timedelta

import pytest

from council.models import Session, Vote

from .person import FIRST_DAY
from .session_after import Afterwards
from .session_decision import OBJECTION, Recommendation, minutes, official_report, signed_minutes
from .session_table import Table

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def without_a_quorum(table: Table) -> None:
    """Opened, but too few are there: the page says who is missing, and nothing can be put."""
    table.record("secretary", "conflicted", "silent")
    table.everybody_opens_the_page()
    table.chair.sees(f"{table.house.chair.name} dapat membuka sidang")
    table.press("chair", "/buka/").sees("Kurang 1 anggota lagi untuk kuorum")
    table.follows("objector", "Kurang 1 anggota lagi untuk kuorum")
    assert not table.chair.page.locator('main a[href*="/musyawarah/"]').count()


def an_objection_that_ends_as_a_note(table: Table) -> None:
    """The rest arrives, and the chair's page offers the next step by itself."""
    table.record()
    table.press("chair", "/musyawarah/").sees("Dimusyawarahkan")
    table.follows("conflicted", "Anda tidak ikut memutuskan")
    table.follows("objector", "dapat menyatakan mufakat")
    table.press("objector", "/keberatan/", reason=OBJECTION)
    table.follows("chair", OBJECTION)
    table.press("objector", "/catatan/")
    table.follows("chair", "dapat menyatakan mufakat dengan catatan")
    table.press("chair", "/mufakat-dengan-catatan/")
    assert table.state(table.noted) == "adopted_with_notes"


def a_ballot_that_is_tied(table: Table) -> None:
    """One changes the vote and one speaks aloud; nothing of it is said before the close."""
    table.press("chair", "/musyawarah/")
    table.press("chair", "/pemungutan-suara/", reason="Dua pendapat sudah lengkap.")
    table.vote("chair", "in_favour")
    table.vote("vice_chair", "against")
    table.press("vice_chair", "/suara/", choice="in_favour").sees("Suara Anda: Setuju")
    table.vote("secretary", "against")
    table.vote("conflicted", "abstain")
    table.operator.open(table.session.get_absolute_url()).follow("/suara-lisan/")
    silent = table.ballot.seats.get(seat=table.seat("silent"))
    table.operator.send(seat=silent.pk, choice="against").sees_not("Tidak setuju (lisan)")
    assert Vote.objects.count() == 5
    table.follows("chair", "Belum memberi suara")
    table.press("chair", "/tutup-pemungutan-suara/")
    assert table.state(table.voted) == "tied"
    table.follows("objector", "Tidak setuju (lisan)")


def a_second_ballot(table: Table) -> None:
    """Tied: it is repeated once, and the majority of those who are there decides."""
    table.press("chair", "/pemungutan-suara-ulang/")
    for name in ("objector", "chair", "vice_chair"):
        table.vote(name, "in_favour")
    for name in ("secretary", "conflicted"):
        table.vote(name, "against")
    table.press("chair", "/tutup-pemungutan-suara/")
    assert table.state(table.voted) == "adopted_majority"
    table.press("chair", f"/sidang/{table.session.pk}/tutup/")
    table.follows("objector", "Ditutup")
    assert Session.objects.get(pk=table.session.pk).state == "ended"


def test_a_session_from_no_quorum_to_a_follow_up_that_is_done(chromium, live_server, calendar):
    table = Table(chromium, live_server.url)
    without_a_quorum(table)
    an_objection_that_ends_as_a_note(table)
    a_ballot_that_is_tied(table)
    a_second_ballot(table)
    official_report(table)
    minutes(table)
    # Everything that follows happens within two weeks of the session: nobody has to sign in anew.
    calendar.move_to(FIRST_DAY + timedelta(days=2))
    recommendation = Recommendation(table)
    recommendation.write()
    recommendation.preview()
    recommendation.initial_sign_and_enact()
    recommendation.read_the_pdf()
    afterwards = Afterwards(table, recommendation)
    calendar.move_to(FIRST_DAY + timedelta(days=3))
    afterwards.announce_and_convey()
    calendar.move_to(FIRST_DAY + timedelta(days=7))
    signed_minutes(table)
    afterwards.answer()
    calendar.move_to(FIRST_DAY + timedelta(days=10))
    afterwards.plan_and_finish()
    afterwards.erratum()
    afterwards.trail()
    table.leave()
