"""Bad input: answered in words, nothing lost, nothing stored, never a 500."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.members import roles
from proposals import actions
from proposals.forms import CommentForm
from proposals.models import Comment, Draft, Proposal, ProposalRules, Version
from tests.factories.members import member
from tests.factories.proposals import LONG, TEXT, cast, comment, draft, in_discussion

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(clock, client_for):
    """Return a proposal in discussion, a member, their client and a valid comment to send."""
    proposal = in_discussion()
    writer = member(group=proposal.leading_group, element="academia")
    affiliation = roles.current_affiliations(writer)[0]
    data = {
        "speaks_as": f"representing-{affiliation.pk}",
        "stance": "note",
        "body": "Berapa biayanya setahun?",
    }
    return proposal, writer, client_for(writer), data


def _address(proposal: Proposal) -> str:
    return reverse("proposals:write_comment", args=[proposal.pk])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"body": ""}, ""),
        ({"body": "a"}, "2 sampai 5000"),
        ({"body": "a" * 5_001}, "5.001"),
        ({"body": "Ada nol \x00 di sini"}, ""),
        ({"stance": "benci"}, ""),
        ({"stance": ""}, ""),
        ({"speaks_as": "representing-99999"}, ""),
        ({"speaks_as": "x"}, ""),
        ({"paragraph": "99"}, ""),
        ({"paragraph": "x"}, ""),
    ],
)
def test_a_wrong_comment_comes_back_filled_with_the_error_at_its_field(change, words, talk):
    proposal, _writer, client, data = talk
    response = client.post(_address(proposal), {**data, **change})
    page = response.content.decode()
    assert response.status_code == 422
    assert "field__error" in page
    assert not Comment.objects.exists()
    if "body" not in change:
        assert data["body"] in page
    else:
        assert words.replace("5000", "5.000") in page or words in page


def test_a_lone_surrogate_is_refused_at_its_field(talk):
    proposal, writer, _client, data = talk
    form = CommentForm(
        {**data, "body": "Rusak \ud800 di tengah"},
        affiliations=roles.current_affiliations(writer),
        rules=ProposalRules.load(),
        version=proposal.current_version,
    )
    assert set(form.errors) == {"body"}


def test_bytes_that_are_no_text_are_no_500(talk):
    proposal, _writer, client, data = talk
    body = f"speaks_as={data['speaks_as']}&stance=note&body=".encode() + b"%ff%fe" + b"%ED%A0%80 rusak"
    response = client.post(_address(proposal), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (303, 400, 422)


def test_the_same_form_sent_twice_makes_one_comment_and_leads_to_it_both_times(talk):
    proposal, _writer, client, data = talk
    first = client.post(_address(proposal), {**data, "form_key": "kunci-1"})
    second = client.post(_address(proposal), {**data, "form_key": "kunci-1"})
    assert Comment.objects.count() == 1
    assert first.status_code == second.status_code == 303
    assert first.url == second.url == Comment.objects.get().get_absolute_url()


def test_an_outdated_token_gives_the_form_back_filled_and_stores_nothing(talk):
    proposal, writer, _client, data = talk
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    response = strict.post(_address(proposal), {**data, "csrfmiddlewaretoken": "basi"})
    page = response.content.decode()
    assert response.status_code == 403
    assert data["body"] in page
    assert "csrfmiddlewaretoken" in page
    assert not Comment.objects.exists()


def test_a_session_that_ended_in_the_middle_of_a_long_text_loses_nothing_and_stores_nothing(
    clock, client_for
):
    people = cast()
    proposal = draft(people)
    text = {**TEXT, "content": "Kalimat panjang yang ditulis satu jam. " * 200, "revision": 1, "do": "save"}
    response = client_for(None).post(reverse("proposals:draft", args=[proposal.pk]), text)
    page = response.content.decode()
    assert response.status_code == 403
    assert text["content"] in page
    assert "Waktu masuk Anda habis" in page
    assert Draft.objects.get().revision == 1


def test_a_new_proposal_written_by_somebody_whose_session_ended_comes_back_filled(clock, client_for):
    cast()
    response = client_for(None).post(reverse("proposals:new"), {**TEXT, "do": "submit"})
    assert response.status_code == 403
    assert TEXT["benefit"] in response.content.decode()
    assert not Proposal.objects.exists()


def test_a_draft_of_a_stranger_shows_nothing_to_a_session_that_ended(clock, client_for):
    proposal = draft(title="Rahasia sampai diajukan")
    response = client_for(None).post(reverse("proposals:draft", args=[proposal.pk]), {"do": "save"})
    assert response.status_code == 403
    assert "Rahasia" not in response.content.decode()


def test_an_incomplete_submission_is_saved_as_a_draft_and_says_at_each_field_what_is_missing(
    clock, client_for
):
    people = cast()
    client = client_for(people.author)
    data = {**TEXT, "title": "Ruang", "benefit": "", "organisation": people.organisation.pk, "do": "submit"}
    response = client.post(reverse("proposals:new"), {**data, "leading_group": people.group.pk})
    assert response.status_code == 303
    page = client.get(response.url, follow=True).content.decode()
    assert "Judul berisi 5 karakter" in page
    assert "Manfaat belum diisi" in page
    assert TEXT["content"].split("\n")[0] in page
    assert Proposal.objects.get().state == "draft"


def test_a_complete_submission_says_until_when_it_is_checked(clock, client_for):
    people = cast()
    client = client_for(people.author)
    data = {**TEXT, "organisation": people.organisation.pk, "leading_group": people.group.pk, "do": "submit"}
    asked = client.post(reverse("proposals:new"), data, follow=True)
    proposal = Proposal.objects.get()
    assert proposal.state == "draft"
    assert TEXT["title"] in asked.content.decode()
    response = client.post(reverse("proposals:submit", args=[proposal.pk]), {"revision": 1}, follow=True)
    page = response.content.decode()
    assert Proposal.objects.get().state == "submitted"
    assert "Usulan terkirim. Koordinator memeriksa kelengkapannya paling lambat Jumat, 27" in page
    assert "(5 hari kerja)" in page


def test_everything_that_stops_a_submission_is_reported_in_one_round(clock, client_for):
    people = cast()
    data = {"title": "Satu", "cost_estimate": "mahal", "organisation": people.organisation.pk, "do": "submit"}
    response = client_for(people.author).post(reverse("proposals:new"), data)
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {
        "title", "summary", "background", "content", "benefit", "affected", "leading_group", "cost_estimate",
    }  # fmt: skip


def test_a_comment_without_stance_and_too_short_hears_both_at_once(talk):
    proposal, _writer, client, data = talk
    response = client.post(_address(proposal), {**data, "stance": "", "body": "a"})
    assert set(response.context["form"].errors) == {"stance", "body"}


def test_the_button_that_enter_presses_saves_and_never_submits(clock, client_for):
    page = client_for(cast().author).get(reverse("proposals:new")).content.decode()
    form = page[page.index("data-draft") :]
    assert form.index('value="save"') < form.index('value="submit"')


def test_a_submission_of_a_text_changed_in_another_window_is_asked_anew(clock, client_for):
    people = cast()
    proposal = draft(people)
    actions.save_draft(proposal=proposal, actor=people.author, revision=1, text={"title": "Judul lain lagi"})
    address = reverse("proposals:submit", args=[proposal.pk])
    response = client_for(people.author).post(address, {"revision": 1})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Judul lain lagi" in page
    assert 'name="revision" value="2"' in page
    assert Proposal.objects.get().state == "draft"


def test_only_the_authors_own_groups_are_offered_to_lead(clock, client_for):
    people = cast()
    elsewhere = cast().group
    form = client_for(people.author).get(reverse("proposals:new")).context["form"]
    assert list(form.fields["leading_group"].queryset) == [people.group]
    assert elsewhere in form.fields["groups"].queryset


def test_two_windows_on_one_draft_show_both_texts_and_the_second_save_is_a_choice(clock, client_for):
    people = cast()
    proposal = draft(people)
    client = client_for(people.author)
    address = reverse("proposals:draft", args=[proposal.pk])
    assert client.post(address, {**TEXT, "content": "Jendela pertama.", "revision": 1}).status_code == 303
    second = client.post(address, {**TEXT, "content": "Jendela kedua.", "revision": 1})
    page = second.content.decode()
    assert second.status_code == 409
    assert "Jendela kedua." in page
    assert "<del>pertama</del>" in page
    assert Draft.objects.get().content == "Jendela pertama."
    # The form that came back carries the revision that it now overwrites knowingly.
    assert 'name="revision" value="2"' in page
    assert client.post(address, {**TEXT, "content": "Jendela kedua.", "revision": 2}).status_code == 303
    assert Draft.objects.get().content == "Jendela kedua."


def test_two_windows_on_one_version_show_both_texts(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    client = client_for(people.author)
    address = reverse("proposals:edit", args=[proposal.pk])
    data = {**TEXT, "base_version": 1, "change_note": "Mengubah."}
    assert client.post(address, {**data, "content": "Jendela pertama."}).status_code == 303
    second = client.post(address, {**data, "content": "Jendela kedua."})
    assert second.status_code == 409
    assert "<del>pertama</del>" in second.content.decode()
    assert Version.objects.count() == 2


def test_a_comment_that_meets_a_closed_discussion_comes_back_filled(talk, clock):
    proposal, _writer, client, data = talk
    clock.set(proposal.closes_at)
    response = client.post(_address(proposal), data)
    assert response.status_code == 409
    assert data["body"] in response.content.decode()


def test_whoever_comes_second_to_the_same_step_is_told_so_and_nothing_is_done_twice(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    Proposal.objects.filter(pk=proposal.pk).update(state="submitted")
    data = {"reason": "Lengkapi biaya."}
    address = reverse("proposals:send_back", args=[proposal.pk])
    assert client_for(people.coordinator).post(address, data).status_code == 303
    late = client_for(people.secretariat).post(address, data)
    assert late.status_code == 409
    assert "Lengkapi biaya." in late.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/usulan/999999/",
        "/usulan/999999/judul/",
        "/usulan/999999/versi/",
        "/usulan/999999/tanggapan/1/",
        "/usulan/tanggapan/999999/",
        f"/usulan/{10**30}/",
        f"/usulan/{10**30}/versi/{10**30}/",
        f"/usulan/tanggapan/{10**30}/",
        "/usulan/999999/draf/",
        "/usulan/999999/balas/",
    ],
)
def test_an_unknown_number_is_a_404(path, clock, client_for):
    assert client_for(cast().author).get(path).status_code == 404


@pytest.mark.parametrize(
    "name", ["detail", "draft", "discard", "versions", "redirect", "support", "withdraw"]
)
def test_a_foreign_draft_is_a_404_for_everybody_else(name, clock, client_for):
    people = cast()
    proposal = draft(people)
    arguments = [proposal.pk, "judul"] if name == "detail" else [proposal.pk]
    for stranger in (people.coordinator, people.secretariat):
        assert client_for(stranger).get(reverse(f"proposals:{name}", args=arguments)).status_code == 404


def test_a_comment_is_not_reached_through_another_proposal(clock, client_for):
    people = cast()
    found = comment(in_discussion(people))
    other = in_discussion(people)
    client = client_for(found.author)
    for name in ("comment", "reply", "edit_comment", "retract_comment"):
        assert client.get(reverse(f"proposals:{name}", args=[other.pk, found.pk])).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "pokja=tidak-ada",
        "keadaan=xyz",
        "urut=';DROP",
        "page=99999999999999999999",
        "page=-1",
        "page=a",
        "cari=" + "x" * 5_000,
        "cari=%F0%9F%98%80",
        "keadaan=draft&keadaan=discussion",
    ],
)
def test_a_nonsense_filter_is_answered_with_a_list(query, clock, client_for):
    in_discussion()
    assert client_for(None).get(f"/usulan/?{query}").status_code == 200


def test_nul_in_the_address_is_a_400(clock, client_for):
    assert client_for(None).get("/usulan/?cari=%00").status_code == 400


@pytest.mark.parametrize("query", ["dari=9&ke=9", "dari=x", "ke=-1", "dari=2&ke=1"])
def test_a_nonsense_comparison_is_answered(query, clock, client_for):
    proposal = in_discussion()
    assert client_for(None).get(f"/usulan/{proposal.pk}/versi/?{query}").status_code == 200


@pytest.mark.parametrize("amount", ["-5", "1,5", "seribu", "9" * 25, "1e5"])
def test_a_cost_that_is_no_amount_of_rupiah_is_refused_at_its_field(amount, clock, client_for):
    people = cast()
    proposal = draft(people)
    data = {**TEXT, "cost_estimate": amount, "revision": 1, "do": "save"}
    response = client_for(people.author).post(reverse("proposals:draft", args=[proposal.pk]), data)
    assert response.status_code == 422
    assert amount in response.content.decode()


@pytest.mark.parametrize(("typed", "stored"), [("96.500.000", 96_500_000), ("Rp 1.000,-", 1_000), ("", None)])
def test_a_cost_is_read_as_people_write_it(typed, stored, clock, client_for):
    people = cast()
    proposal = draft(people)
    data = {**TEXT, "cost_estimate": typed, "revision": 1, "do": "save"}
    client_for(people.author).post(reverse("proposals:draft", args=[proposal.pk]), data)
    assert Draft.objects.get().cost_estimate == stored


def test_names_and_titles_are_shown_as_text(clock, client_for):
    people = cast()
    people.author.name = "<script>alert(1)</script>"
    people.author.save()
    proposal = in_discussion(people, title="<img src=x onerror=alert(1)> di judul")
    writer = member(group=people.group, name="<b>Tebal</b>")
    actions.write_comment(
        proposal=proposal,
        actor=writer,
        affiliation=roles.current_affiliations(writer)[0],
        capacity="personal",
        stance="note",
        body=LONG + "<script>alert(2)</script>",
    )
    for path in ("/usulan/", proposal.get_absolute_url(), f"/usulan/{proposal.pk}/versi/"):
        page = client_for(None).get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>Tebal" not in page
