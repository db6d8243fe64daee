"""Writing a proposal: saved by itself, in two windows, past the end of the session; nothing is lost."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Dialog, Route, expect

from portal.kit import wording
from proposals.models import Draft, Proposal, SetAside, Support
from tests.factories.members import PASSWORD, member
from tests.factories.proposals import TEXT, cast, draft, in_discussion

from .person import PATIENCE_MS, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

both_ways = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
SAVE = ".form__actions button[value=save]"
LONG = "Setiap pagi kami menghitung antrean di gerbang sekolah dan menuliskannya di papan. " * 60
# The page saves by itself after a pause of three seconds; here a pause ends when the test says so.
PAUSES_BY_HAND = """(() => {
  const [later, forget, held] = [window.setTimeout, window.clearTimeout, new Map()];
  let last = 0;
  window.setTimeout = (run, wait, ...rest) => {
    if (wait !== 3000) return later(run, wait, ...rest);
    held.set(--last, run);
    return last;
  };
  window.clearTimeout = (id) => held.delete(id) || forget(id);
  window.endPause = () => held.forEach((run) => run());
})()"""


def address_of(proposal: Proposal) -> str:
    return f"/usulan/{proposal.pk}/draf/"


def is_saved(writer: Person, revision: int) -> None:
    """Assert that the page has saved the draft that often, and says when."""
    writer.holds("revision", str(revision))
    said = writer.page.locator("[data-draft-words]")
    saved_at = wording.jam(Draft.objects.get().saved_at)
    expect(said).to_have_text(f"Tersimpan {saved_at}", timeout=PATIENCE_MS)


# Saving


def test_a_new_draft_saves_itself_on_leaving_a_field_and_after_a_pause(sit):
    people = cast()
    writer = sit(people.author, javascript=True)
    writer.context.add_init_script(PAUSES_BY_HAND)
    writer.open("/usulan/").follow("/usulan/baru/")
    writer.fill(title=TEXT["title"])
    writer.page.keyboard.press("Tab")
    is_saved(writer, 1)
    proposal = Proposal.objects.get()
    assert proposal.draft.title == TEXT["title"]
    # The draft has its own address from now on: who loads the page again goes on with the same one.
    assert writer.page.url == writer.site + address_of(proposal)
    writer.is_accessible()

    writer.page.locator("main [name=content]").press_sequentially("Kontrak 24 angkot.")
    writer.holds("revision", "1")
    writer.page.evaluate("endPause()")
    is_saved(writer, 2)
    assert writer.page.evaluate("document.activeElement.name") == "content"
    assert Draft.objects.get().content == "Kontrak 24 angkot."
    writer.open(address_of(proposal)).holds("content", "Kontrak 24 angkot.").holds("title", TEXT["title"])


def test_a_new_draft_is_saved_by_its_button(sit):
    people = cast()
    writer = sit(people.author, javascript=False).open("/usulan/").follow("/usulan/baru/")
    writer.fill(title=TEXT["title"], content="Kontrak 24 angkot.").press(SAVE)
    saved_at = wording.jam(Draft.objects.get().saved_at)
    writer.sees(f"Draf tersimpan {saved_at}", f"Tersimpan {saved_at}")
    assert writer.page.url == writer.site + address_of(Proposal.objects.get())
    writer.holds("title", TEXT["title"]).holds("content", "Kontrak 24 angkot.")


def test_without_a_connection_the_page_says_so_and_saves_when_it_is_back(sit):
    people = cast()
    writer = sit(people.author, javascript=True).open(address_of(draft(people)))
    writer.context.set_offline(True)
    writer.fill(summary="Ditulis tanpa sambungan.")
    writer.page.keyboard.press("Tab")
    writer.sees("Belum tersimpan: sambungan terputus.").is_accessible()
    writer.context.set_offline(False)
    writer.fill(benefit="Ditulis dengan sambungan.")
    writer.page.keyboard.press("Tab")
    is_saved(writer, 2)
    saved = Draft.objects.get()
    assert (saved.summary, saved.benefit) == ("Ditulis tanpa sambungan.", "Ditulis dengan sambungan.")


def test_a_draft_that_is_being_saved_is_sent_once_and_only_then(sit):
    people = cast()
    proposal = draft(people)
    writer = sit(people.author, javascript=True).open(address_of(proposal))
    held: list[Route] = []
    posts: list[str] = []

    def hold(route: Route) -> None:
        sent = route.request.post_data or ""
        if route.request.method != "POST":
            route.continue_()
        elif "autosave" in sent:
            held.append(route)
        else:
            posts.append(sent)
            route.continue_()

    writer.page.route("**/draf/", hold)
    with writer.page.expect_request(lambda request: "autosave" in (request.post_data or "")):
        writer.fill(content="Disimpan sebelum dikirim.")
        writer.page.keyboard.press("Tab")
    submit = writer.page.locator(".form__actions button[value=submit]")
    # Twice, as people do whose first press seems to do nothing.
    submit.click()
    submit.click()
    assert not posts
    with writer.page.expect_event("load", timeout=PATIENCE_MS):
        held[0].continue_()
    assert (len(held), len(posts)) == (1, 1)
    writer.sees("Kirim usulan?").is_accessible()
    saved = Draft.objects.get()
    assert (saved.revision, saved.content) == (3, "Disimpan sebelum dikirim.")


# Two windows


@both_ways
def test_two_windows_never_overwrite_each_other(sit, javascript):
    people = cast()
    proposal = draft(people)
    office, home = (sit(people.author, javascript=javascript).open(address_of(proposal)) for _ in range(2))
    office.fill(content="Ditulis di kantor.", benefit="Manfaat dari kantor.").press(SAVE)
    home.fill(content="Ditulis di rumah.", benefit="Manfaat dari rumah.")
    if javascript:
        home.page.keyboard.press("Tab")
        home.sees("Draf ini disimpan di jendela lain").is_accessible()
        home.press("[data-draft-compare] button")
    else:
        home.press(SAVE)
    assert Draft.objects.get().content == "Ditulis di kantor."
    both_texts_stand_side_by_side(home)

    # A choice for each part; what is still typed meanwhile stays, and nothing goes before the button.
    home.fill(keep_content="both", keep_benefit="other", summary="Ringkasan dari rumah.")
    home.press(SAVE).sees("Draf tersimpan", "2 naskah disisihkan")
    home.holds("content", "Ditulis di rumah.\n\nDitulis di kantor.")
    home.holds("benefit", "Manfaat dari kantor.").holds("summary", "Ringkasan dari rumah.")
    home.page.locator("summary", has_text="2 naskah disisihkan").click()
    home.sees("Manfaat dari rumah.", TEXT["summary"]).is_accessible()
    lost = set(SetAside.objects.values_list("part", "text"))
    assert lost == {("benefit", "Manfaat dari rumah."), ("summary", TEXT["summary"])}
    assert Draft.objects.get().content == "Ditulis di rumah.\n\nDitulis di kantor."


def both_texts_stand_side_by_side(writer: Person) -> None:
    """Assert that the page shows what differs, part by part, what is saved on the left."""
    writer.sees("Dua naskah: pilih yang dipakai")
    writer.holds("content", "Ditulis di rumah.").holds("benefit", "Manfaat dari rumah.")
    parts = writer.page.locator(".conflict")
    expect(parts).to_have_count(2)
    for part, saved, typed in ((parts.first, "kantor", "rumah"), (parts.last, "kantor", "rumah")):
        left, right = part.locator(".answer").first, part.locator(".answer").last
        expect(left.locator("del")).to_have_text(saved)
        expect(right.locator("ins")).to_have_text(typed)
        boxes = (left.bounding_box(), right.bounding_box())
        assert boxes[0]["y"] == boxes[1]["y"]
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]


# The end of a session


@both_ways
def test_a_session_that_ends_within_a_long_text_takes_nothing_of_it(sit, javascript):
    people = cast()
    writer = sit(people.author, javascript=javascript).open(address_of(draft(people)))
    writer.fill(content=LONG.strip())
    Session.objects.all().delete()
    if javascript:
        writer.page.keyboard.press("Tab")
    else:
        writer.press(SAVE)
    writer.sees("Waktu masuk Anda habis, tetapi tulisan Anda aman.").holds("content", LONG.strip())
    writer.is_accessible()
    assert Draft.objects.get().content == TEXT["content"]

    sign_in_beside(writer)
    if javascript:
        # Who writes on is saved again; nothing has to be pressed.
        writer.fill(affected="Ditulis sesudah masuk lagi.")
        writer.page.keyboard.press("Tab")
        is_saved(writer, 2)
        expect(writer.page.locator("[data-draft-sign-in]")).to_be_hidden()
    else:
        writer.fill(affected="Ditulis sesudah masuk lagi.").press(SAVE)
        writer.sees("Isian ini sudah kedaluwarsa").holds("content", LONG.strip())
        writer.press(SAVE).sees("Draf tersimpan")
    writer.holds("content", LONG.strip()).is_accessible()
    saved = Draft.objects.get()
    assert (saved.content, saved.affected) == (LONG.strip(), "Ditulis sesudah masuk lagi.")


def sign_in_beside(writer: Person) -> None:
    """Sign in again in a new window, by the link that the page offers, and close it."""
    with writer.context.expect_page() as opened:
        writer.page.locator('main a[target=_blank][href*="/login/"]:visible').click()
    window = opened.value
    window.set_default_timeout(PATIENCE_MS)
    window.wait_for_load_state("load")
    window.fill("main [name=login]", writer.email)
    window.fill("main [name=password]", PASSWORD)
    with window.expect_event("load"):
        window.click("main form button[type=submit]")
    expect(window.locator("h1")).to_have_text("Anda sudah masuk", timeout=PATIENCE_MS)
    window.close()


# Similar titles


@both_ways
def test_a_similar_proposal_is_shown_and_supported_instead(sit, javascript):
    theirs = in_discussion()
    people = cast(group=theirs.leading_group)
    writer = sit(member(group=people.group, element="business"), javascript=javascript)
    writer.open("/usulan/baru/")
    typed = {"title": "Angkutan pelajar terjadwal untuk SMP", "content": "Tulisan yang tetap ada."}
    similar = writer.page.locator("[data-similar]")
    if javascript:
        writer.fill(**typed)
    else:
        expect(similar).not_to_contain_text(theirs.title)
        writer.fill(**typed).press(SAVE)
    expect(similar).to_contain_text(theirs.title, timeout=PATIENCE_MS)
    expect(similar).to_contain_text("Dibahas")
    writer.is_accessible()
    support = similar.locator("button", has_text="Dukung yang ini saja")
    if javascript:
        # What cannot be saved is not left behind.
        writer.context.set_offline(True)
        writer.fill(summary="Ditulis tanpa sambungan.")
        support.click()
        writer.sees("Belum tersimpan: sambungan terputus.").holds("summary", "Ditulis tanpa sambungan.")
        writer.context.set_offline(False)
    writer.press(support)
    assert Support.objects.get().proposal == theirs
    assert writer.page.url.startswith(writer.site + theirs.get_absolute_url())
    saved = Draft.objects.get(proposal__author__email=writer.email)
    assert saved.content == typed["content"]
    assert saved.summary == ("Ditulis tanpa sambungan." if javascript else "")


# What no draft keeps


def test_whoever_leaves_a_page_with_a_text_that_nothing_keeps_is_asked_first(sit):
    people = cast()
    proposal = in_discussion(people)
    writer = sit(people.author, javascript=True).open(f"/usulan/{proposal.pk}/ubah/")
    expect(writer.page.locator("[role=toolbar]").first).to_be_visible(timeout=PATIENCE_MS)
    writer.page.locator("main [name=benefit]").press_sequentially("Pelajar menang waktu. ")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    writer.page.on("dialog", stay)
    writer.page.locator("a[href='/usulan/']:visible").first.click(no_wait_after=True)
    writer.holds("benefit", f"Pelajar menang waktu. {TEXT['benefit']}")
    assert asked == ["beforeunload"]
    # Sent is not left; what comes back refused is stored nowhere, and asked for again.
    writer.press(".form__actions button.button--primary").sees("Apa yang berubah dan mengapa")
    assert asked == ["beforeunload"]
    writer.page.locator("a[href='/usulan/']:visible").first.click(no_wait_after=True)
    writer.holds("benefit", f"Pelajar menang waktu. {TEXT['benefit']}")
    assert asked == ["beforeunload"] * 2
    writer.fill(change_note="Manfaat ditambah.").press(".form__actions button.button--primary")
    assert asked == ["beforeunload"] * 2
    assert proposal.versions.latest("number").benefit.startswith("Pelajar menang waktu.")
