"""The card of an agency: late, on time, without evidence, unanswered; as figure and as table."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.actions import follow_ups as actions
from council.agency_card import cards
from portal.kit import clock as kit_clock
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def only_card(house):
    return next(card for card in cards() if card.agency == house.agency)


def counts(house):
    return {name: count for name, count in only_card(house).counts.items() if count}


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        ("proposed", 0, {"belum-dijawab": 1}),
        ("open", 0, {"berjalan": 1, "tanpa-bukti": 1}),
        ("open", 60, {"berjalan": 1, "tanpa-bukti": 1}),
        ("open", 61, {"terlambat": 1, "tanpa-bukti": 1}),
        ("reported", 61, {"berjalan": 1}),
        ("done", 61, {"selesai": 1}),
        ("infeasible", 61, {"tidak-dapat": 1}),
        ("cancelled", 61, {}),
    ],
)
def test_what_each_state_counts_as(house, clock, state, days, expected):
    make.follow_up(house, state)
    clock.forward(days=days)
    assert counts(house) == expected


def test_what_the_city_left_open_is_no_longer_unanswered(house):
    make.answered(house)
    assert counts(house) == {}


def test_a_report_with_evidence_ends_being_without_it_and_giving_it_back_does_not(house):
    line = make.follow_up(house, "reported")
    assert "tanpa-bukti" not in counts(house)
    actions.reject_report(follow_up=line, reason="Bukti kurang.", actor=house.editor)
    assert counts(house)["tanpa-bukti"] == 1


def test_what_is_not_announced_is_in_no_card(house):
    make.enacted(house, follow_up_count=2)
    assert cards() == []


def test_figure_and_table_say_the_same_and_each_count_leads_to_its_list(house, clock, client_for):
    late, fine = make.follow_up(house), make.follow_up(house)
    type(late).objects.filter(pk=late.pk).update(due_on=kit_clock.today() - timedelta(days=3))
    address = reverse("council:agency", args=[house.agency.pk, house.agency.slug])
    answer = client_for().get(address)
    page = answer.content.decode()
    assert "Terlambat 1, Tepat waktu 1" in page
    assert page.count('<rect class="part-') == 2
    assert f"{address}?keadaan=terlambat" in page
    listed = client_for().get(address, {"keadaan": "terlambat"}).context["page"].object_list
    assert [line.pk for line in listed] == [late.pk]
    everything = client_for().get(address, {"keadaan": "' OR 1=1"}).context["page"].object_list
    assert {line.pk for line in everything} == {late.pk, fine.pk}


def test_the_organisations_page_shows_the_card_and_others_do_not(house, client_for):
    make.follow_up(house)
    address = reverse("members:organisation", args=[house.agency.pk, house.agency.slug])
    assert "agency-card" in client_for().get(address).content.decode()
    other = house.seats[0].organisation
    assert (
        "agency-card"
        not in client_for().get(reverse("members:organisation", args=[other.pk, other.slug])).content.decode()
    )


@pytest.mark.parametrize("name", ["agencies", "agency"])
def test_ten_times_the_follow_ups_cost_no_more_queries(house, client_for, name):
    arguments = [house.agency.pk, house.agency.slug] if name == "agency" else []

    def queries(count):
        for _ in range(count):
            make.follow_up(house)
        with CaptureQueriesContext(connection) as found:
            assert client_for().get(reverse(f"council:{name}", args=arguments)).status_code == 200
        return len(found)

    queries(1)
    assert queries(1) == queries(8)
