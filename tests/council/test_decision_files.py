"""The PDFs of a decision: made once at enactment, private until announced, and the uploaded original."""

import hashlib
from io import BytesIO

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.actions import decisions, originals
from council.models import Decision, DecisionPaper, PaperKind
from portal.kit.sheets.pdf import SheetError
from portal.kit.verdict import Refused
from portal.members import roles
from portal.record import acts_of
from tests.council.forms import send, text_of
from tests.factories import decisions as make
from tests.factories.members import member, staff

pytestmark = pytest.mark.django_db

LIMIT = 300 * 1024


@pytest.fixture
def house(clock):
    return make.council()


def words(content):
    reader = pypdf.PdfReader(BytesIO(bytes(content)))
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def scan(text=b"%PDF-1.7 scan"):
    return SimpleUploadedFile("pindaian.pdf", text, content_type="application/pdf")


@pytest.mark.parametrize("kind", ["REK", "KEP"])
def test_the_copy_holds_number_dicta_and_roll_call_and_stays_small(house, kind):
    decision = make.enacted(house, kind=kind, method="majority", title="Angkutan Pelajar")
    paper = decision.papers.get(kind=PaperKind.COPY)
    text = words(paper.content)
    for part in (
        decision.number,
        "Angkutan Pelajar",
        "Kontrak 24 angkot",
        house.chair.name,
        "Lembar informasi",
    ):
        assert part in text
    if kind == "KEP":
        for part in (
            "Menimbang",
            "Mengingat",
            "Memperhatikan",
            "MEMUTUSKAN",
            "Menetapkan",
            "KESATU",
            "KEDUA",
        ):
            assert part in text
    assert house.seats[2].person.name in text
    assert paper.size == len(bytes(paper.content)) <= LIMIT
    assert paper.sha256 == hashlib.sha256(bytes(paper.content)).hexdigest()


def test_a_large_recommendation_stays_below_the_limit(house):
    motions = [make.adopted(house)]
    motions += [make.adopted(house, sitting=motions[0].item.session) for _ in range(9)]
    draft = make.draft(house, *motions)
    draft = make.drafts.edit_draft(
        draft=draft,
        revision=draft.revision,
        title=draft.title,
        parts={"background": "Kalimat yang panjang tentang kota. " * 500},
        follow_ups=make.lines(house, draft, 20),
        actor=house.editor,
    )
    decision = make.enacted(house, draft)
    assert decision.papers.get(kind=PaperKind.COPY).size <= LIMIT


def test_the_summary_is_one_page_whatever_the_decision_holds(house):
    motions = [make.adopted(house, method="majority")]
    motions += [make.adopted(house, method="majority", sitting=motions[0].item.session) for _ in range(6)]
    for motion in motions:
        type(motion).objects.filter(pk=motion.pk).update(wording="Kalimat panjang tentang kota. " * 60)
        type(motion.proposal).objects.filter(pk=motion.proposal_id).update(summary="Ringkas " * 60)
    draft = make.draft(house, *motions, title="Judul " * 33)
    decision = make.enacted(house, draft, follow_up_count=12)
    paper = decision.papers.get(kind=PaperKind.SUMMARY)
    assert len(pypdf.PdfReader(BytesIO(bytes(paper.content))).pages) == 1
    assert decision.number in words(paper.content)


def test_the_record_commits_to_the_files_at_enactment(house):
    decision = make.enacted(house)
    (enacted,) = acts_of("decision", [decision.pk])
    hashes = {paper.kind: paper.sha256 for paper in decision.papers.all()}
    assert enacted.note["copy_pdf_sha256"] == hashes["copy"]
    assert enacted.note["summary_pdf_sha256"] == hashes["summary"]


def address(decision, name="decision_pdf"):
    return reverse(f"council:{name}", args=[decision.year, decision.slug])


def test_the_address_of_the_copy_is_short_and_permanent(house):
    assert address(make.enacted(house)) == "/keputusan/2026/rek-001.pdf"


@pytest.mark.parametrize("name", ["decision_pdf", "decision_summary", "decision_original"])
def test_nobody_outside_gets_a_file_before_the_announcement(house, client_for, name):
    decision = make.enacted(house)
    originals.upload_original(decision=decision, file=scan(), actor=house.editor)
    for user in (None, member(), staff(roles.MODERATOR)):
        assert client_for(user).get(address(decision, name)).status_code == 404
    response = client_for(house.editor).get(address(decision, name))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_everybody_gets_the_same_bytes_after_the_announcement(house, client_for):
    decision = make.announced(house)
    paper = decision.papers.get(kind=PaperKind.COPY)
    first, second = (client_for().get(address(decision)) for _ in range(2))
    assert first["Content-Type"] == "application/pdf"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert hashlib.sha256(first.content).hexdigest() == paper.sha256
    assert second.content == first.content
    kept = client_for().get(address(decision), headers={"if-none-match": first["ETag"]})
    assert kept.status_code == 304


def test_the_page_offers_the_files_with_their_hashes(house, client_for):
    decision = make.announced(house)
    originals.upload_original(decision=decision, file=scan(), actor=house.editor)
    page = text_of(client_for().get(decision.get_absolute_url()))
    for digest in (*decision.papers.values_list("sha256", flat=True), decision.originals.get().sha256):
        assert digest in page


def test_the_secretariat_keeps_the_signed_original(house, client_for):
    decision = make.enacted(house)
    response = send(
        client_for(house.editor), address(decision, "upload_original"), file=scan(b"%PDF-1.7 asli")
    )
    assert response.status_code == 303
    original = decision.originals.get()
    assert original.sha256 == hashlib.sha256(b"%PDF-1.7 asli").hexdigest()
    content = b"".join(client_for(house.editor).get(address(decision, "decision_original")))
    assert content == b"%PDF-1.7 asli"


@pytest.mark.parametrize(
    ("content", "name"), [(b"\x89PNG\r\n\x1a\n", "a.pdf"), (b"MZ", "a.pdf"), (b"<html>", "a.pdf")]
)
def test_an_original_is_a_pdf(house, client_for, content, name):
    decision = make.enacted(house)
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    response = send(client_for(house.editor), address(decision, "upload_original"), file=file)
    assert response.status_code == 422
    assert not decision.originals.exists()


def test_the_same_original_is_kept_once(house, client_for):
    decision = make.enacted(house)
    originals.upload_original(decision=decision, file=scan(), actor=house.editor)
    response = send(client_for(house.editor), address(decision, "upload_original"), file=scan())
    assert response.status_code == 422
    assert decision.originals.count() == 1


def test_only_the_secretariat_uploads_an_original(house):
    decision = make.announced(house)
    for user in (house.chair, house.liaison, staff(roles.MODERATOR), staff(roles.INSPECTOR), member()):
        with pytest.raises(Refused) as refused:
            originals.upload_original(decision=decision, file=scan(), actor=user)
        assert refused.value.verdict.rule == "decision.upload_original.who"


def test_the_preview_of_a_draft_is_marked_and_for_those_who_work_on_it(house, client_for):
    draft = make.draft(house, kind="KEP")
    url = reverse("council:draft_pdf", args=[draft.pk])
    assert client_for(member()).get(url).status_code == 404
    response = client_for(house.head).get(url)
    assert "belum ditetapkan" in words(response.content)
    assert not DecisionPaper.objects.exists()


def test_a_text_of_which_no_pdf_can_be_made_is_answered_in_words(house, client_for, monkeypatch):
    draft = make.signed(house, kind="KEP")

    def fails(*_args, **_kwargs):
        raise SheetError("huruf yang tidak ada")

    monkeypatch.setattr("portal.kit.sheets.pdf.make", fails)
    response = client_for(house.head).get(reverse("council:draft_pdf", args=[draft.pk]))
    assert response.status_code == 422
    assert "PDF dari naskah ini tidak dapat dibuat" in text_of(response)
    assert reverse("council:draft", args=[draft.pk]) in text_of(response)
    address = reverse("council:session_paper_pdf", args=[draft.session_id, "undangan"])
    assert client_for().get(address).status_code == 422
    with pytest.raises(Refused) as refused:
        decisions.enact_decision(draft=draft, actor=house.editor)
    assert refused.value.verdict.rule == "decision.enact.pdf"
    assert not Decision.objects.exists()


def test_reading_a_file_takes_few_queries(house, client_for, django_assert_max_num_queries):
    decision = make.announced(house)
    client = client_for()
    client.get(address(decision))
    with django_assert_max_num_queries(4):
        client.get(address(decision))
