"""Working days, with the holiday table."""

from datetime import date

import pytest
from django.utils import timezone

from portal.kit import workdays
from portal.kit.models import Holiday

FRIDAY = date(2026, 11, 20)


@pytest.fixture
def monday_off(db):
    Holiday.objects.create(date=date(2026, 11, 23), name="Libur uji")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, date(2026, 11, 20)), (1, date(2026, 11, 23)), (5, date(2026, 11, 27)), (6, date(2026, 11, 30))],
)
def test_working_days_skip_the_weekend(count, expected):
    assert workdays.add_workdays(FRIDAY, count) == expected


def test_working_days_skip_a_holiday(monday_off):
    assert workdays.add_workdays(FRIDAY, 1) == date(2026, 11, 24)
    assert workdays.workdays_between(FRIDAY, date(2026, 11, 24)) == 1
    assert not workdays.is_workday(date(2026, 11, 23))


@pytest.mark.django_db
def test_counting_and_adding_agree():
    for count in range(1, 60):
        assert workdays.workdays_between(FRIDAY, workdays.add_workdays(FRIDAY, count)) == count


@pytest.mark.django_db
def test_nothing_lies_between_a_day_and_an_earlier_one():
    assert workdays.workdays_between(FRIDAY, FRIDAY) == 0
    assert workdays.workdays_between(FRIDAY, date(2026, 11, 1)) == 0


@pytest.mark.django_db
def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="forward"):
        workdays.add_workdays(FRIDAY, -1)


def test_a_closing_moves_on_to_the_next_working_day(monday_off):
    moment = timezone.localtime(workdays.closing_moment(date(2026, 11, 21)))
    assert (moment.date(), moment.hour, moment.minute) == (date(2026, 11, 24), 23, 59)
