"""The watch over reading notices a page that reads row by row."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from zeal.errors import NPlusOneError

from portal.members.models import Affiliation
from tests.factories import members as make
from tests.reads import watch_reads

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_affiliations():
    return [make.AffiliationFactory(), make.AffiliationFactory()]


def reading(rows):
    return watch_reads(lambda request: HttpResponse([row.organisation.name for row in rows]))


def test_a_page_that_reads_row_by_row_is_noticed(two_affiliations):
    with pytest.raises(NPlusOneError):
        reading(Affiliation.objects.all())(RequestFactory().get("/"))


def test_a_page_that_reads_all_at_once_is_not(two_affiliations):
    page = reading(Affiliation.objects.select_related("organisation"))
    assert page(RequestFactory().get("/")).status_code == 200
