"""Formatted text: its preview is what is published, its toolbar needs no mouse, pasting comes out clean."""

import pytest
from playwright.sync_api import expect

from proposals.models import Proposal
from tests.factories.proposals import cast, draft

from .person import PATIENCE_MS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FORMATTED = {
    "background": "*Gerbang macet* setiap pagi, _terutama Senin_.\n\n> Kami menunggu 20 menit.\n\nSelesai.",
    "content": "Langkahnya:\n\n1. kontrak\n2. jadwal\n\n- [data](https://contoh.example/a?b=1&c=2)\n- ~lama~",
    "benefit": "Aman <script>alert(1)</script> & murah.",
    "affected": "Sopir di luar kontrak.\n\nPedagang di gerbang.",
}
SECTIONS = """() => [...document.querySelectorAll('section[aria-labelledby^="bagian-"]')]
  .map(section => section.outerHTML)"""


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_the_preview_is_what_is_published(sit, javascript):
    people = cast()
    proposal = draft(people)
    writer = sit(people.author, javascript=javascript).open(f"/usulan/{proposal.pk}/draf/").fill(**FORMATTED)
    preview = writer.page.locator("button[value=preview]")
    if javascript:
        preview.click()
        expect(writer.page.locator("[data-preview]")).to_be_focused(timeout=PATIENCE_MS)
        writer.is_accessible()
    else:
        writer.press(preview)
    writer.sees("Pratinjau tidak menyimpan").holds("content", FORMATTED["content"])
    drawn = writer.page.evaluate(SECTIONS)
    assert len(drawn) == 4
    assert "<strong>Gerbang macet</strong>" in drawn[0]

    writer.press(".form__actions button[value=submit]").send()
    public = Proposal.objects.get(pk=proposal.pk).get_absolute_url()
    reader = sit(javascript=javascript).open(public)
    assert reader.page.evaluate(SECTIONS) == drawn


def test_the_toolbar_is_used_by_keyboard_alone(sit):
    people = cast()
    writer = sit(people.author, javascript=True).open(f"/usulan/{draft(people).pk}/draf/")
    page, content = writer.page, writer.page.locator("main [name=content]")
    bar = page.get_by_role("toolbar", name="Isi usulan")
    expect(bar).to_have_count(1)

    def from_the_bar(moves: str, text: str, select: str, expected: str) -> None:
        """Select words, go back to the bar by Shift+Tab, by arrows to a button, and press it."""
        writer.fill(content=text)
        content.evaluate(SELECT, select)
        page.keyboard.press("Shift+Tab")
        expect(bar.locator("button").first).to_be_focused()
        for key in moves.split():
            page.keyboard.press(key)
        page.keyboard.press("Enter")
        writer.holds("content", expected)
        expect(content).to_be_focused()
        # The bar is one stop of the tab key, and starts at its first button for the next one.
        content.press("Shift+Tab")
        page.keyboard.press("Home")
        content.focus()

    from_the_bar("Home", "Kontrak 24 angkot.", "24 angkot", "Kontrak *24 angkot*.")
    from_the_bar("ArrowRight", "Kontrak 24 angkot.", "24 angkot", "Kontrak _24 angkot_.")
    from_the_bar("ArrowRight ArrowRight", "pagi\nsore", "pagi\nsore", "- pagi\n- sore")
    from_the_bar("End ArrowLeft", "Kami menunggu.", "menunggu", "> Kami menunggu.")
    writer.fill(content="Kontrak 24 angkot.")
    content.evaluate(SELECT, "Kontrak")
    content.press("Control+b")
    writer.holds("content", "*Kontrak* 24 angkot.")
    content.press("Control+z")
    writer.holds("content", "Kontrak 24 angkot.").is_accessible()


SELECT = """(area, words) => {
  const start = area.value.indexOf(words);
  area.focus();
  area.setSelectionRange(start, start + words.length);
}"""
# As the browser does: the page may take the pasted text over; what it leaves is inserted as it is.
PASTE = """(area, [kind, pasted]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData(kind, pasted);
  area.focus();
  area.select();
  const event = new ClipboardEvent('paste', {clipboardData, bubbles: true, cancelable: true});
  if (area.dispatchEvent(event)) document.execCommand('insertText', false, pasted);
}"""
FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal{color:red}</style></head><body><!--StartFragment-->
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>Latar</b><o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>·&nbsp;&nbsp;</span>kontrak <i>angkot</i></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<span style='mso-list:Ignore'>·&nbsp;&nbsp;</span>jadwal</p>
<p class=MsoNormal>Lihat <a href="https://contoh.example/x">data</a>.<img src="https://jahat.example/p.png"></p>
<!--EndFragment--></body></html>"""
FROM_WHATSAPP = (
    "\u200e[07.15, 07/09/2026] Ibu Contoh: *Macet*\u00a0lagi\r\n\u2022 gerbang depan\r\n\u2022 gerbang utara"
)


def test_what_is_pasted_from_word_and_whatsapp_comes_out_clean(sit):
    people = cast()
    writer = sit(people.author, javascript=True).open(f"/usulan/{draft(people).pk}/draf/")
    writer.page.locator("main [name=content]").evaluate(PASTE, ["text/html", FROM_WORD])
    word = "*Latar*\n\n- kontrak _angkot_\n- jadwal\n\nLihat [data](https://contoh.example/x)."
    writer.holds("content", word)
    writer.page.locator("main [name=background]").evaluate(PASTE, ["text/plain", FROM_WHATSAPP])
    writer.press(".form__actions button[value=save]").sees("Draf tersimpan")
    writer.holds("content", word)
    # What is plain text stays as it was typed, and is tidied where it is drawn.
    writer.page.click("button[value=preview]")
    drawn = writer.page.locator('[data-preview] section[aria-labelledby="bagian-background"]')
    expect(drawn.locator("li")).to_have_text(["gerbang depan", "gerbang utara"], timeout=PATIENCE_MS)
    expect(drawn.locator("strong")).to_have_text("Macet")
