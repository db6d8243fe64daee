"""A file beside a long text: refused, it takes nothing of the text with it; taken, it is a download."""

import pytest
from playwright.sync_api import Browser

from proposals.models import Attachment, Draft
from tests.factories.members import WorkingGroupFactory
from tests.factories.proposals import cast, draft
from tests.files import PDF, docx, picture

from .pages_site import served
from .person import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Setiap pagi kami menghitung antrean di gerbang sekolah dan menuliskannya di papan." * 40


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_a_refused_file_takes_nothing_of_a_long_text_with_it(chromium: Browser, javascript, tmp_path):
    people = cast(group=WorkingGroupFactory(name="Pokja Berkas"))
    proposal = draft(people)
    with served(tmp_path) as site:
        writer = Person(chromium, site, email=people.author.email, javascript=javascript)
        writer.open(f"/usulan/{proposal.pk}/draf/")
        refused(writer, tmp_path)
        taken(writer, tmp_path)
        assert Draft.objects.get().content == LONG
        downloaded_and_removed(writer)
        writer.leave()


def attach(writer: Person, folder, name: str, content: bytes) -> None:
    """Choose a file and send it by its own button."""
    path = folder / name
    path.write_bytes(content)
    writer.page.set_input_files("main [name=attachment]", path)
    writer.press("main button[value=attach]")


def refused(writer: Person, folder) -> None:
    """Send three files that are none of those allowed, each beside a text that is not saved yet."""
    for name, content, words in (
        ("foto.png", b"<svg onload=alert(1)>", "bukan berkas jenis ini"),
        ("kosong.pdf", b"", "kosong"),
        ("laporan.docx", docx("application/vnd.ms-office.vbaProject"), "makro"),
    ):
        writer.fill(content=LONG)
        attach(writer, folder, name, content)
        writer.sees(words, name).holds("content", LONG)
    assert not Attachment.objects.exists()


def taken(writer: Person, folder) -> None:
    """Send two files that are allowed."""
    for name, content in (("denah.pdf", PDF), ("lokasi.jpg", picture())):
        writer.fill(caption=f"Berkas {name}")
        attach(writer, folder, name, content)
        writer.sees(f"Berkas {name}").holds("content", LONG)
    assert Attachment.objects.count() == 2


def downloaded_and_removed(writer: Person) -> None:
    """Load one of them down, and take it out of the draft."""
    with writer.page.expect_download() as waiting:
        writer.page.click('main a[href*="/lampiran/"]')
    assert waiting.value.suggested_filename.endswith("denahpdf.pdf")
    writer.fill(without=Attachment.objects.first().pk)
    writer.press(".form__actions button[value=save]")
    assert Attachment.objects.count() == 1
