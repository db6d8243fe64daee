"""A whole session at the table: each seat at a tablet of its own, pages that follow without being reloaded.

No quorum at first, one member with a conflict of interest, one who speaks aloud, one who changes the vote, an
objection that ends as a note, a tie and its second ballot.
"""

import pytest
from allauth.account.models import EmailAddress

from council.models import Ballot, Motion, Presence, Session, Vote
from portal.members.models import Seat
from tests.factories import council as make

from .pages_look import violations
from .person import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLET = {"width": 820, "height": 1180}
# The page asks every four seconds; a busy machine may need a few rounds.
SOON_MS = 30_000
SEATED = ("chair", "vice_chair", "secretary", "conflicted", "silent", "objector")


class Table:
    """Six seats and the operator, each at a tablet; a session of today with three motions prepared."""

    def __init__(self, chromium, site: str) -> None:
        self.house = make.council(len(SEATED))
        users = {name: self.house.person(number) for number, name in enumerate(SEATED, start=1)}
        users["operator"] = self.house.operator
        organisation = self.house.authors.organisation
        Seat.objects.filter(pk=self.seat("conflicted").pk).update(organisation=organisation)
        self.session = make.planned(self.house)
        items = [
            make.item(self.house, self.session),
            make.item(self.house, self.session, title="Jadwal sidang tahun depan"),
        ]
        self.noted, self.voted = (
            make.prepared(self.house, item, wording=f"Rumusan butir {item.position}.") for item in items
        )
        self.people = {name: self.sit_down(chromium, site, user) for name, user in users.items()}

    def seat(self, name: str) -> Seat:
        return self.house.seats[SEATED.index(name)]

    def sit_down(self, chromium, site: str, user) -> Person:
        user.set_password(PASSWORD)
        user.save()
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"primary": True, "verified": True}
        )
        person = Person(chromium, site, email=user.email)
        person.page.set_viewport_size(TABLET)
        return person

    def __getattr__(self, name: str) -> Person:
        return self.people[name]

    def leave(self) -> None:
        for person in self.people.values():
            person.context.close()

    # What people do

    def everybody_opens_the_page(self) -> None:
        for person in self.people.values():
            person.open(self.session.get_absolute_url())

    def presences(self, *absent: str) -> dict[str, str]:
        return {
            f"seat_{self.seat(name).pk}": Presence.ABSENT if name in absent else Presence.ROOM
            for name in SEATED
        }

    def record(self, *absent: str) -> None:
        address = f"/sidang/{self.session.pk}/hadir/"
        self.operator.open(address).send(**self.presences(*absent))

    def follows(self, name: str, words: str) -> None:
        """Assert that the page of `name` says `words` soon, without anybody touching it."""
        person = self.people[name]
        person.page.locator("main", has_text=words).wait_for(timeout=SOON_MS)
        assert not person.failures, person.failures

    def press(self, name: str, part: str, **fields: str) -> Person:
        """Let `name` use the button that leads to `part`, which the page must offer, and send its form."""
        return self.people[name].follow(part).send(**fields)

    def vote(self, name: str, choice: str) -> None:
        person = self.people[name]
        person.page.locator("#do-cast_ballot").wait_for(timeout=SOON_MS)
        person.follow("/suara/").send(choice=choice)
        person.sees("Suara Anda")

    def is_accessible(self, *names: str) -> None:
        for name in names:
            assert not violations(self.people[name].page), name

    def state(self, motion: Motion) -> str:
        return Motion.objects.get(pk=motion.pk).state

    @property
    def ballot(self) -> Ballot:
        return Ballot.objects.latest("pk")


def test_a_session_from_no_quorum_to_a_second_ballot(chromium, live_server):
    table = Table(chromium, live_server.url)
    chair_name = table.house.chair.name
    table.record("secretary", "conflicted", "silent")
    table.everybody_opens_the_page()

    # Opened, but too few are there: the page says who is missing, and nothing can be put.
    table.chair.sees(f"{chair_name} dapat membuka sidang")
    table.press("chair", "/buka/").sees("Kurang 1 anggota lagi untuk kuorum")
    table.follows("objector", "Kurang 1 anggota lagi untuk kuorum")
    assert not table.chair.page.locator('main a[href*="/musyawarah/"]').count()
    table.is_accessible("chair", "objector")

    # The rest arrives: the chair's page offers the next step by itself.
    table.record()
    table.chair.page.locator('main a[href*="/musyawarah/"]').wait_for(timeout=SOON_MS)
    table.press("chair", "/musyawarah/").sees("Dimusyawarahkan")
    table.follows("conflicted", "Anda tidak ikut memutuskan")

    # An objection, which ends as a note beside the consensus.
    table.follows("objector", "dapat menyatakan mufakat")
    table.press("objector", "/keberatan/", reason="Biaya perawatan belum dihitung.")
    table.follows("chair", "Biaya perawatan belum dihitung.")
    table.press("objector", "/catatan/")
    table.follows("chair", "dapat menyatakan mufakat dengan catatan")
    table.is_accessible("chair", "conflicted", "objector")
    table.press("chair", "/mufakat-dengan-catatan/")
    assert table.state(table.noted) == "adopted_with_notes"

    # The second item: a ballot in which one changes the vote and one speaks aloud.
    table.press("chair", "/musyawarah/")
    table.press("chair", "/pemungutan-suara/", reason="Dua pendapat sudah lengkap.")
    table.vote("chair", "in_favour")
    table.vote("vice_chair", "against")
    table.press("vice_chair", "/suara/", choice="in_favour").sees("Suara Anda: Setuju")
    table.vote("secretary", "against")
    table.vote("conflicted", "abstain")
    table.operator.open(table.session.get_absolute_url()).follow("/suara-lisan/")
    silent = table.ballot.seats.get(seat=table.seat("silent"))
    table.operator.send(seat=silent.pk, choice="against").sees_not("Tidak setuju (lisan)")
    table.is_accessible("operator", "vice_chair")
    assert Vote.objects.count() == 5
    table.follows("chair", "Belum memberi suara")
    table.press("chair", "/tutup-pemungutan-suara/")
    assert table.state(table.voted) == "tied"
    table.follows("objector", "Tidak setuju (lisan)")

    # Tied: one second ballot, and the majority of those who are there.
    table.press("chair", "/pemungutan-suara-ulang/")
    table.vote("objector", "in_favour")
    table.vote("chair", "in_favour")
    table.vote("secretary", "against")
    table.press("chair", "/tutup-pemungutan-suara/")
    assert table.state(table.voted) == "adopted_majority"
    table.is_accessible("chair")

    table.press("chair", f"/sidang/{table.session.pk}/tutup/")
    table.follows("objector", "Ditutup")
    assert Session.objects.get(pk=table.session.pk).state == "ended"
    table.leave()
