"""The search: safe for any input, the same words find the same things, nothing private is found."""

import pytest

from home.hints import hint_for
from home.search import excerpt, marked, words_of
from tests.factories import decisions as decide
from tests.factories import home as make
from tests.factories.proposals import cast, draft, in_discussion

pytestmark = pytest.mark.django_db

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
    assert proposal.get_absolute_url() not in results(client, "penerangan nuklir")


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


def test_words_leave_out_signs_and_stop_at_eight():
    assert words_of("“lampu”, jalan! 003/REK/DKC/2026 a") == ["lampu", "jalan", "003/REK/DKC/2026"]
    assert len(words_of(" ".join(["kata"] * 50))) == 8


def test_found_words_are_marked_and_everything_else_is_escaped():
    assert marked("<b>Sampah</b> & sampah", ["sampah"]) == (
        "&lt;b&gt;<mark>Sampah</mark>&lt;/b&gt; &amp; <mark>sampah</mark>"
    )


def test_an_excerpt_stands_around_the_first_word_that_was_found():
    text = "kata " * 100 + "biogas " + "kata " * 100
    assert "<mark>biogas</mark>" in excerpt(text, ["biogas"])
    assert len(excerpt(text, ["biogas"])) < 250


def test_a_hint_is_not_what_was_asked_for_already():
    assert hint_for(["lampu"]).better == "penerangan jalan"
    assert hint_for(["penerangan", "jalan", "lampu"]) is None


def results(client, query: str) -> str:
    """Return the answer to a search."""
    answer = client.get("/cari/", {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()
