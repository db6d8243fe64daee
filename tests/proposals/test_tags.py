"""Tags in one spelling, kept with each version, shown, and a way to the list; places that fit together."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from proposals import actions, tags
from proposals.models import Area, Proposal, ProposalTag, Tag
from tests.factories.proposals import TEXT, cast, draft, in_discussion, submitted
from tests.proposals.texts import whole


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("Banjir, Transportasi", ["banjir", "transportasi"]),
        ("  banjir ,, Banjir; BANJIR", ["banjir"]),
        ("#banjir, “air bersih”, e-government.", ["banjir", "air bersih", "e-government"]),
        ("jalan    rusak", ["jalan rusak"]),
        ("", []),
        (" , ;", []),
        ("RW 05\nanak muda", ["rw 05", "anak muda"]),
        ("é-budaya", ["é-budaya"]),
        ("a" * 40, ["a" * 40]),
    ],
)
def test_tags_are_brought_into_one_spelling(typed, clean):
    assert tags.clean(tags.split(typed)) == clean


@pytest.mark.parametrize(
    "typed",
    ["a", "a" * 41, "<b>banjir</b>", "a/b", "banjir--rob", "-banjir", "水害", "🌊 banjir", "a_b",
     ", ".join(f"tag {n}" for n in range(9))],
)  # fmt: skip
def test_what_is_no_tag_and_more_than_eight_are_refused_in_words(typed):
    with pytest.raises(ValidationError) as refused:
        tags.clean(tags.split(typed))
    assert len(refused.value.message_dict["tags"][0]) > 20


def test_eight_are_enough():
    assert len(tags.clean(f"tag {n}" for n in range(8))) == 8


pytestmark = pytest.mark.django_db


def test_a_draft_keeps_its_tags_to_itself_and_a_submission_makes_them_public(clock):
    people = cast()
    proposal = draft(people, tags=["Banjir", "air bersih"])
    assert proposal.draft.tags == ["banjir", "air bersih"]
    assert not Tag.objects.exists()
    proposal = actions.submit_proposal(proposal=proposal, actor=people.author)
    assert proposal.current_version.tags == ["banjir", "air bersih"]
    assert set(proposal.tags.names()) == {"banjir", "air bersih"}


def test_a_change_of_tags_is_a_change_and_the_version_before_keeps_its_own(clock):
    people = cast()
    proposal = in_discussion(people, tags=["banjir"])
    arguments = {
        "proposal": proposal,
        "actor": people.author,
        "base_version": 1,
        "change_note": "Kata kunci.",
    }
    with pytest.raises(ValidationError):
        actions.edit_proposal(text=whole(tags=["BANJIR "]), **arguments)
    version = actions.edit_proposal(text=whole(tags=["drainase"]), **arguments)
    assert (version.tags, proposal.versions.get(number=1).tags) == (["drainase"], ["banjir"])
    assert list(Proposal.objects.get().tags.names()) == ["drainase"]


def test_two_proposals_share_one_tag(clock):
    submitted(tags=["banjir"])
    submitted(tags=["Banjir"])
    assert (Tag.objects.count(), ProposalTag.objects.count()) == (1, 2)


def test_suggested_are_those_that_public_proposals_use_most(clock, client_for):
    people = cast()
    submitted(people, tags=["banjir", "drainase"])
    submitted(people, tags=["banjir"])
    draft(people, tags=["rahasia"])
    assert tags.used_most() == ["banjir", "drainase"]
    page = client_for(people.author).get(reverse("proposals:new")).content.decode()
    assert "banjir" in page
    assert "rahasia" not in page


def test_the_page_leads_to_the_list_of_the_same_tag(clock, client_for):
    one, other = submitted(tags=["air bersih"], title="Sumur resapan di halaman sekolah"), submitted()
    page = client_for().get(one.get_absolute_url()).content.decode()
    address = f"{reverse('proposals:list')}?tag=air-bersih"
    assert address in page
    found = client_for().get(address).content.decode()
    assert one.title in found
    assert other.get_absolute_url() not in found
    assert client_for().get(f"{reverse('proposals:list')}?tag=tidak-ada").status_code == 200


def test_an_old_version_names_the_tags_that_it_had(clock, client_for):
    people = cast()
    proposal = in_discussion(people, tags=["banjir rob"])
    actions.edit_proposal(
        proposal=proposal, actor=people.author, base_version=1, text=whole(), change_note="Tanpa kata kunci."
    )
    page = client_for().get(reverse("proposals:version", args=[proposal.pk, 1])).content.decode()
    assert "banjir rob" in page


def test_the_form_takes_a_line_and_gives_it_back_with_what_is_wrong(clock, client_for):
    people = cast()
    proposal = draft(people)
    address = reverse("proposals:draft", args=[proposal.pk])
    answer = client_for(people.author).post(
        address, {**TEXT, "revision": 1, "do": "save", "tags": "Banjir, <script>"}
    )
    assert "tags" in answer.context["form"].errors
    assert "Banjir, &lt;script&gt;" in answer.content.decode()
    answer = client_for(people.author).post(
        address, {**TEXT, "revision": 1, "do": "save", "tags": "Banjir, Air bersih"}
    )
    assert answer.status_code == 303
    assert 'value="banjir, air bersih"' in client_for(people.author).get(address).content.decode()


class TestPlaces:
    """A kelurahan lies in its kecamatan."""

    @pytest.fixture
    def send(self, clock, client_for):
        people = cast()
        address = reverse("proposals:draft", args=[draft(people).pk])
        return lambda **data: client_for(people.author).post(
            address, {**TEXT, "revision": 1, "do": "save", **data}
        )

    def test_of_another_kecamatan_is_refused_with_both_names(self, send):
        village = Area.objects.filter(level="kelurahan").first()
        other = Area.objects.filter(level="kecamatan").exclude(pk=village.parent_id).first()
        answer = send(village=village.pk, district=other.pk)
        words = answer.context["form"].errors["village"][0]
        assert village.parent.name in words
        assert other.name in words

    def test_alone_brings_its_kecamatan_with_it(self, send):
        village = Area.objects.filter(level="kelurahan").first()
        assert send(village=village.pk).status_code == 303
        assert set(Proposal.objects.get().draft.areas.all()) == {village, village.parent}
