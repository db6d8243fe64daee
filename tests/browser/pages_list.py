"""Which pages there are: every address that answers with a page, as somebody who may see it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from council.lifecycle.session import SessionState
from council.models import Session, SessionKind
from proposals.lifecycle import State
from proposals.models import Proposal
from tests import city
from tests.addresses import Address, addresses, served

VISITOR = "visitor"
# Shown in every state; of other addresses two are enough.
IN_EVERY_STATE = (
    "usulan/<int:pk>/<slug:slug>/",
    "sidang/<int:pk>/",
    "keputusan/<int:year>/<slug:slug>/",
    "keputusan/naskah/<int:pk>/",
)
LISTS = ("/usulan/", "/sidang/", "/keputusan/", "/catatan/", "/organisasi/", "/berita/", "/cari/?q=sekolah")
DESKS = [role for role in city.PEOPLE if role not in ("second clerk", "minute taker")]
IN_SESSION = ("chair", "council secretary", "seat", "operator", "clerk")


@dataclass(frozen=True)
class Stop:
    """One page to look at: as whom, where, and what it answers."""

    role: str
    path: str
    status: int = 200
    language: str = "id"

    def __str__(self) -> str:
        """Return what a report says."""
        return f"{self.path} ({self.role})"


class Guide:
    """Finds the pages, asking the site itself (without a browser) who is let in where."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}

    def client(self, role: str) -> Client:
        """Return a session of this person."""
        if role not in self.clients:
            self.clients[role] = Client()
            if role != VISITOR:
                self.clients[role].force_login(
                    city.person(role), backend="django.contrib.auth.backends.ModelBackend"
                )
        return self.clients[role]

    def opens(self, role: str, path: str) -> bool:
        """Return whether this person gets a page at `path`."""
        answer = self.client(role).get(path)
        # A part of a page, which a script asks for, is none.
        is_html = answer["Content-Type"].startswith("text/html")
        return answer.status_code == 200 and is_html and b"<html" in answer.content[:400]

    @cached_property
    def addresses(self) -> list[Address]:
        """Return the addresses that people read, ours and those of the account."""
        return [
            address
            for address in addresses()
            if address.in_both_languages and (address.is_ours or address.route.startswith("akun/"))
        ]

    def walk(self) -> Iterator[Stop]:
        """Yield all of them."""
        yield from self.public()
        yield from self.own()
        yield from self.english()

    def public(self) -> Iterator[Stop]:
        """Yield every page that a visitor can open."""
        for page in Page.objects.live().filter(locale__language_code="id", depth__gt=1).specific():
            yield Stop(VISITOR, page.get_url())
        for path in self.reading_paths():
            if self.opens(VISITOR, path):
                yield Stop(VISITOR, path)
        for path in LISTS:
            yield from (Stop(VISITOR, filtered) for filtered in self.filters(path))
        yield Stop(VISITOR, "/cari/?q=zzzqqq")
        yield Stop(VISITOR, "/cari/?q=")
        yield Stop(VISITOR, "/halaman-yang-tidak-ada/", status=404)
        yield Stop(VISITOR, "/usulan/?q=%00", status=400)
        yield Stop("newcomer", "/keputusan/naskah/baru/", status=403)

    def reading_paths(self) -> Iterator[str]:
        """Yield the paths at which something is read, two of each address or one in every state."""
        for address in self.addresses:
            if address.is_action or "(?" in address.route:
                continue
            things = address.things()
            for kwargs in things if address.route in IN_EVERY_STATE else things[:2]:
                yield address.path(kwargs)

    def filters(self, path: str) -> Iterator[str]:
        """Yield the list at `path` with one choice of each of its filters, and its second page."""
        page = BeautifulSoup(self.client(VISITOR).get(path).content, "html.parser")
        main = page.find("main") or page
        base = path.split("?", maxsplit=1)[0]
        seen: set[str] = set()
        for link in main.select("a[href^='?']"):
            name = link["href"][1:].split("=")[0]
            if name and name not in seen:
                seen.add(name)
                yield base + link["href"]
        for control in main.select("form[method=get] select, form:not([method]) select"):
            values = [option.get("value") for option in control.find_all("option") if option.get("value")]
            if values and control["name"] not in seen:
                seen.add(control["name"])
                yield f"{base}?{urlencode({control['name']: values[0]})}"
        for box in main.select("form input[type=checkbox], form input[type=radio]"):
            if box.get("value") and box["name"] not in seen:
                seen.add(box["name"])
                yield f"{base}?{urlencode({box['name']: box['value']})}"

    def own(self) -> Iterator[Stop]:
        """Yield every page that takes a sign-in: desks, forms, accounts, what staff alone read."""
        for role in DESKS:
            yield Stop(role, "/meja/")
        for path in self.reading_paths():
            if not self.opens(VISITOR, path):
                roles = ("author", "clerk", "coordinator", "claimant", "newcomer")
                reader = next((role for role in roles if self.opens(role, path)), None)
                if reader and path not in ("/meja/", "/akun/logout/"):
                    yield Stop(reader, path)
        session = Session.objects.get(state=SessionState.OPEN, kind=SessionKind.PLENARY)
        for role in IN_SESSION:
            yield Stop(role, session.get_absolute_url())
        for state in (State.SUBMITTED, State.DISCUSSION, State.FORMULATION, State.AWAITING_SESSION):
            proposal = Proposal.objects.filter(state=state).order_by("pk").last()
            for role in ("author", "coordinator", "liaison"):
                if proposal is not None:
                    yield Stop(role, proposal.get_absolute_url())
        yield from self.forms()

    def forms(self) -> Iterator[Stop]:
        """Yield the form of every action, as the first person who may use it."""
        people = {role: city.person(role) for role in city.PEOPLE}
        for address in self.addresses:
            if address.is_action:
                role, kwargs = served(address, people)
                yield Stop(role, address.path(kwargs))

    def english(self) -> Iterator[Stop]:
        """Yield one page of each public address in English."""
        paths = {"/": "/"}
        for address in self.addresses:
            if not address.is_action and "(?" not in address.route:
                paths.setdefault(address.route, address.path(address.things()[0]))
        for path in paths.values():
            if self.opens(VISITOR, "/en" + path):
                yield Stop(VISITOR, "/en" + path, language="en")


def no_repeats(stops: Iterator[Stop]) -> list[Stop]:
    """Return the stops in their order, each once."""
    return list(dict.fromkeys(stops))
