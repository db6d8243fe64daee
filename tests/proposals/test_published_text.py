"""What is published: equal to its preview byte for byte, and never able to run or load anything."""

import re

import pytest
from django.urls import reverse

from portal.kit import richtext
from portal.members import roles
from proposals import actions
from proposals.models import Comment, Draft, Version
from tests.factories.members import member
from tests.factories.proposals import LONG, TEXT, cast, comment, draft, in_discussion
from tests.kit.attacks import ATTACKS, Seen, runs

pytestmark = pytest.mark.django_db

FORMATTED = {
    **TEXT,
    "title": "Judul\u200b & <b>tanda</b>",
    "content": "Kontrak *24 angkot*:\r\n\u2022 pagi\r\n\u2022 siang\r\nLihat https://contoh.id/a?b=1&c=2",
    "benefit": "> kutipan\n\n1) satu\n2) _dua_\n\n~coret~ [tautan](https://contoh.id)",
}


def sections_of(page: str) -> list[str]:
    """Return the sections of a proposal's text in a page, as bytes would have them."""
    return re.findall(
        r'<section class="stack--small"\s+aria-labelledby="bagian-.*?</section>', page, re.DOTALL
    )


# Preview


def test_the_preview_of_a_draft_is_what_will_be_published_byte_for_byte(clock, client_for):
    people = cast()
    proposal = draft(people)
    address = reverse("proposals:draft", args=[proposal.pk])
    form = {**FORMATTED, "leading_group": people.group.pk, "revision": 1}
    client = client_for(people.author)
    shown = sections_of(client.post(address, {**form, "do": "preview"}).content.decode())
    assert Draft.objects.get().revision == 1
    client.post(address, {**form, "do": "save"})
    actions.submit_proposal(proposal=proposal, actor=people.author)
    page = client_for(None).get(reverse("proposals:redirect", args=[proposal.pk]), follow=True)
    assert len(shown) == 4
    assert shown == sections_of(page.content.decode())


def test_the_preview_stands_above_the_filled_form_and_reports_nothing_missing(clock, client_for):
    people = cast()
    form = {"title": "Baru mulai", "content": "*Tebal* saja", "cost_estimate": "mahal", "do": "preview"}
    answer = client_for(people.author).post(reverse("proposals:new"), form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.index("<strong>Tebal</strong>") < page.index("*Tebal* saja")
    assert 'value="Baru mulai"' in page
    assert "field__error" not in page


def test_the_preview_of_an_edit_stores_no_version(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    form = {**FORMATTED, "base_version": 1, "change_note": "Coba.", "do": "preview"}
    address = reverse("proposals:edit", args=[proposal.pk])
    page = client_for(people.author).post(address, form).content.decode()
    assert "<strong>24 angkot</strong>" in page
    assert Version.objects.count() == 1


def test_the_preview_of_a_comment_is_what_will_be_published_byte_for_byte(clock, client_for):
    proposal = in_discussion()
    writer = member(group=proposal.leading_group)
    body = "*Setuju*\n\u2022 satu\n\u2022 dua\r\nhttps://contoh.id"
    form = {"body": body, "do": "preview"}
    client = client_for(writer)
    page = client.post(reverse("proposals:write_comment", args=[proposal.pk]), form).content.decode()
    assert not Comment.objects.exists()
    written = comment(proposal, actor=writer, body=body)
    assert written.html in page
    assert "<li>dua</li>" in written.html


@pytest.mark.parametrize("name", ["write_comment", "edit", "official_response"])
def test_who_may_not_do_it_gets_no_preview(name, clock, client_for):
    proposal = in_discussion()
    address = reverse(f"proposals:{name}", args=[proposal.pk])
    for client, words in ((client_for(None), "Waktu masuk Anda habis"), (client_for(member()), "")):
        answer = client.post(address, {"body": "*x*", "content": "*x*", "do": "preview"})
        assert answer.status_code in (200, 403)
        if words or name != "write_comment":
            assert "data-preview" not in answer.content.decode().replace("data-previews", "")
            assert words in answer.content.decode()


def test_a_preview_asked_for_during_a_conflict_keeps_both_texts(clock, client_for):
    people = cast()
    proposal = draft(people)
    actions.save_draft(proposal=proposal, actor=people.author, revision=1, text={"content": "Naskah lain."})
    form = {**TEXT, "content": "Naskah saya.", "revision": 2, "keep_content": "other", "do": "preview"}
    address = reverse("proposals:draft", args=[proposal.pk])
    page = client_for(people.author).post(address, form).content.decode()
    assert 'name="keep_content" value="other" checked' in page
    assert "Naskah <del>lain</del>." in page


# Attacks


def test_what_word_left_in_title_and_summary_is_not_published(clock):
    proposal = in_discussion(title="Judul\u202e yang\u200b terbalik", summary="Ringkas\u00a0saja")
    assert proposal.title == "Judul yang terbalik"
    assert proposal.current_version.summary == "Ringkas saja"


@pytest.fixture
def attacked(clock, client_for):
    """Return pages that show texts which attack in every place where somebody may write."""

    def pages(attacks: list[str]) -> dict[str, str]:
        people = cast()
        text = "\n\n".join(attacks)
        short = " ".join(attacks)[:290]
        proposal = in_discussion(
            people,
            title=short[:149],
            summary=short,
            background=text,
            content=text,
            benefit=text,
            affected=text,
            funding_source=short[:190],
        )
        actions.edit_proposal(
            proposal=proposal,
            actor=people.author,
            base_version=1,
            text={**_text(proposal), "content": f"{text}\n\nBerubah.", "benefit": short},
            change_note=short,
        )
        people.author.name = short[:100]
        people.author.save(update_fields=["name"])
        writer = member(group=people.group, name=short[:100])
        written = actions.write_comment(
            proposal=proposal,
            actor=writer,
            affiliation=roles.current_affiliations(writer)[0],
            capacity="personal",
            stance="note",
            body=(text + LONG)[:4_900],
        )
        unsaved = draft(people, title=short[:149], content=text)
        own = client_for(people.author)
        address = reverse("proposals:draft", args=[unsaved.pk])
        form = {"title": short, "content": f"{text} lain", "background": text, "revision": 0}
        found = {
            name: client_for(None).get(path, follow=True).content.decode()
            for name, path in {
                "list": "/usulan/",
                "detail": f"/usulan/{proposal.pk}/",
                "english": f"/en/usulan/{proposal.pk}/",
                "versions": f"/usulan/{proposal.pk}/versi/",
                "version": f"/usulan/{proposal.pk}/versi/1/",
                "comment": written.get_absolute_url(),
                "home": "/",
                "search": "/cari/?q=alert",
            }.items()
        }
        found["draft"] = own.get(address).content.decode()
        found["conflict"] = own.post(address, {**form, "do": "save"}).content.decode()
        found["preview"] = own.post(address, {**form, "do": "preview"}).content.decode()
        found["expired"] = client_for(None).post(address, {**form, "do": "save"}).content.decode()
        return found

    return pages


def _text(proposal):
    from proposals.actions.versions import text_of

    return {**text_of(proposal.current_version), "areas": []}


@pytest.mark.parametrize("start", range(0, len(ATTACKS), 8))
def test_no_page_runs_or_loads_what_a_member_wrote(start, attacked):
    some = [text.replace("\x00", "") for text in ATTACKS[start : start + 8]]
    for name, page in attacked(some).items():
        seen = Seen(page)
        assert not runs(seen), name
        scripts = re.findall(r"<script\b[^>]*>", page)
        assert all('src="/static/' in script or "application/" in script for script in scripts), name


def test_links_that_members_write_lead_no_search_engine(clock, client_for):
    proposal = in_discussion(content="Lihat https://contoh.id/data dan [sumber](http://contoh.id).")
    page = client_for(None).get(proposal.get_absolute_url()).content.decode()
    seen = Seen(page)
    rels = [rel for link, rel in zip(seen.links, seen.rels, strict=True) if "contoh.id" in link]
    assert rels == ["nofollow ugc noopener"] * 2


def test_the_rendered_text_is_cleaned_again_when_it_is_made(clock):
    version = in_discussion(content="\n\n".join(ATTACKS).replace("\x00", "")).current_version
    assert "".join(version.html["content"]) == richtext.render(version.content)
