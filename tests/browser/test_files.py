"""A file beside a long text: refused, it takes nothing of the text with it; taken, it is a download."""

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Browser

from proposals.models import Attachment, Draft
from tests.factories.members import WorkingGroupFactory
from tests.factories.proposals import cast, draft
from tests.files import PDF, docx, picture

from .pages_look import AXE, AXE_SCRIPT, RULES
from .pages_site import served
from .person import PASSWORD, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "Setiap pagi kami menghitung antrean di gerbang sekolah dan menuliskannya di papan." * 40


@pytest.mark.parametrize("javascript", [False])
def test_a_refused_file_takes_nothing_of_a_long_text_with_it(
    chromium: Browser, transactional_db, javascript, tmp_path
):
    people = cast(group=WorkingGroupFactory(name="Pokja Berkas"))
    people.author.set_password(PASSWORD)
    people.author.save()
    EmailAddress.objects.update_or_create(
        user=people.author, email=people.author.email, defaults={"primary": True, "verified": True}
    )
    proposal = draft(people)
    with served(tmp_path) as site:
        writer = Person(chromium, site, email=people.author.email, javascript=javascript)
        walk(writer, proposal, tmp_path, javascript=javascript)
        writer.context.close()


def press(writer: Person, button: str) -> None:
    """Press a button and wait for the page that answers, also where a save under way comes first."""
    with writer.page.expect_navigation():
        writer.page.click(button)


def walk(writer: Person, proposal, tmp_path, *, javascript):
    """Choose three files that are refused and two that are taken, and remove one again."""
    writer.open(f"/usulan/{proposal.pk}/draf/")
    for name, content, words in (
        ("foto.png", b"<svg onload=alert(1)>", "bukan berkas jenis ini"),
        ("kosong.pdf", b"", "kosong"),
        ("laporan.docx", docx("application/vnd.ms-office.vbaProject"), "makro"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        writer.page.fill("main [name=content]", LONG)
        writer.page.set_input_files("main [name=attachment]", path)
        press(writer, "main button[value=attach]")
        writer.sees(words, name).holds("content", LONG)
        if javascript:
            writer.page.evaluate(AXE_SCRIPT)
            options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
            assert writer.page.evaluate(AXE, options) == []
    for name, content in (("denah.pdf", PDF), ("lokasi.jpg", picture())):
        path = tmp_path / name
        path.write_bytes(content)
        writer.page.set_input_files("main [name=attachment]", path)
        writer.page.fill("main [name=caption]", f"Berkas {name}")
        press(writer, "main button[value=attach]")
        writer.sees(f"Berkas {name}").holds("content", LONG)
    assert Draft.objects.get().content == LONG
    assert Attachment.objects.count() == 2
    with writer.page.expect_download() as waiting:
        writer.page.click('main a[href*="/lampiran/"]')
    assert waiting.value.suggested_filename.endswith("denahpdf.pdf")
    writer.page.check(f'main [name=without][value="{Attachment.objects.first().pk}"]')
    press(writer, ".form__actions button[value=save]")
    assert Attachment.objects.count() == 1
