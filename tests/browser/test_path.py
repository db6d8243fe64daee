"""The whole path as eight people in eight browsers, from a draft to the city's answer, read by a visitor."""

from datetime import date, datetime, timedelta

import pytest

from council.models import Decision, DecisionDraft, FollowUp, Motion, Session
from portal.members import roles
from portal.members.models import Element, Seat
from proposals.actions import close_due_discussions
from proposals.models import Proposal
from tests.factories.members import (
    AffiliationFactory,
    AppointmentFactory,
    GroupMembershipFactory,
    OrganisationFactory,
    SeatFactory,
    UserFactory,
    WorkingGroupFactory,
    staff,
)

from .person import FIRST_DAY, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Ruang tunggu teduh di halte dekat puskesmas"
LONG_COMMENT = (
    "Kami sudah menghitung penunggu di enam halte selama dua pekan. Rata-rata 34 orang menunggu "
    "tanpa atap pada pukul sebelas, dan separuhnya lansia yang baru pulang berobat."
)
WORDING = (
    "DKC merekomendasikan kepada Wali Kota agar enam halte dekat puskesmas diberi atap dan tempat duduk."
)


class House:
    """The people of the walk: accounts, organisations, one working group, five filled seats."""

    def __init__(self) -> None:
        self.group = WorkingGroupFactory(name="Pokja Teduh", slug="teduh")
        self.community = OrganisationFactory(name="Komunitas Contoh Teduh", element=Element.SOCIETY)
        self.campus = OrganisationFactory(name="Politeknik Contoh Teduh", element=Element.ACADEMIA)
        self.shop = OrganisationFactory(name="Koperasi Contoh Teduh", element=Element.BUSINESS)
        self.agency = OrganisationFactory(name="Dinas Contoh Teduh", element=Element.GOVERNMENT)
        self.author = self.account("pengusul", self.community, member=True)
        self.coordinator = self.account("koordinator", OrganisationFactory(element=Element.ACADEMIA))
        GroupMembershipFactory(group=self.group, user=self.coordinator, role="coordinator")
        self.secretary = self.account("sekretaris.dkc", self.campus, member=True)
        self.shopkeeper = self.account("warung", self.shop, member=True)
        self.chair = self.account("ketua", OrganisationFactory(element=Element.GOVERNMENT))
        self.absent = self.account("berhalangan", OrganisationFactory(element=Element.BUSINESS))
        self.liaison = self.account("penghubung", self.agency, is_liaison=True)
        self.clerk = self.staff("sekretariat", roles.SECRETARIAT_EDITOR)
        self.head = self.staff("kepala", roles.HEAD_OF_SECRETARIAT)
        appointment = AppointmentFactory()
        offices = (
            (self.chair, Seat.Office.CHAIR),
            (self.secretary, Seat.Office.SECRETARY),
            (self.shopkeeper, Seat.Office.MEMBER),
            (self.author, Seat.Office.MEMBER),
            (self.absent, Seat.Office.MEMBER),
        )
        self.seats = {}
        for number, (person, office) in enumerate(offices, start=1):
            organisation = person.affiliations.get().organisation
            self.seats[person] = SeatFactory(
                appointment=appointment,
                number=number,
                person=person,
                office=office,
                organisation=organisation,
                element=organisation.element,
            )

    def account(self, name: str, organisation, *, member: bool = False, **affiliation):
        user = UserFactory(email=f"{name}@contoh.example", name=name.title())
        AffiliationFactory(user=user, organisation=organisation, **affiliation)
        if member:
            GroupMembershipFactory(group=self.group, user=user)
        return user

    def staff(self, name: str, role: str):
        return staff(role, email=f"{name}@contoh.example", name=name.title())


class Walk:
    """Eight browsers and the calendar that all of them share with the server."""

    def __init__(self, chromium, site: str, house: House, clock, *, javascript: bool) -> None:
        self.clock = clock
        self.house = house
        self.people = {
            name: Person(chromium, site, email=getattr(house, name).email, javascript=javascript)
            for name in (
                "author", "coordinator", "secretary", "shopkeeper", "chair", "clerk", "head", "liaison",
            )
        }  # fmt: skip

    def __getattr__(self, name: str) -> Person:
        return self.people[name]

    def wait_until(self, day: date, hour: int = 9) -> None:
        """Let time pass; who comes back after two weeks signs in again, as people do."""
        self.clock.move_to(
            datetime(day.year, day.month, day.day, hour, 0, tzinfo=FIRST_DAY.tzinfo), tick=True
        )
        for person in self.people.values():
            person.signed_in = False

    @property
    def proposal(self) -> Proposal:
        return Proposal.objects.get()

    @property
    def motion(self) -> Motion:
        return Motion.objects.get()

    @property
    def draft(self) -> DecisionDraft:
        return DecisionDraft.objects.get()

    @property
    def decision(self) -> Decision:
        return Decision.objects.get()

    # The path

    def write_and_submit(self) -> None:
        author = self.author.sign_in_by_the_form().open("/meja/").follow("/usulan/baru/")
        text = {
            "leading_group": self.house.group.pk,
            "title": TITLE,
            "summary": "Enam halte dekat puskesmas diberi atap dan tempat duduk.",
            "background": "Penunggu berdiri di bawah terik.",
            "content": "Enam halte diberi atap.\n\n- tempat duduk\n- papan jadwal",
        }
        author.send(button="button[value=save]", **text)
        author.holds("title", TITLE)
        # Not complete yet: the refusal names what is missing and keeps what was typed.
        author.send(button="button[value=submit]")
        assert self.proposal.state == "draft"
        author.holds("title", TITLE)
        author.send(
            button="button[value=submit]",
            benefit="Lansia menunggu dengan duduk.",
            affected="Pedagang di halte perlu tempat lain.",
        )
        # Asked once before it is public for ever.
        assert self.proposal.state == "draft"
        author.send()
        author.sees(TITLE)
        assert self.proposal.state == "submitted"

    def open_discussion(self) -> None:
        self.coordinator.open("/meja/").follow(f"/usulan/{self.proposal.pk}/")
        self.coordinator.follow("/buka/")
        closes = (FIRST_DAY + timedelta(days=8)).date()
        self.coordinator.send(closes_on=closes.isoformat(), agencies=self.house.agency.pk)
        assert self.proposal.state == "discussion"

    def comment(self, person: Person, stance: str, body: str) -> None:
        person.open(self.proposal.get_absolute_url())
        person.page.locator('main [name="speaks_as"]').first.check(force=True)
        person.send(stance=stance, body=body)
        person.sees(body[:40])

    def discuss(self) -> None:
        self.comment(self.secretary, "in_favour", LONG_COMMENT)
        self.comment(self.shopkeeper, "objection", "Warung saya di halte itu. Pindah ke mana?")
        self.author.open(self.proposal.get_absolute_url()).follow("/balas/")
        self.author.page.locator('main [name="speaks_as"]').first.check(force=True)
        self.author.send(body="Tempat pindah disediakan lebih dahulu.")
        self.liaison.open(self.proposal.get_absolute_url()).follow("/tanggapan-resmi/")
        self.liaison.send(
            body="Dinas sanggup mulai dari tiga halte.", approved_by_name="Kepala Bidang Angkutan"
        )
        self.liaison.sees("Tanggapan resmi")

    def close_by_the_clock(self) -> None:
        self.wait_until((FIRST_DAY + timedelta(days=10)).date())
        close_due_discussions()
        assert self.proposal.state == "formulation"

    def formulate(self) -> None:
        coordinator = self.coordinator.open(self.proposal.get_absolute_url()).follow("/rumusan/")
        coordinator.send(
            advice="Pokja menyarankan usulan disetujui.",
            final_wording=WORDING,
            differing_views="Warung meminta tempat pindah.",
        )

    def send_to_session_only_when_heard(self) -> None:
        coordinator = self.coordinator.open(self.proposal.get_absolute_url()).follow("/ke-sidang/")
        coordinator.send()
        coordinator.sees("unia usaha")
        assert self.proposal.state == "formulation"
        # Council members may still speak while the group formulates.
        self.comment(
            self.shopkeeper,
            "with_changes",
            "Koperasi kami setuju bila tempat pindah bagi sebelas warung ditandai lebih dahulu "
            "bersama pemiliknya, dengan tanggal yang pasti.",
        )
        coordinator.open(self.proposal.get_absolute_url()).follow("/ke-sidang/")
        coordinator.send()
        assert self.proposal.state == "awaiting_session"

    def plan_session(self) -> None:
        clerk = self.clerk.open("/sidang/").follow("/sidang/baru/")
        clerk.send(
            starts_at="2026-09-28T13:30",
            place="Balai Contoh, Bekasi Selatan",
            invitation_number="001/UND/DKC/2026",
        )
        clerk.follow("/acara/").send(proposal=self.proposal.pk)
        clerk.follow("/rancangan/").send(outcome="accepted", wording=WORDING)
        self.wait_until(date(2026, 9, 28), 13)

    def hold_session(self) -> None:
        session = Session.objects.get()
        presences = {f"seat_{seat.pk}": "room" for seat in self.house.seats.values()}
        presences[f"seat_{self.house.seats[self.house.absent].pk}"] = "excused"
        self.clerk.open(session.get_absolute_url()).follow("/hadir/").send(**presences)
        self.chair.open(session.get_absolute_url()).follow("/buka/").send()
        self.chair.open(session.get_absolute_url()).follow("/musyawarah/").send()
        self.shopkeeper.open(session.get_absolute_url()).follow("/keberatan/")
        self.shopkeeper.send(reason="Setuju tujuannya, tetapi tempat pindah belum pasti.")
        self.chair.open(session.get_absolute_url()).sees("tempat pindah belum pasti")
        self.chair.follow("/pemungutan-suara/").send(reason="Keberatan tetap sesudah dua kali dibahas.")
        self.vote(session)
        self.chair.open(session.get_absolute_url()).follow("/tutup-pemungutan-suara/").send()
        assert self.motion.state == "adopted_majority"
        self.chair.open(session.get_absolute_url()).follow(f"/sidang/{session.pk}/tutup/").send()

    def vote(self, session: Session) -> None:
        ballots = ((self.chair, "in_favour"), (self.secretary, "in_favour"), (self.shopkeeper, "against"))
        for person, choice in ballots:
            person.open(session.get_absolute_url())
            if not person.page.locator('main [name="choice"]').count():
                person.follow("/suara/")
            person.send(choice=choice)
        self.author.open(session.get_absolute_url())
        assert not self.author.page.locator('main [name="choice"]').count(), "a conflicted seat cannot vote"
        self.author.sees("onflik kepentingan")

    def write_recommendation(self) -> None:
        clerk = self.clerk.open("/keputusan/naskah/").follow("/naskah/baru/")
        clerk.send(motions=self.motion.pk, title="Halte Teduh di Dekat Puskesmas")
        clerk.open(f"/keputusan/naskah/{self.draft.pk}/").follow("/ubah/")
        line = {
            "proposal": self.proposal.pk,
            "what": "Memasang atap di tiga halte pertama",
            "agency": self.house.agency.pk,
            "due_on": "2027-03-31",
            "funding": "APBD",
            "indicator": "Tiga halte beratap",
        }
        clerk.send(
            background="Penunggu berdiri di bawah terik.",
            considerations="Dimulai dari tiga halte.",
            risks="Warung perlu tempat pindah.",
            **{f"{name}_0": value for name, value in line.items()},
        )
        page = f"/keputusan/naskah/{self.draft.pk}/"
        self.head.open(page).follow("/paraf/").send()
        self.chair.open(page).follow("/tanda-tangan/").send()
        self.secretary.open(page).follow("/tanda-tangan/").send()
        assert self.draft.state == "signed"
        self.clerk.open(page).follow("/tetapkan/").send()
        assert self.proposal.state == "accepted"

    def announce(self) -> None:
        visitor = self.visitor()
        visitor.open(self.proposal.get_absolute_url()).sees_not(self.decision.number)
        visitor.leave()
        self.head.open("/meja/").follow(self.decision.get_absolute_url()).follow("/umumkan/").send()

    def visitor(self) -> Person:
        return Person(self.clerk.page.context.browser, self.clerk.site)

    def convey_and_answer(self) -> None:
        self.wait_until(date(2026, 10, 1))
        page = self.decision.get_absolute_url()
        self.clerk.open(page).follow("/sampaikan/").send(
            letter_number="041/DKC/2026", letter_date="2026-10-01"
        )
        assert self.proposal.state == "conveyed"
        self.wait_until(date(2026, 10, 20))
        follow_up = FollowUp.objects.get()
        self.clerk.open(page).follow("/jawaban/").send(
            answered_on="2026-10-19",
            document="Surat Wali Kota Nomor 500/2026",
            approved_by_name="Sekretaris Daerah",
            summary="Diterima, dimulai dari tiga halte.",
            **{f"result_{self.proposal.pk}": "accepted", f"agency_{follow_up.pk}": self.house.agency.pk},
        )
        assert self.proposal.state == "answered"
        self.clerk.open(page).follow("/buka/").send()
        assert self.proposal.state == "in_progress"
        self.liaison.open("/meja/").open(page).follow("/kemajuan/").send(
            text="Satu halte selesai.",
            percent=30,
            evidence="Foto di papan pengumuman",
            approved_by_name="Kepala Bidang",
        )

    def read_it_all(self) -> None:
        """The ninth browser: a visitor reads the recommendation, its roll call and the answer, and back."""
        visitor = self.visitor()
        visitor.open("/keputusan/").follow(self.decision.get_absolute_url())
        visitor.sees(
            self.decision.number,
            WORDING,
            "Sekretaris.Dkc",
            "Tidak setuju",
            "Diterima, dimulai dari tiga halte.",
            "Satu halte selesai.",
        )
        visitor.follow(f"/usulan/{self.proposal.pk}/").sees(TITLE, LONG_COMMENT[:60])
        visitor.follow("/keputusan/2026/").sees(self.decision.number)
        visitor.open(f"/jejak/usulan/{self.proposal.pk}/").sees(self.decision.number)


@pytest.mark.parametrize("javascript", [False, True], ids=["without-javascript", "with-javascript"])
def test_a_proposal_travels_from_a_draft_to_the_citys_answer(chromium, live_server, calendar, javascript):
    walk = Walk(chromium, live_server.url, House(), calendar, javascript=javascript)
    walk.write_and_submit()
    walk.open_discussion()
    walk.discuss()
    walk.close_by_the_clock()
    walk.formulate()
    walk.send_to_session_only_when_heard()
    walk.plan_session()
    walk.hold_session()
    walk.write_recommendation()
    walk.announce()
    walk.convey_and_answer()
    walk.read_it_all()
    for person in walk.people.values():
        person.leave()
