"""From the announcement to a follow-up that is done, an erratum, and the trail that shows it all."""

from council.models import FollowUp
from portal.kit import clock
from portal.kit.wording import tanggal
from proposals.models import Proposal
from tests.factories.members import member

from .session_decision import ACTION, OBJECTION, TITLE, Recommendation
from .session_table import Table

ANSWER = "Diterima untuk angkutan; halte menunggu anggaran."
EVIDENCE = "https://kota.example/kontrak-angkot"
DONE = "Kontrak ditandatangani."
NOTE = "Kami sudah ikut naik."


class Afterwards:
    """What becomes of the recommendation, in the browsers of those who do it."""

    def __init__(self, table: Table, recommendation: Recommendation) -> None:
        self.table, self.recommendation = table, recommendation
        liaison = member(organisation=recommendation.agency)
        liaison.affiliations.update(is_liaison=True)
        table.users["liaison"] = liaison

    @property
    def page(self) -> str:
        return self.recommendation.decision.get_absolute_url()

    @property
    def follow_up(self) -> FollowUp:
        return FollowUp.objects.get()

    def announce_and_convey(self) -> None:
        """Let another person announce it, and the clerk take it to the mayor."""
        head = self.table.head.open(self.page).follow("/umumkan/").send()
        head.sees(self.recommendation.decision.number)
        self.table.clerk.open(self.page).follow("/sampaikan/").send(
            letter_number="041/DKC/2026", letter_date=clock.today().isoformat()
        )
        visitor = self.table.visitor().open("/keputusan/").follow(self.page)
        told = ("Rumusan butir 1.", "Rumusan butir 2.", "Tidak setuju", OBJECTION, ACTION)
        visitor.sees("041/DKC/2026", *told)
        # What comes out of the printer says as much as the PDF does.
        visitor.page.emulate_media(media="print")
        visitor.sees(*told, self.recommendation.agency.name, self.recommendation.decision.text_hash)
        visitor.page.emulate_media(media="screen")

    def answer(self) -> None:
        """Enter the answer of the city, which takes one proposal on and not the other."""
        first, second = self.recommendation.first, self.recommendation.second
        self.table.clerk.open(self.page).follow("/jawaban/").send(
            answered_on=clock.today().isoformat(),
            document="Surat Wali Kota Nomor 500/2026",
            approved_by_name="Sekretaris Daerah (contoh)",
            summary=ANSWER,
            **{
                f"result_{first.pk}": "accepted",
                f"result_{second.pk}": "declined",
                f"reason_{second.pk}": "Lahan bukan milik kota.",
                f"agency_{self.follow_up.pk}": self.recommendation.agency.pk,
            },
        )
        self.table.clerk.open(self.page).follow("/buka/").send(due_on="2026-12-18")
        self.table.visitor().open(self.page).sees(ANSWER, "Lahan bukan milik kota.")

    def plan_and_finish(self) -> None:
        """Let the agency plan, report and finish, the coordinator look, and the clerk accept."""
        place = self.follow_up.get_absolute_url()
        liaison = self.table.liaison.open(place).follow(f"{place}rencana/")
        liaison.send(
            title_0="Kontrak", weight_0=60, due_on_0="2026-10-30",
            title_1="Jalan pertama", weight_1=40, due_on_1="2026-12-11",
        )  # fmt: skip
        report = {"evidence": EVIDENCE, "approved_by_name": "Kepala Dinas (contoh)"}
        milestone = self.follow_up.milestones.first()
        liaison.open(place).follow(f"{place}kemajuan/").send(
            text="Kontrak siap.", reached=milestone.pk, **report
        )
        liaison.open(place).sees("60")
        liaison.follow(f"{place}selesai/").send(text=DONE, **report)
        self.table.coordinator.open(place).follow(f"{place}catatan/").send(text=NOTE)
        self.table.clerk.open(place).follow(f"{place}terima/").send()
        assert self.follow_up.state == "done"
        visitor = self.table.visitor().open(place)
        visitor.sees(DONE, NOTE, EVIDENCE)

    def erratum(self) -> None:
        """Set a mistake in writing right: the text stays, the erratum stands above it."""
        self.table.clerk.open(self.page).follow("/ralat/").send(
            wrong="Pelajar menunggu", right="Para pelajar menunggu", reason="Salah tulis."
        )
        visitor = self.table.visitor().open(self.page)
        visitor.sees("Para pelajar menunggu", "Pelajar menunggu di tepi jalan.")

    def trail(self) -> None:
        """Walk the whole way back and forth: a line of dates, and a list with all of it."""
        proposal = Proposal.objects.get(pk=self.recommendation.first.pk)
        visitor = self.table.visitor().open(self.page).follow(f"/jejak/usulan/{proposal.pk}/")
        visitor.sees(
            self.recommendation.decision.number,
            TITLE,
            "Rumusan butir 1.",
            ANSWER,
            ACTION,
            DONE,
            NOTE,
            "Para pelajar menunggu",
            tanggal(clock.today()),
        )
        assert visitor.page.locator("svg .dot-mark").count() > 3
        assert visitor.page.locator("svg .span-done, svg rect").count()
        assert visitor.page.locator("ol.trail > li").count() > 8
        visitor.follow(self.page).sees(proposal.title)
