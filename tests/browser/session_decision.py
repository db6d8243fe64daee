"""What the table's people write after the session: its papers, and the recommendation up to its PDF."""

from council.models import Decision, DecisionDraft, Session
from proposals.models import Proposal
from tests.factories.members import OrganisationFactory
from tests.pdf import Pdf

from .person import Person
from .session_table import SECOND_TITLE, Table

TITLE = "Angkutan Pelajar dan Halte Teduh"
OBJECTION = "Biaya perawatan belum dihitung."
ACTION = "Mengontrak dua belas angkot pertama"


def pdf_of(person: Person, part: str) -> Pdf:
    """Return the PDF that the page offers at an address with `part`, as this person's browser gets it."""
    link = person.page.locator(f'main a[href*="{part}"]').first
    address = f"{person.site}{link.get_attribute('href')}"
    answer = person.page.request.get(address)
    assert answer.ok, (answer.status, address)
    assert answer.headers["content-type"] == "application/pdf"
    return Pdf(answer.body())


def assert_says(said: str, *words: str) -> None:
    """Assert that all of `words` are said, wherever the lines break."""
    said = " ".join(said.split())
    for word in words:
        assert word in said, f"{word!r} is not said:\n{said}"


def official_report(table: Table) -> None:
    """Read the report that the data make, on the page and in the PDF, as everybody may."""
    told = (
        table.session.invitation_number,
        "tujuh bulan September tahun dua ribu dua puluh enam",
        "Hadir 6 (enam) dari 6 (enam) anggota",
        "tidak ikut memutuskan",
        "Rumusan butir 1.",
        OBJECTION,
        "Rumusan butir 2.",
        "3 setuju, 2 tidak setuju, 0 abstain",
        table.house.chair.name,
    )
    visitor = table.visitor().open(table.session.get_absolute_url()).follow("/naskah/berita-acara/")
    assert_says(visitor.text(), *told)
    paper = pdf_of(visitor, "berita-acara.pdf")
    assert_says(paper.read_by_pdftotext(), *told)
    assert paper.faults(table.session.invitation_number) == []


def minutes(table: Table) -> None:
    """Complete the minutes and correct them; nobody signs while members can still ask for corrections."""
    page = table.session.get_absolute_url()
    write = f"/sidang/{table.session.pk}/risalah/"
    clerk = table.clerk.open(page).follow(write).send(text="Pembukaan pukul sembilan.")
    table.objector.open(page).follow("/risalah/koreksi/").send(text="Dibuka pukul sembilan lewat lima.")
    clerk.open(page).sees("Dibuka pukul sembilan lewat lima.").follow("/sidang/koreksi/").send(is_taken="yes")
    clerk.open(page).follow(write).send(text="Pembukaan pukul sembilan lewat lima.")
    table.chair.open(page).sees("Risalah ditandatangani sesudah hari itu")


def signed_minutes(table: Table) -> None:
    """Let chair and council secretary sign, once the days for corrections are over."""
    page = table.session.get_absolute_url()
    for name in ("chair", "secretary"):
        getattr(table, name).open(page).follow("/risalah/tanda-tangan/").send()
    assert Session.objects.get(pk=table.session.pk).state == "minuted"
    visitor = table.visitor().open(page).follow("/naskah/risalah/")
    visitor.sees("Pembukaan pukul sembilan lewat lima.")


class Recommendation:
    """The paper that is written on both adopted motions."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.agency = OrganisationFactory(element="government", name="Dinas Contoh Angkutan")
        self.first, self.second = (
            Proposal.objects.get(pk=motion.proposal_id) for motion in (table.noted, table.voted)
        )

    @property
    def draft(self) -> DecisionDraft:
        return DecisionDraft.objects.get()

    @property
    def decision(self) -> Decision:
        return Decision.objects.get()

    @property
    def draft_page(self) -> str:
        return f"/keputusan/naskah/{self.draft.pk}/"

    def write(self) -> None:
        """Begin it in the admin from the adopted motions, and write what the data cannot know."""
        clerk = self.table.clerk.open("/admin/keputusan/").sees(self.first.title, SECOND_TITLE)
        clerk.follow("/naskah/baru/")
        for motion in (self.table.noted, self.table.voted):
            clerk.fill(motions=motion.pk)
        clerk.send(title=TITLE)
        clerk.send(
            background="Pelajar menunggu di tepi jalan.",
            considerations="Dimulai dari dua belas angkot.",
            risks="Sopir di luar kontrak kehilangan penumpang.",
            proposal_0=self.first.pk,
            what_0=ACTION,
            agency_0=self.agency.pk,
            due_on_0="2026-12-18",
            funding_0="APBD",
            indicator_0="Kontrak diumumkan",
        )

    def preview(self) -> None:
        """See the page and the PDF as they would read, and who may not do what yet, and why."""
        clerk = self.table.clerk.open(self.draft_page).sees("Rumusan butir 1.", OBJECTION, ACTION)
        clerk.sees("Kepala Sekretariat memaraf lebih dulu")
        preview = pdf_of(clerk, "pratinjau.pdf")
        assert_says(preview.read_by_pdftotext(), "Konsep, belum ditetapkan", "Rumusan butir 2.", ACTION)
        # The mark across the page, which Poppler takes for pieces of words.
        assert all("KONSEP" in page for page in preview.pages)

    def initial_sign_and_enact(self) -> None:
        """Let the head initial, chair and council secretary sign, and the clerk take the number."""
        self.table.head.open(self.draft_page).follow("/paraf/").send()
        self.table.chair.open(self.draft_page).follow("/tanda-tangan/").send()
        self.table.secretary.open(self.draft_page).follow("/tanda-tangan/").send()
        self.table.clerk.open(self.draft_page).follow("/tetapkan/").send()
        assert self.decision.number == "001/REK/DKC/2026"
        assert Proposal.objects.get(pk=self.first.pk).state == "accepted"
        # Whoever enacted does not announce, and is told so; nobody outside knows of it yet.
        page = self.decision.get_absolute_url()
        self.table.clerk.open(page)
        assert not self.table.clerk.page.locator('main a[href$="/umumkan/"]').count()
        visitor = self.table.visitor()
        visitor.open(self.first.get_absolute_url()).sees_not(self.decision.number)

    def read_the_pdf(self) -> None:
        """Read the copy and the summary back."""
        clerk = self.table.clerk.open(self.decision.get_absolute_url())
        copy, summary = pdf_of(clerk, "/rek-001.pdf"), pdf_of(clerk, "ringkasan.pdf")
        for paper in (copy, summary):
            assert paper.faults(self.decision.number) == []
            assert any(self.decision.get_absolute_url() in words for words in paper.alternatives())
        assert len(summary.pages) == 1
        assert_says(
            copy.read_by_pdftotext(),
            "Wali Kota",
            "Rumusan butir 1.",
            "Rumusan butir 2.",
            OBJECTION,
            ACTION,
            self.agency.name,
            self.table.house.chair.name,
            "Tidak setuju",
        )
