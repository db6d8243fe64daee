"""Comparing word by word: whole words, everything kept, every text possible."""

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.kit.richtext import tidy
from proposals.diff import compare

TEXTS = st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=200)


def test_whole_words_are_told_apart_and_not_letters():
    assert compare("Kontrak 24 angkot pagi", "Kontrak 20 angkot sore").pieces == (
        (0, "Kontrak "), (-1, "24"), (1, "20"), (0, " angkot "), (-1, "pagi"), (1, "sore"),
    )  # fmt: skip


def test_the_same_text_has_not_changed():
    same = compare("Sama saja.", "Sama  saja.".replace("  ", " "))
    assert not same.changed
    assert (same.added, same.removed) == (0, 0)


def test_what_people_wrote_is_escaped():
    assert compare("", "<b>x</b>").html() == "<ins>&lt;b&gt;x&lt;/b&gt;</ins>"


@given(TEXTS, TEXTS)
@settings(max_examples=200)
def test_removed_and_kept_make_the_first_text_added_and_kept_the_second(before, after):
    pieces = compare(before, after).pieces
    assert "".join(text for kind, text in pieces if kind <= 0) == tidy(before)
    assert "".join(text for kind, text in pieces if kind >= 0) == tidy(after)
