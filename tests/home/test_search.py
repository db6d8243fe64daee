"""The search: safe for any input, the same words find the same things, nothing private is found."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council.models import Session
from home.hints import hint_for
from home.search import Asked, excerpt, marked
from home.search import results as found
from portal.kit import searching
from portal.kit.models import SearchEntry
from portal.kit.stems import parse
from proposals import actions
from tests.factories import decisions as decide
from tests.factories import home as make
from tests.factories.proposals import TEXT, cast, draft, in_discussion

pytestmark = pytest.mark.django_db

# Enough for a database to prefer its indexes.
MANY = 20_000
DAY = date(2026, 3, 2)
NASTY = [
    "' OR 1=1 --",
    '"sampah" AND (NOT "x")',
    "sampah* -tidak +ya ^~",
    "%_%",
    "\\",
    "<script>alert(1)</script>",
    "a" * 5000,
    "𝓈𝒶𝓂𝓅𝒶𝒽 ٣ 1e309",
    "99999999999999999999999",
    "   ",
    "\t\n",
    "{{ 7|add:7 }} %(name)s",
]


@pytest.mark.parametrize("query", NASTY)
def test_any_input_gets_an_answer(client, query):
    in_discussion()
    answer = client.get("/cari/", {"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("query", ["%00", "sampah%00", "%ff%fe", "%ed%a0%80"])
def test_bytes_that_are_no_text_are_refused_without_a_failure(client, query):
    assert client.get(f"/cari/?q={query}").status_code in (200, 400)


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999999999999999999", "1e3"])
def test_any_page_number_gets_an_answer(client, page):
    assert client.get("/cari/", {"q": "kota", "page": page}).status_code == 200


def test_an_unknown_kind_counts_as_every_kind(client):
    assert client.get("/cari/", {"q": "kota", "jenis": "x' OR"}).status_code == 200


def test_every_word_must_be_found(client):
    proposal = in_discussion(title="Penerangan jalan tenaga surya")
    assert proposal.get_absolute_url() in results(client, "tenaga penerangan")
    assert client.get("/cari/", {"q": "penerangan nuklir"}).context["total"] == 0


def test_a_proposal_is_found_by_its_number_and_its_organisation(client):
    people = cast()
    proposal = in_discussion(people)
    assert proposal.get_absolute_url() in results(client, f"usulan {proposal.pk}")
    assert proposal.get_absolute_url() in results(client, people.organisation.name)


def test_a_draft_is_found_by_its_author_only(client_for):
    people = cast()
    proposal = draft(people, title="Rahasia sampai dikirim")
    assert proposal.get_absolute_url() not in results(client_for(None), "rahasia")
    assert proposal.get_absolute_url() not in results(client_for(people.coordinator), "rahasia")


def test_an_announced_decision_is_found_and_no_other(client, clock):
    house = decide.council()
    hidden = decide.enacted(house)
    assert hidden.get_absolute_url() not in results(client, hidden.number)
    shown = decide.announced(house)
    assert shown.get_absolute_url() in results(client, shown.number)


def test_pages_are_found_in_the_readers_language_and_untranslated_ones_too(client):
    make.standard("lokakarya")
    assert 'href="/lokakarya/"' in results(client, "lokakarya")
    english = client.get("/en/cari/", {"q": "lokakarya"}).content.decode()
    assert 'href="/en/lokakarya/"' in english
    assert 'href="/privasi/"' not in client.get("/en/cari/", {"q": "privasi"}).content.decode()


def test_a_page_for_members_only_is_not_found(client):
    page = make.standard("anggota", title="Lembar anggota")
    page.view_restrictions.create(restriction_type="login")
    assert "/anggota/" not in results(client, "lembar")


def test_without_a_result_the_page_offers_a_better_word_and_another_door(client):
    body = results(client, "lampu jalan mati")
    assert "Tidak ada yang cocok dengan “lampu jalan mati”" in body
    assert "“penerangan jalan”" in body
    assert "SP4N-LAPOR!" in body


def test_a_title_that_holds_the_words_comes_before_a_text_that_does(client):
    people = cast()
    in_text = in_discussion(people, title="Judul yang lain sama sekali", summary="Tentang biogas pasar.")
    in_title = in_discussion(people, title="Biogas dari sisa sayur", summary="Tanpa kata itu.")
    body = results(client, "biogas")
    assert body.index(in_title.get_absolute_url()) < body.index(in_text.get_absolute_url())


def test_words_of_one_root_find_each_other(client):
    proposal = in_discussion(title="Membangun halte di dekat sekolah")
    body = results(client, "pembangunan halte")
    assert proposal.get_absolute_url() in body
    assert "<mark>Membangun</mark> <mark>halte</mark>" in body


def test_a_phrase_between_quotation_marks_is_found_in_that_order_alone(client):
    in_order = in_discussion(title="Panel tenaga surya di atap")
    apart = in_discussion(title="Surya dan tenaga angin di pantai")
    body = results(client, "“tenaga surya”")
    assert in_order.get_absolute_url() in body
    assert apart.get_absolute_url() not in body
    assert apart.get_absolute_url() in results(client, "tenaga surya")


def test_a_proposal_is_found_by_its_text_and_shows_the_place(client):
    proposal = in_discussion(content="Kata " * 80 + "biogas dari sisa sayur pasar.")
    body = results(client, "biogas")
    assert proposal.get_absolute_url() in body
    assert "<mark>biogas</mark> dari sisa sayur pasar." in body


def test_a_new_version_is_found_by_its_new_words_alone(client):
    people = cast()
    proposal = draft(people, title="Memancing bersama setiap Jumat")
    address = f'href="/usulan/{proposal.pk}/'
    actions.submit_proposal(proposal=proposal, actor=people.author)
    assert address in results(client, "memancing")
    sent_back = actions.send_back(proposal=proposal, actor=people.coordinator, reason="Belum lengkap.")
    text = {**TEXT, "title": "Berjalan kaki ke sekolah", "leading_group": people.group}
    actions.save_draft(proposal=sent_back, actor=people.author, revision=sent_back.draft.revision, text=text)
    # The draft that follows is the author's alone.
    assert address not in results(client, "berjalan kaki")
    actions.submit_proposal(proposal=sent_back, actor=people.author)
    assert address in results(client, "berjalan kaki")
    assert address not in results(client, "memancing")


def test_a_session_is_found_by_its_agenda(client, clock):
    house = decide.council()
    decide.announced(house)
    session = Session.objects.order_by("pk").first()
    item = session.items.first()
    # The factory writes the session as rows, past the action that remembers it.
    searching.rebuild()
    body = results(client, item.title)
    assert session.get_absolute_url() in body


def test_the_number_of_a_proposal_comes_first(client):
    people = cast()
    wanted = in_discussion(people)
    other = in_discussion(people, title=f"Usulan dengan {wanted.pk} butir dan {wanted.pk} alasan")
    body = results(client, f"usulan {wanted.pk}")
    assert body.index(wanted.get_absolute_url()) < body.index(other.get_absolute_url())


def test_group_and_year_of_the_address_narrow_every_kind(client, clock):
    here, there = in_discussion(title="Biogas dari pasar"), in_discussion(title="Biogas dari dapur")
    year = clock.now.year
    address = f"/cari/?q=biogas&pokja={here.leading_group.slug}&tahun={year}"
    body = client.get(address).content.decode()
    assert here.get_absolute_url() in body
    assert there.get_absolute_url() not in body
    # The way to one kind keeps what else was chosen.
    assert f"?q=biogas&amp;pokja={here.leading_group.slug}&amp;tahun={year}&amp;jenis=proposal" in body
    nothing = client.get(f"/cari/?q=biogas&tahun={year + 1}").content.decode()
    assert "Cari di semua pokja dan tahun" in nothing
    assert client.get("/cari/?q=biogas&pokja=tidak-ada&tahun=abc").context["total"] == 2


def test_without_a_result_what_comes_nearest_is_offered(client):
    near = in_discussion(title="Penerangan jalan di gang")
    body = results(client, "penerangan nuklir")
    assert "Mungkin yang Anda cari" in body
    assert near.get_absolute_url() in body


def test_words_that_are_in_every_text_are_not_looked_for(client):
    assert "Belum ada kata yang dapat dicari" in results(client, "dan yang di")


def test_the_number_of_queries_does_not_grow_with_the_results(client):
    people = cast()

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            results(client, "biogas")
        return len(seen)

    in_discussion(people, title="Biogas dari pasar")
    results(client, "biogas")
    few = queries()
    for number in range(9):
        in_discussion(people, title=f"Biogas dari pasar nomor {number}")
    assert queries() == few


@pytest.mark.parametrize("words", ["usulan 231", "biogas"])
def test_the_search_reads_what_it_finds_by_an_index_and_passes_over_the_rest(words):
    SearchEntry.objects.bulk_create(
        SearchEntry(
            kind="proposal", thing=number, title=f" lampu{number} ", words=f" lampu{number} ", day=DAY
        )
        for number in range(MANY)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = found(Asked(parse(words), AnonymousUser())).explain()
    assert "Seq Scan on kit_searchentry" not in plan, plan
    assert not re.search(r"SCAN kit_searchentry$", plan, re.MULTILINE), plan


def test_everything_can_be_remembered_anew(client, clock):
    decide.announced(decide.council())
    make.standard("lokakarya")
    in_discussion(title="Biogas dari pasar")

    def remembered() -> set[tuple]:
        return set(SearchEntry.objects.values_list("kind", "thing", "title", "words", "sector"))

    before = remembered()
    counted = searching.rebuild()
    # The factory writes its session as rows, past the action that remembers it.
    assert {entry for entry in remembered() if entry[0] != "session"} == before
    assert sum(counted.values()) == len(before) + counted["session"]
    assert set(counted) == {"proposal", "decision", "session", "page"}


def test_found_words_are_marked_and_everything_else_is_escaped():
    assert marked("<b>Sampah</b> & sampah", parse("sampah")) == (
        "&lt;b&gt;<mark>Sampah</mark>&lt;/b&gt; &amp; <mark>sampah</mark>"
    )


def test_an_excerpt_stands_around_the_first_word_that_was_found():
    text = "kata " * 100 + "biogas " + "kata " * 100
    assert "<mark>biogas</mark>" in excerpt(text, parse("biogas"))
    assert len(excerpt(text, parse("biogas"))) < 250


def test_a_hint_is_not_what_was_asked_for_already():
    assert hint_for(["lampu"]).better == "penerangan jalan"
    assert hint_for(["penerangan", "jalan", "lampu"]) is None


def results(client, query: str) -> str:
    """Return the answer to a search."""
    answer = client.get("/cari/", {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()
