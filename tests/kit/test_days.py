"""Days and moments that people enter: within the years that a paper can bear, and refused in words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from portal.kit.forms import DayField, MomentField


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
@pytest.mark.parametrize(("field", "hour"), [(DayField(), ""), (MomentField(), "T10:00")])
def test_no_paper_bears_such_a_year(field, hour, day):
    with pytest.raises(ValidationError, match="1900 sampai 2199"):
        field.clean(day + hour)


@pytest.mark.parametrize("day", ["1900-01-01", "2026-11-22", "2199-12-31"])
def test_other_days_are_taken(day):
    assert DayField().clean(day) == date.fromisoformat(day)
    assert MomentField().clean(f"{day}T10:00").date() == date.fromisoformat(day)


def test_what_need_not_be_said_may_be_left_out():
    assert DayField(required=False).clean("") is None
    assert MomentField(required=False).clean("") is None
