"""The public calendar: what stands on which day, which months there are, and a constant number of queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.actions import sessions
from council.models import PlanningDate
from council.public_calendar import Month, days_of
from portal.kit.models import Holiday
from proposals.models import Proposal
from tests.factories import council as make
from tests.factories import proposals

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


@pytest.fixture(autouse=True)
def no_holidays(db):
    """Take the holidays away that every installation begins with."""
    Holiday.objects.all().delete()


def entries(year, month):
    return {
        day.date.day: [e.title for e in day.entries] for day in days_of(Month(year, month)) if day.entries
    }


@pytest.mark.parametrize(
    ("month", "shift", "expected"),
    [
        (Month(2026, 11), 1, Month(2026, 12)),
        (Month(2026, 12), 1, Month(2027, 1)),
        (Month(2027, 1), -1, Month(2026, 12)),
        (Month(2026, 2), 0, Month(2026, 2)),
    ],
)
def test_months_follow_each_other(month, shift, expected):
    assert month.shifted(shift) == expected


@pytest.mark.parametrize(("year", "number", "days"), [(2026, 2, 28), (2028, 2, 29), (2026, 11, 30)])
def test_a_month_has_its_days(clock, year, number, days):
    found = days_of(Month(year, number))
    assert len(found) == days
    assert found[0].column == date(year, number, 1).isoweekday()


def test_a_session_stands_on_its_day_in_the_city(house, client):
    # 23.30 UTC on the 30th is 06.30 WIB on the 1st.
    make.planned(house, starts_at=datetime(2027, 4, 30, 23, 30, tzinfo=UTC), title="Sidang subuh")
    assert entries(2027, 4) == {}
    assert entries(2027, 5) == {1: ["Sidang subuh"]}


def test_a_cancelled_session_stays_and_says_so(house, client):
    session = make.planned(house, starts_at=datetime(2027, 4, 9, 3, tzinfo=UTC), title="Sidang batal")
    sessions.cancel_session(session=session, reason="Gedung dipakai.", actor=house.clerk)
    page = client.get("/kalender/2027/4/").content.decode()
    assert "<s" in page
    assert "Dibatalkan" in page


def test_a_closing_stands_there_unless_the_discussion_was_taken_back(house):
    proposal = proposals.awaiting_session(house.authors)
    moment = datetime(2027, 4, 9, 16, 59, tzinfo=UTC)
    Proposal.objects.filter(pk=proposal.pk).update(closes_at=moment)
    assert entries(2027, 4) == {9: [proposal.title]}
    Proposal.objects.filter(pk=proposal.pk).update(state="submitted")
    assert entries(2027, 4) == {}


def test_holidays_and_the_planning_cycle_stand_on_their_days(clock):
    Holiday.objects.create(date=date(2027, 4, 2), name="Hari contoh")
    PlanningDate.objects.create(
        starts_on=date(2027, 3, 30), ends_on=date(2027, 4, 2), name="Musrenbang contoh"
    )
    PlanningDate.objects.create(starts_on=date(2027, 4, 20), name="RKPD contoh")
    assert entries(2027, 3) == {30: ["Musrenbang contoh"], 31: ["Musrenbang contoh"]}
    assert entries(2027, 4) == {
        1: ["Musrenbang contoh"],
        2: ["Hari contoh", "Musrenbang contoh"],
        20: ["RKPD contoh"],
    }
    assert days_of(Month(2027, 4))[1].is_free


def test_a_step_of_the_cycle_does_not_end_before_it_begins():
    step = PlanningDate(starts_on=date(2027, 4, 2), ends_on=date(2027, 4, 1), name="Terbalik")
    with pytest.raises(ValidationError):
        step.full_clean()


@pytest.mark.parametrize(
    "address",
    ["/kalender/2026/13/", "/kalender/2026/0/", "/kalender/1999/1/", "/kalender/99999999999999999999/1/"],
)
def test_a_month_that_does_not_exist_is_answered_in_words(clock, client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Bulan itu tidak ada" in answer.content.decode()
    assert reverse("council:calendar") in answer.content.decode()


@pytest.mark.parametrize("address", ["/kalender/2026/11", "/kalender/2026/11/", "/kalender/2026/011/"])
def test_each_month_has_an_address(clock, client, address):
    assert client.get(address, follow=True).status_code == 200


def test_without_a_month_the_present_one_is_shown_with_the_way_to_the_others(house, clock, client):
    page = client.get("/kalender/")
    assert page.context["month"] == Month.of(clock.now.date())
    text = page.content.decode()
    assert 'rel="prev"' in text
    assert 'rel="next"' in text
    assert "Bulan ini masih kosong" in text


def test_the_last_months_lead_no_further(clock, client):
    assert 'rel="next"' not in client.get("/kalender/2100/12/").content.decode()
    assert 'rel="prev"' not in client.get("/kalender/2000/1/").content.decode()


def test_ten_times_the_entries_cost_no_more_queries(house, client):
    def queries(count):
        for number in range(count):
            moment = datetime(2027, 4, 9, 3, tzinfo=UTC) + timedelta(hours=number)
            make.planned(house, starts_at=moment)
            Holiday.objects.get_or_create(date=moment.date() + timedelta(days=number), name="Hari")
        with CaptureQueriesContext(connection) as found:
            assert client.get("/kalender/2027/4/").status_code == 200
        return len(found)

    queries(1)
    assert queries(2) == queries(18)
