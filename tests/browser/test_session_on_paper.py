"""A session that was held on paper: entered afterwards, confirmed by another person, without JavaScript."""

import pytest

from council.models import DecisionDraft, Motion, Session
from portal.members import roles
from tests.factories import council as make
from tests.factories import proposals
from tests.factories.members import staff

from .person import Person
from .session_decision import assert_says, pdf_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NUMBER = "007/UND-KERTAS/DKC/2026"
WORDING = "DKC merekomendasikan angkutan pelajar terjadwal mulai Maret."
CHOICES = ("in_favour", "in_favour", "against", "abstain", "in_favour")
SCAN = {"name": "berita-acara.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 pindaian"}


class PaperSession:
    """The clerk who enters what the paper says, and somebody else of the secretariat who compares it."""

    def __init__(self, chromium, site: str) -> None:
        self.house = make.council(len(CHOICES))
        self.proposal = proposals.awaiting_session(self.house.authors)
        self.clerk, self.second, self.visitor = (
            Person(chromium, site, email=email, javascript=False)
            for email in (self.house.clerk.email, staff(roles.MINUTE_TAKER).email, "")
        )

    @property
    def session(self) -> Session:
        return Session.objects.get()

    @property
    def motion(self) -> Motion:
        return Motion.objects.get()

    @property
    def page(self) -> str:
        return self.session.get_absolute_url()

    def begin(self) -> None:
        self.clerk.open("/sidang/").follow("/sidang/dicatat/")
        self.clerk.send(
            kind="plenary",
            began_at="2026-09-03T09:00",
            ended_at="2026-09-03T11:00",
            place="Aula Kecamatan Contoh",
            invitation_number=NUMBER,
        )
        self.clerk.sees("Dicatat", NUMBER)

    def enter_the_list_and_the_agenda(self) -> None:
        self.clerk.open(self.page).follow("/hadir/").page.check('main [name="rest_is_here"]')
        self.clerk.send()
        self.clerk.open(self.page).follow("/acara/").send(proposal=self.proposal.pk)
        self.clerk.open(self.page).follow("/rancangan/").send(outcome="accepted", wording=WORDING)

    def enter_the_roll_call(self) -> None:
        self.clerk.open(self.page).follow("/musyawarah/").send()
        self.clerk.open(self.page).follow("/pemungutan-suara/").send(reason="Seperti di berita acara.")
        seats = self.motion.ballots.get().seats.order_by("seat_number")
        for seat, choice in zip(seats, CHOICES, strict=True):
            self.clerk.open(self.page).follow("/suara-lisan/").send(seat=seat.pk, choice=choice)
        self.clerk.open(self.page).follow("/tutup-pemungutan-suara/").send()
        assert self.motion.state == "adopted_majority"
        self.clerk.open(self.page).follow(f"/sidang/{self.session.pk}/tutup/").send()

    def confirm(self) -> None:
        """No decision rests on it before somebody else has compared it with the paper."""
        self.visitor.open(self.page).sees("Belum ada orang lain")
        self.clerk.open(self.page).follow("/pindaian/")
        self.clerk.page.set_input_files('main [name="file"]', files=[SCAN])
        self.clerk.send(kind="report")
        self.clerk.open(f"{self.page}periksa/").sees("Petugas sekretariat lain")
        self.clerk.open("/keputusan/naskah/baru/").sees_not(f'name="motions" value="{self.motion.pk}"')
        assert not self.clerk.page.locator('main [name="motions"]').count()
        self.second.open(self.page).sees(WORDING).follow("/periksa/").send()
        self.visitor.open(self.page).sees("diperiksa dan dibenarkan", WORDING)

    def read_the_report(self) -> None:
        report = self.visitor.open(self.page).follow("/naskah/berita-acara/")
        told = (
            NUMBER,
            "tiga bulan September tahun dua ribu dua puluh enam",
            "3 setuju, 1 tidak setuju, 1 abstain",
            WORDING,
        )
        assert_says(report.text(), *told)
        paper = pdf_of(report, "berita-acara.pdf")
        assert_says(paper.read_by_pdftotext(), *told)
        assert paper.faults(NUMBER) == []

    def put_on_paper(self) -> None:
        self.clerk.open("/keputusan/naskah/baru/").send(motions=self.motion.pk, title="Angkutan Pelajar")
        assert DecisionDraft.objects.get().state == "draft"
        self.clerk.holds("title", "Angkutan Pelajar")


def test_a_session_held_on_paper_is_entered_confirmed_and_put_on_paper(chromium, live_server):
    held = PaperSession(chromium, live_server.url)
    held.begin()
    held.enter_the_list_and_the_agenda()
    held.enter_the_roll_call()
    held.confirm()
    held.read_the_report()
    held.put_on_paper()
    for person in (held.clerk, held.second, held.visitor):
        person.leave()
