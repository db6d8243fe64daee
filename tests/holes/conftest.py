"""The city for the attacks that sweep over all of it: built once for a module, gone afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from portal.kit import clock as portal_clock
from tests import city
from tests.signing import sign_in


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Build the city and stand at its moment."""
    with django_db_blocker.unblock(), city.standing() as moment, portal_clock.at(moment):
        yield


@pytest.fixture
def reader(standing: None, one_frame: None) -> Any:
    """Return a function that gives a browser session of one of the city's people, or of a visitor."""

    def make(role: str | None = None) -> Client:
        client = Client(raise_request_exception=False)
        if role is not None:
            sign_in(client, city.person(role))
        return client

    return make
