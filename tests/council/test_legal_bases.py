"""Legal bases: picked in the order of the paper, frozen with the draft, refused once revoked."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from council import paper
from council.actions import drafts
from council.models import DecisionDraft, LegalBasis, Rank
from portal.kit import clock
from portal.kit.verdict import Refused
from tests.council.forms import send, text_of
from tests.factories import decisions as make
from tests.signing import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def basis(rank, year, name, **fields):
    return LegalBasis.objects.create(
        rank=rank, number="1", year=year, short_title=name, full_title=f"{name} selengkapnya", **fields
    )


@pytest.fixture
def register(house):
    return {
        "mayor": basis(Rank.MAYOR, 2016, "Perwal"),
        "law": basis(Rank.LAW, 2014, "UU Pemda"),
        "older": basis(Rank.LAW, 2009, "UU Layanan"),
    }


def rest_on(house, draft, *bases):
    return drafts.edit_draft(
        draft=draft,
        revision=draft.revision,
        title=draft.title,
        parts={},
        follow_ups=[],
        legal_bases=bases,
        actor=house.editor,
    )


def sheet(draft):
    return paper.render(draft, number="…", on=None).plain


def test_the_paper_names_the_higher_rank_first_and_then_the_older(house, register):
    draft = make.draft(house)
    draft = rest_on(house, draft, register["mayor"], register["law"], register["older"])
    plain = sheet(draft)
    places = [plain.index(f"{name} selengkapnya") for name in ("UU Layanan", "UU Pemda", "Perwal")]
    assert places == sorted(places)


def test_a_new_draft_begins_with_the_usual_ones_that_are_in_force(house, register):
    assert "Peraturan Wali Kota" in make.draft(house).legal_basis
    LegalBasis.objects.update(is_usual=True)
    LegalBasis.objects.filter(pk=register["older"].pk).update(revoked_on=clock.today())
    draft = make.draft(house)
    assert [str(row) for row in draft.legal_bases.all()] == ["UU Pemda selengkapnya", "Perwal selengkapnya"]
    assert draft.legal_basis == ""


def test_mending_the_register_changes_no_draft_and_no_decision(house, register):
    draft = rest_on(house, make.draft(house), register["law"])
    decision = make.enacted(house, draft)
    LegalBasis.objects.filter(pk=register["law"].pk).update(full_title="Lain")
    assert "UU Pemda selengkapnya" in sheet(DecisionDraft.objects.get(pk=draft.pk))
    assert "UU Pemda selengkapnya" in decision.body_html
    LegalBasis.objects.all().delete()
    assert "UU Pemda selengkapnya" in sheet(DecisionDraft.objects.get(pk=draft.pk))


def test_an_edit_that_says_nothing_of_them_leaves_them(house, register):
    draft = rest_on(house, make.draft(house), register["law"])
    draft = make.with_follow_ups(house, draft)
    assert draft.legal_bases.count() == 1


def test_a_revoked_one_is_not_picked_and_stops_the_initial(house, register):
    draft = rest_on(house, make.draft(house), register["law"])
    register["law"].revoked_on = clock.today()
    register["law"].save()
    with pytest.raises(Refused) as refused:
        drafts.initial_draft(draft=draft, actor=house.head)
    assert refused.value.verdict.rule == "decision_draft.initial.revoked"
    assert "UU Pemda" in refused.value.verdict.message
    with pytest.raises(ValidationError) as wrong:
        rest_on(house, draft, register["law"], register["mayor"])
    assert "UU Pemda" in str(wrong.value.message_dict["legal_bases"])
    draft = rest_on(house, DecisionDraft.objects.get(pk=draft.pk), register["mayor"])
    drafts.initial_draft(draft=draft, actor=house.head)


def test_one_that_will_be_revoked_is_still_in_force(house, register):
    register["law"].revoked_on = clock.today() + timedelta(days=1)
    register["law"].save()
    assert register["law"].is_in_force
    drafts.initial_draft(draft=rest_on(house, make.draft(house), register["law"]), actor=house.head)


def test_they_are_ticked_in_the_form_and_the_refusal_stands_before_the_button(house, register, client):
    draft = make.draft(house)
    address = reverse("council:edit_draft", args=[draft.pk])
    sign_in(client, house.editor)
    page = text_of(client.get(address))
    assert page.index("UU Layanan") < page.index("UU Pemda") < page.index("Perwal")
    answer = send(client, address, title="Judul", legal_bases=[register["law"].pk, register["mayor"].pk])
    assert answer.status_code == 303
    assert draft.legal_bases.count() == 2
    register["law"].revoked_on = clock.today()
    register["law"].save()
    assert "UU Pemda (dicabut)" in text_of(client.get(address))
    sign_in(client, house.head)
    assert "UU Pemda tidak berlaku lagi" in text_of(client.get(reverse("council:draft", args=[draft.pk])))


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"signed_on": date(2013, 1, 1)}, "signed_on"),
        ({"signed_on": date(2014, 5, 1), "revoked_on": date(2014, 4, 1)}, "revoked_on"),
    ],
)
def test_dates_that_cannot_be_are_refused_in_words(fields, named):
    made = LegalBasis(rank=2, number="1", year=2014, short_title="UU", full_title="UU", **fields)
    with pytest.raises(ValidationError) as wrong:
        made.full_clean()
    assert set(wrong.value.message_dict) == {named}


def test_the_database_knows_the_ranks(house):
    with pytest.raises(IntegrityError), transaction.atomic():
        basis(99, 2020, "Lain")
