"""Anchors: a paragraph keeps its own while it is the same one; a passage is found as it is read."""

import pytest

from proposals import actions
from proposals.anchors import carry_over
from proposals.models import Version
from proposals.passages import locate, replaced
from tests.factories.proposals import cast, comment, in_discussion
from tests.proposals.texts import whole

A, B, C = "Gerbang sekolah macet setiap pagi.", "Angkot di rute yang sama kosong.", "Kontrak 24 angkot."
BEFORE = [(1, A), (2, B), (3, C)]


@pytest.mark.parametrize(
    ("after", "anchors"),
    [
        ([A, B, C], [1, 2, 3]),
        ([C, A, B], [3, 1, 2]),
        ([A, C], [1, 3]),
        ([A, "Paragraf yang baru sama sekali.", B, C], [1, 4, 2, 3]),
        (["Gerbang sekolah selalu macet setiap pagi.", B, "Kontrak 30 angkot."], [1, 2, 3]),
        (["Sesuatu yang lain.", B, C], [4, 2, 3]),
        ([A, A], [1, 4]),
        ([], []),
    ],
)
def test_a_paragraph_keeps_its_anchor_while_most_of_its_words_stay(after, anchors):
    assert carry_over(BEFORE, after) == anchors


def test_an_anchor_that_was_ever_given_is_never_given_to_another_paragraph():
    assert carry_over([(1, A)], [A, "Baru sekali."], taken=[1, 2, 9]) == [1, 10]


@pytest.mark.parametrize(
    ("text", "quote", "replacement", "result"),
    [
        ("Kontrak *24 angkot* pagi.", "24 angkot", "30 bus", "Kontrak *30 bus* pagi."),
        ("Kontrak *24 angkot* pagi.", "24 angkot pagi", "30 bus sore", "Kontrak 30 bus sore."),
        ("Kontrak *24 angkot* pagi.", "24 angkot", "", "Kontrak pagi."),
        ("Satu.\n\n- dua\n- tiga\n\nEmpat.", "dua tiga", "lima", "Satu.\n\n- lima\n\nEmpat."),
        ("Satu dua\ntiga.", "dua tiga", "empat", "Satu empat."),
        ("Satu  dua.", "Satu dua", "Tiga", "Tiga."),
    ],
)
def test_a_passage_is_found_as_it_is_read_and_replaced_as_it_is_stored(text, quote, replacement, result):
    found = locate(text, quote)
    assert found.is_unique
    assert replaced(text, found, replacement) == result


@pytest.mark.parametrize(("quote", "times"), [("angkot", 2), ("bus", 0), ("", 0), ("* _", 0)])
def test_a_passage_that_is_not_there_or_not_once_is_not_unique(quote, times):
    found = locate("Kontrak angkot dan angkot.", quote)
    assert (found.is_unique, found.times) == (False, times)


@pytest.mark.django_db
def test_a_comment_on_a_paragraph_follows_it_and_is_told_as_moved_or_gone_with_its_words(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    moving = comment(proposal, block=2)
    going = comment(proposal, block=1)
    assert moving.quoted == B
    actions.edit_proposal(
        proposal=proposal,
        actor=people.author,
        base_version=1,
        text=whole(background=f"Kalimat pembuka yang baru.\n\nSatu lagi tambahan.\n\n{B}"),
        change_note="Menulis ulang latar belakang.",
    )
    assert Version.objects.get(number=2).anchors[:3] == [7, 8, 2]
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    assert 'href="' + proposal.get_absolute_url() + '#p2"' in page
    assert "dahulu paragraf 2 pada versi 1" in page
    assert "sudah tidak ada dalam naskah" in page
    assert A in page.split(f'id="tanggapan-{going.pk}"')[1]


@pytest.mark.django_db
def test_versions_older_than_the_anchors_are_numbered_through():
    version = Version(html={"background": ["<p>a</p>", "<p>b</p>"], "content": ["<p>c</p>"]})
    assert version.anchors == [1, 2, 3]
