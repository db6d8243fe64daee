"""Many writers at once: the numbers of the record have no gap and no double."""

from functools import partial

import pytest
from django.db import transaction

from portal.record import act
from portal.record.models import Act, Entry, Head
from tests.race import race

WRITERS = 8
ACTS_EACH = 5

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_eight_writers_at_once_leave_no_gap_even_when_some_roll_back():
    def write(writer: int) -> int:
        written = 0
        for number in range(ACTS_EACH):
            try:
                with transaction.atomic():
                    act(subject_kind="thing", subject_id=writer, verb="open", note={"number": number})
                    if number == writer % ACTS_EACH:
                        raise ZeroDivisionError
                written += 1
            except ZeroDivisionError:
                pass
        return written

    results = race([partial(write, writer) for writer in range(WRITERS)])
    assert results == [ACTS_EACH - 1] * WRITERS
    total = WRITERS * (ACTS_EACH - 1)
    assert list(Entry.objects.values_list("sequence", flat=True)) == list(range(1, total + 1))
    assert Head.objects.get().size == total
    assert Act.objects.filter(entry__isnull=False).count() == total
