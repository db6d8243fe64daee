"""Every address of the resolver as every kind of person: none fails, none lets do what is not theirs to do.

A new address is met by itself; one with parameters of a new kind fails until tests/addresses.py says what
stands for them, a new action until tests/city holds something that somebody may do it to.
"""

from collections.abc import Iterator
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.utils.html import escape

from portal.kit import clock
from portal.kit.views import ActionView
from tests import city
from tests.addresses import Address, Kwargs, addresses, may, served, snapshot, view
from tests.filling import filled
from tests.signing import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.survey]

ALL = sorted(addresses(), key=lambda address: address.route)
OURS = [address for address in ALL if address.is_ours]
ACTIONS = [address for address in OURS if address.is_action]
READING = [address for address in OURS if not address.is_action]
# Two of Wagtail's own fail by design: one raises so that operators see where errors are reported to, the
# other asks for the parent of the page tree's root.
FAIL_BY_DESIGN = {"admin/failwhale/", "admin/pages/<int:page_to_move_id>/set_position/"}
THEIRS = [address for address in ALL if not address.is_ours and address.route not in FAIL_BY_DESIGN]
VISITOR = "visitor"
# The second clerk and moderator may what the first may, and the claimant what the newcomer may.
ROLES = [role for role in city.PEOPLE if role not in ("second clerk", "claimant", "second moderator")]
# Enough for the libraries' own addresses: nobody, somebody, those who run the admin.
FEW = (VISITOR, "newcomer", "clerk", "administrator", "superuser")
NOT_THEIRS = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT}
UNKNOWN_NUMBERS = (0, 10**20)
SEVERAL = 4
OVERSIZED = 120_000
# A draft may be longer than what can be submitted: nothing of it is lost, submission says what is too long.
DRAFTS = {"usulan/baru/", "usulan/<int:pk>/draf/"}


def each(found: list[Address]) -> Any:
    """Run a test once for each address."""
    return pytest.mark.parametrize("address", found, ids=lambda address: address.route or "/")


class House:
    """The city, and a browser session for each of its people, signed in once."""

    def __init__(self) -> None:
        self.users: dict[str, Any] = {VISITOR: AnonymousUser()}
        self.clients = {VISITOR: Client()}
        for role in ROLES:
            self.users[role] = city.person(role)
            self.clients[role] = Client()
            sign_in(self.clients[role], self.users[role])
        self._cookies = {
            role: client.cookies.output(header="", sep=";") for role, client in self.clients.items()
        }
        self.before = snapshot()
        self._served: dict[str, tuple[str, Kwargs]] = {}

    def may(self, address: Address, role: str, kwargs: Kwargs) -> bool:
        """Return whether this person may do what the address does to this thing."""
        return role != VISITOR and may(address, self.users[role], kwargs)

    def form(self, address: Address, role: str, kwargs: Kwargs) -> forms.Form:
        """Return the empty form that this person gets."""
        asked = view(address, self.users[role], kwargs)
        return asked.get_form(asked.get_object(), bound=False)

    def served(self, address: Address) -> tuple[str, Kwargs]:
        """Return the first person who may, with what they may do it to."""
        if address.route not in self._served:
            people = {role: user for role, user in self.users.items() if role != VISITOR}
            self._served[address.route] = served(address, people)
        return self._served[address.route]

    def example(self, address: Address) -> Kwargs:
        """Return what the address is tried with: for an action, a thing that somebody may act upon."""
        return self.served(address)[1] if address.is_action else address.things()[0]

    def sign_in_again(self) -> None:
        """Give everybody the cookies that they came with; their sessions are as they were, like all rows."""
        for role, client in self.clients.items():
            client.cookies = SimpleCookie(self._cookies[role])

    def unchanged(self) -> bool:
        """Return whether every table holds what it held; says which one does not."""
        now = snapshot()
        different = [label for label, digest in now.items() if self.before[label] != digest]
        assert not different, f"changed: {different}"
        return True


@pytest.fixture
def house(standing: House, one_frame: None) -> House:
    """Return the city with everybody signed in again: the test before may have signed somebody out."""
    standing.sign_in_again()
    return standing


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """Return the city with its people; it stands for the whole module and is gone afterwards."""
    with django_db_blocker.unblock(), city.standing() as moment, clock.at(moment):
        yield House()


def test_every_action_has_an_address():
    def below(kind: type) -> Iterator[type]:
        for child in kind.__subclasses__():
            yield child
            yield from below(child)

    reached = {address.view_class for address in ACTIONS}
    concrete = {
        kind
        for kind in below(ActionView)
        if kind.__module__.startswith(("portal.", "proposals.", "council.", "home."))
    }
    # A base that others build on has no address of its own.
    bases = {parent for kind in reached for parent in kind.__mro__[1:]}
    assert concrete - reached - bases == set()


@each(READING)
def test_nobody_meets_an_error_of_the_server(house, address):
    for place, kwargs in enumerate(address.things()):
        # Everybody at one of them; a visitor and a clerk at one in every state.
        for role in house.clients if place == 0 else (VISITOR, "clerk"):
            answer = house.clients[role].get(address.path(kwargs))
            assert answer.status_code < 500, f"{role} at {address.path(kwargs)}"
    assert house.unchanged()


@each(ACTIONS)
def test_nobody_meets_an_error_in_asking_for_a_form(house, address):
    for kwargs in address.things()[:SEVERAL]:
        assert house.clients["clerk"].get(address.path(kwargs)).status_code < 500
    for role in (VISITOR, "newcomer", "superuser", house.served(address)[0]):
        assert house.clients[role].get(address.path(house.example(address))).status_code < 500, role
    assert house.unchanged()


@each([address for address in OURS if address.in_both_languages])
def test_an_address_answers_in_english_too(house, address):
    role = house.served(address)[0] if address.is_action else "clerk"
    assert house.clients[role].get("/en" + address.path(house.example(address))).status_code < 500


@each(THEIRS)
def test_the_addresses_of_libraries_do_not_fail_here(house, address):
    for kwargs in address.things():
        for role in FEW:
            assert house.clients[role].get(address.path(kwargs)).status_code < 500, role


@each([address for address in OURS if address.numbers])
def test_unknown_numbers_are_not_found(house, address):
    known = address.things()[0]
    for number in UNKNOWN_NUMBERS:
        path = address.path({name: number if name in address.numbers else known[name] for name in known})
        for role in ("author", "clerk"):
            client = house.clients[role]
            expected = {404} if not address.in_admin or role == "clerk" else {404, 403, 302}
            assert client.get(path).status_code in expected, f"{role} reads {path}"
            assert client.post(path).status_code in expected | {405}, f"{role} sends to {path}"
    below_zero = address.path({name: -1 if name in address.numbers else known[name] for name in known})
    assert house.clients["clerk"].get(below_zero).status_code == 404


@each(OURS)
def test_a_malformed_address_is_answered_as_such(house, address):
    path = address.path(address.things()[0])
    for malformed in (f"{path}%00", f"{path}%ff", f"{path}?q=%00", f"{path}?halaman=%c3%28"):
        assert house.clients["author"].get(malformed).status_code == 400, malformed


@each(READING)
def test_what_is_read_changes_nothing_when_sent_to(house, address):
    path = address.path(house.example(address))
    for role in FEW:
        assert house.clients[role].post(path, {"q": "x"}).status_code < 500, role
    assert house.unchanged()


@each(ACTIONS)
def test_who_may_not_is_refused_and_changes_nothing(house, address, monkeypatch):
    # The page of a refusal is drawn in other tests; here only its status counts, two thousand times.
    monkeypatch.setattr("portal.kit.views.render", lambda *args, status: HttpResponse(status=status))
    allowed, example = house.served(address)
    sent = filled(house.form(address, allowed, example))
    # Everybody to what somebody may act upon; who may do it there, to all the others.
    tried = [(role, example) for role in house.clients]
    tried += [(allowed, kwargs) for kwargs in address.things()[:SEVERAL] if kwargs != example]
    for role, kwargs in tried:
        if not house.may(address, role, kwargs):
            status = house.clients[role].post(address.path(kwargs), sent).status_code
            turned_away = address.in_admin and status == HTTPStatus.FOUND
            assert status in NOT_THEIRS or turned_away, f"{role}: {status} at {address.path(kwargs)}"
    assert house.unchanged()


@each(ACTIONS)
def test_somebody_may_and_is_answered(house, address):
    role, kwargs = house.served(address)
    client = house.clients[role]
    assert client.get(address.path(kwargs)).status_code == HTTPStatus.OK
    answer = client.post(address.path(kwargs), filled(house.form(address, role, kwargs)))
    errors = answer.context["form"].errors if answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY else ""
    assert answer.status_code in {HTTPStatus.SEE_OTHER, HTTPStatus.CONFLICT}, (
        f"{role}: {answer.status_code} {errors}"
    )


@each(ACTIONS)
def test_text_that_cannot_be_stored_comes_back_with_all_the_rest(house, address):
    role, kwargs = house.served(address)
    form = house.form(address, role, kwargs)
    good = filled(form)
    texts = [
        name
        for name, field in form.fields.items()
        if isinstance(field, forms.CharField) and not field.widget.is_hidden
    ]
    for name in texts:
        for wrong in ("nol\x00nol", "panjang " * (OVERSIZED // 8))[: 1 if address.route in DRAFTS else 2]:
            answer = house.clients[role].post(address.path(kwargs), {**good, name: wrong})
            assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY, f"{name}: {wrong[:10]!r}"
            page = answer.content.decode()
            for other in texts:
                kept = escape(good[other]) if other != name else ""
                assert kept in page, f"{other} was lost when {name} was wrong"
    assert house.unchanged()
