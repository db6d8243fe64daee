"""Two windows on one text, a draft that saves itself, and a session that ends: nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from proposals import actions
from proposals.actions import StaleDraft
from proposals.conflict import combine, differences
from proposals.models import Draft, Pillar, Proposal, SetAside, Version
from tests.factories.members import member
from tests.factories.proposals import TEXT, cast, comment, draft, in_discussion
from tests.files import upload
from tests.proposals.texts import whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(clock, client_for):
    """Return the people, a draft, its address and its author's client."""
    people = cast()
    proposal = draft(people)
    return people, proposal, reverse("proposals:draft", args=[proposal.pk]), client_for(people.author)


def sent(people, **values) -> dict:
    """Return the form of a draft as the page sends it."""
    return {**TEXT, "leading_group": people.group.pk, "window": "w-1", "revision": 1, "do": "save", **values}


# What differs, and one text of two


def test_what_differs_is_told_part_by_part_facts_included(clock):
    one, other = (Pillar.objects.create(name=name, position=9) for name in ("Air bersih", "Udara bersih"))
    saved = draft(pillar=one).draft
    typed = {
        **whole(title="Angkutan guru terjadwal untuk SMP negeri"),
        "pillar": other,
        "areas": [],
        "groups": [],
    }
    found = {part.name: part for part in differences(saved, typed)}
    assert set(found) == {"title", "pillar"}
    assert (found["pillar"].saved, found["pillar"].typed) == ("Air bersih", "Udara bersih")
    assert "<del>pelajar</del>" in found["title"].comparison.before()
    assert "<ins>" not in found["title"].comparison.before()
    assert "<ins>guru</ins>" in found["title"].comparison.after()


@pytest.mark.parametrize(
    ("keep", "text", "dropped"),
    [
        ("mine", "Tulisan saya.", {"content": "Naskah lain."}),
        ("other", "Naskah lain.", {"content": "Tulisan saya."}),
        ("both", "Tulisan saya.\n\nNaskah lain.", {}),
    ],
)
def test_of_two_texts_each_part_is_taken_as_chosen_and_the_rest_is_handed_back(keep, text, dropped, clock):
    saved = draft(content="Naskah lain.").draft
    combined, lost = combine(saved, whole(content="Tulisan saya."), {"content": keep})
    assert combined["content"] == text
    assert lost == dropped
    assert combined["benefit"] == TEXT["benefit"]


def test_a_title_is_one_line_and_never_both(clock):
    saved = draft(title="Judul yang tersimpan").draft
    combined, lost = combine(saved, whole(title="Judul saya"), {"title": "both"})
    assert (combined["title"], lost) == ("Judul saya", {"title": "Judul yang tersimpan"})


# Drafts


def test_a_conflict_shows_both_texts_side_by_side_and_asks_for_each_part(desk):
    people, _proposal, address, client = desk
    client.post(address, sent(people, content="Jendela pertama."))
    page = client.post(address, sent(people, window="w-2", content="Jendela kedua.")).content.decode()
    assert "Jendela <del>pertama</del>." in page
    assert "Jendela <ins>kedua</ins>." in page
    assert page.count('name="keep_content"') == 3
    assert 'name="keep_benefit"' not in page


@pytest.mark.parametrize(
    ("keep", "kept", "aside"),
    [
        ("mine", "Jendela kedua.", ["Jendela pertama."]),
        ("other", "Jendela pertama.", ["Jendela kedua."]),
        ("both", "Jendela kedua.\n\nJendela pertama.", []),
    ],
)
def test_the_choice_is_saved_and_what_was_not_taken_can_still_be_read(keep, kept, aside, desk):
    people, _proposal, address, client = desk
    client.post(address, sent(people, content="Jendela pertama."))
    choice = sent(people, window="w-2", content="Jendela kedua.", revision=2, keep_content=keep)
    assert client.post(address, choice).status_code == 303
    assert Draft.objects.get().content == kept
    assert [text.text for text in SetAside.objects.all()] == aside
    page = client.get(address).content.decode()
    assert all(text in page for text in aside)


def test_a_third_window_that_saves_during_the_choice_asks_anew(desk):
    people, proposal, address, client = desk
    client.post(address, sent(people, content="Jendela pertama."))
    actions.save_draft(proposal=proposal, actor=people.author, revision=2, text={"content": "Ketiga."})
    choice = sent(people, window="w-2", content="Jendela kedua.", revision=2, keep_content="mine")
    answer = client.post(address, choice)
    assert answer.status_code == 409
    assert Draft.objects.get().content == "Ketiga."
    assert "Ketiga" in answer.content.decode()


def test_a_choice_that_cannot_be_stored_is_asked_again_with_both_texts(desk):
    people, _proposal, address, client = desk
    client.post(address, sent(people, content="Jendela pertama."))
    choice = sent(people, content="Kedua.", revision=2, keep_content="other", cost_estimate="mahal")
    answer = client.post(address, choice)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'name="keep_content" value="other" checked' in page
    assert Draft.objects.get().revision == 2


def test_a_choice_made_after_the_session_ended_meets_the_conflict_again(desk, client_for):
    people, _proposal, address, client = desk
    client.post(address, sent(people, content="Jendela pertama."))
    choice = sent(people, window="w-2", content="Jendela kedua.", revision=2, keep_content="mine")
    page = client_for(None).post(address, choice).content.decode()
    assert "Jendela kedua." in page
    assert 'name="revision" value="0"' in page


def test_after_the_session_ended_no_label_stands_above_what_is_kept_out_of_sight(clock, client_for):
    people = cast()
    page = client_for(None).post(reverse("proposals:new"), sent(people)).content.decode()
    assert page.count('name="leading_group"') == 1
    assert "Pokja yang memimpin" not in page


def test_a_save_whose_answer_got_lost_is_no_conflict_with_itself(desk):
    people, _proposal, address, client = desk
    assert client.post(address, sent(people, content="Satu.")).status_code == 303
    assert client.post(address, sent(people, content="Satu dua.")).status_code == 303
    assert Draft.objects.get().content == "Satu dua."
    assert client.post(address, sent(people, content="Lain.", window="w-2")).status_code == 409


def test_a_page_whose_first_answer_got_lost_saves_on_into_the_same_draft(clock, client_for):
    people = cast()
    client = client_for(people.author)
    data = sent(people, organisation=people.organisation.pk, form_key="kunci", revision="", do="autosave")
    for content in ("Satu.", "Satu dua."):
        assert client.post(reverse("proposals:new"), {**data, "content": content}).json()["state"] == "saved"
    assert Draft.objects.get().content == "Satu dua."


def test_a_button_pressed_after_a_lost_answer_does_all_that_it_says(clock, client_for):
    people = cast()
    client = client_for(people.author)
    data = sent(people, organisation=people.organisation.pk, form_key="kunci", revision="")
    client.post(reverse("proposals:new"), {**data, "do": "autosave"})
    attached = client.post(reverse("proposals:new"), {**data, "do": "attach", "attachment": upload()})
    assert attached.url.endswith("#lampiran")
    assert Proposal.objects.get().attachments.count() == 1
    submitted = client.post(reverse("proposals:new"), {**data, "do": "submit"})
    assert submitted.url == reverse("proposals:submit", args=[Proposal.objects.get().pk])


@pytest.mark.parametrize("moved_on", ["submitted", "discarded"])
def test_a_form_whose_draft_moved_on_becomes_a_new_draft_once_more_sent(moved_on, clock, client_for):
    people = cast()
    client = client_for(people.author)
    data = sent(people, organisation=people.organisation.pk, form_key="kunci", revision="")
    client.post(reverse("proposals:new"), data)
    first = Proposal.objects.get()
    if moved_on == "submitted":
        actions.submit_proposal(proposal=first, actor=people.author)
    else:
        actions.discard_draft(proposal=first, actor=people.author)
    answer = client.post(reverse("proposals:new"), {**data, "content": "Usulan yang lain."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Usulan yang lain." in page
    key = page.split('name="form_key" value="')[1].split('"')[0]
    again = client.post(reverse("proposals:new"), {**data, "content": "Usulan yang lain.", "form_key": key})
    assert again.status_code == 303
    assert Draft.objects.latest("pk").content == "Usulan yang lain."


def test_a_page_found_again_saves_by_itself_over_no_draft(clock, client_for):
    people = cast()
    client = client_for(people.author)
    data = sent(people, organisation=people.organisation.pk, form_key="kunci", revision="")
    client.post(reverse("proposals:new"), {**data, "content": "Satu."})
    answer = client.post(reverse("proposals:new"), {**data, "content": "Lain.", "do": "autosave"})
    assert (answer.status_code, answer.json()["state"]) == (409, "conflict")
    assert Draft.objects.get().content == "Satu."


def test_a_file_sent_as_if_by_the_page_itself_is_left_out(desk):
    people, proposal, address, client = desk
    data = sent(people, do="autosave", caption="a" * 151, attachment=upload())
    assert client.post(address, data).status_code == 200
    assert not proposal.attachments.exists()


def test_a_form_found_again_by_going_back_overwrites_no_draft_unseen(clock, client_for):
    people = cast()
    client = client_for(people.author)
    data = sent(people, organisation=people.organisation.pk, form_key="kunci", revision="")
    client.post(reverse("proposals:new"), {**data, "content": "Satu."})
    answer = client.post(reverse("proposals:new"), {**data, "content": "Lain sama sekali."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Lain sama sekali." in page
    assert Draft.objects.get().content == "Satu."
    # The page goes on with the draft, and the person chooses.
    address = reverse("proposals:draft", args=[Proposal.objects.get().pk])
    assert f'action="{address}"' in page
    choice = {**data, "content": "Lain sama sekali.", "revision": 1, "keep_content": "both"}
    assert client.post(address, choice).status_code == 303
    assert Draft.objects.get().content == "Lain sama sekali.\n\nSatu."


def test_who_writes_with_another_author_hears_who_saved(desk):
    people, proposal, _address, _client = desk
    other = member(name="Wulan Sari")
    Draft.objects.update(saved_by=other)
    with pytest.raises(StaleDraft) as stale:
        actions.save_draft(proposal=proposal, actor=people.author, revision=0, text={"title": "Lain"})
    assert "Wulan Sari" in str(stale.value.verdict.message)
    assert "14.05" in str(stale.value.verdict.message)


def test_texts_set_aside_go_after_thirty_days(desk, clock):
    people, proposal, _address, _client = desk
    actions.reconcile_draft(
        proposal=proposal,
        actor=people.author,
        revision=1,
        text={"content": "Punya saya."},
        keep={"content": "mine"},
    )
    clock.forward(days=29)
    assert actions.forget_texts_set_aside() == 0
    clock.forward(days=2)
    assert actions.forget_texts_set_aside() == 1


def test_texts_set_aside_are_shown_to_the_author_alone(desk, client_for):
    people, proposal, _address, _client = desk
    actions.submit_proposal(proposal=proposal, actor=people.author)
    SetAside.objects.create(
        proposal=proposal, part="content", text="Rahasia disisihkan", set_aside_at=proposal.created_at
    )
    actions.open_discussion(proposal=proposal, actor=people.coordinator, no_agency_reason="Warga sendiri.")
    address = reverse("proposals:edit", args=[proposal.pk])
    assert "Rahasia disisihkan" in client_for(people.author).get(address).content.decode()
    for person in (people.coordinator, people.secretariat, None):
        for path in (address, proposal.get_absolute_url()):
            answer = client_for(person).get(path, follow=True)
            assert "Rahasia disisihkan" not in answer.content.decode()


# Saving by itself


def test_a_draft_that_saved_itself_says_when_and_hands_out_what_the_next_save_needs(desk):
    people, _proposal, address, client = desk
    answer = client.post(address, sent(people, content="Baru.", do="autosave"))
    told = answer.json()
    assert answer.status_code == 200
    assert told["state"] == "saved"
    assert told["words"].replace("\xa0", " ") == "Tersimpan 14.05 WIB"
    assert (told["revision"], told["action"]) == (2, address)
    assert Draft.objects.get().content == "Baru."
    # No notice piles up for the next page.
    assert "messages" not in client.get(address).content.decode().split("<h1>")[0]


def test_a_new_proposal_saves_itself_too_and_gets_its_address(clock, client_for):
    people = cast()
    data = sent(people, organisation=people.organisation.pk, do="autosave", revision="")
    told = client_for(people.author).post(reverse("proposals:new"), data).json()
    assert told["action"] == reverse("proposals:draft", args=[Proposal.objects.get().pk])
    assert told["revision"] == Draft.objects.get().revision


def test_saving_by_itself_never_overwrites_another_window(desk):
    people, _proposal, address, client = desk
    client.post(address, sent(people, content="Jendela pertama."))
    answer = client.post(address, sent(people, content="Kedua.", window="w-2", do="autosave"))
    assert answer.status_code == 409
    assert answer.json()["state"] == "conflict"
    assert "14.05" in answer.json()["words"]
    assert Draft.objects.get().content == "Jendela pertama."


def test_saving_by_itself_never_chooses_between_two_texts(desk):
    people, _proposal, address, client = desk
    client.post(address, sent(people, content="Jendela pertama."))
    # The page asks for each part; a save between two answers would join the texts twice.
    half_chosen = sent(people, content="Kedua.", window="w-2", revision=2, keep_content="both", do="autosave")
    answer = client.post(address, half_chosen)
    assert (answer.status_code, answer.json()["state"]) == (409, "conflict")
    assert Draft.objects.get().content == "Jendela pertama."
    assert not SetAside.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_saving_by_itself_stores_nothing_of_who_may_not(who, desk, client_for):
    people, _proposal, address, _client = desk
    client = client_for(None if who == "nobody" else people.coordinator)
    answer = client.post(address, sent(people, content="Asing.", do="autosave"))
    if who == "nobody":
        assert (answer.status_code, answer.json()["state"]) == (403, "signed_out")
    else:
        assert answer.status_code == 404
    assert Draft.objects.get().content == TEXT["content"]


def test_saving_by_itself_with_an_outdated_token_hands_out_a_fresh_one(desk):
    people, _proposal, address, _client = desk
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(people.author, backend="django.contrib.auth.backends.ModelBackend")
    told = strict.post(address, sent(people, content="Baru.", do="autosave", csrfmiddlewaretoken="basi"))
    assert (told.status_code, told.json()["state"]) == (403, "stale")
    again = sent(people, content="Baru.", do="autosave", csrfmiddlewaretoken=told.json()["csrf"])
    assert strict.post(address, again).json()["state"] == "saved"


def test_saving_by_itself_keeps_all_but_the_field_that_cannot_be_stored(desk):
    people, _proposal, address, client = desk
    client.post(address, sent(people, cost_estimate="750000"))
    typed = sent(people, content="Baru.", cost_estimate="mahal", district="zzz", revision=2, do="autosave")
    answer = client.post(address, typed)
    assert (answer.status_code, answer.json()["state"]) == (200, "invalid")
    assert "Perkiraan biaya" in answer.json()["words"]
    draft = Draft.objects.get()
    assert (draft.content, draft.cost_estimate, answer.json()["revision"]) == ("Baru.", 750_000, 3)


def test_a_new_proposal_for_nobody_saves_nothing_by_itself(clock, client_for):
    people = cast()
    data = sent(people, organisation="", do="autosave", revision="")
    answer = client_for(people.author).post(reverse("proposals:new"), data)
    assert (answer.status_code, answer.json()["state"]) == (422, "invalid")
    assert not Proposal.objects.exists()


def test_a_draft_submitted_in_another_window_is_refused_in_words(desk):
    people, proposal, address, client = desk
    actions.submit_proposal(proposal=proposal, actor=people.author)
    answer = client.post(address, sent(people, content="Masih menulis.", do="autosave"))
    assert (answer.status_code, answer.json()["state"]) == (409, "refused")
    page = client.post(address, sent(people, content="Masih menulis.")).content.decode()
    assert "Masih menulis." in page


# Versions in discussion


@pytest.mark.parametrize(
    ("keep", "kept", "aside"),
    [("mine", "Kedua.", []), ("other", "Pertama.", ["Kedua."]), ("both", "Kedua.\n\nPertama.", [])],
)
def test_of_two_edits_in_discussion_the_person_chooses_part_by_part(keep, kept, aside, clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    client = client_for(people.author)
    address = reverse("proposals:edit", args=[proposal.pk])
    data = {**TEXT, "base_version": 1, "change_note": "Mengubah."}
    client.post(address, {**data, "content": "Pertama."})
    choice = {**data, "base_version": 2, "content": "Kedua.", "summary": "Lain.", "keep_content": keep}
    assert client.post(address, choice).status_code == 303
    version = Version.objects.get(number=3)
    assert (version.content, version.summary) == (kept, "Lain.")
    assert [text.text for text in SetAside.objects.all()] == aside


def test_an_edit_whose_session_ended_comes_back_filled_and_meets_its_conflict_again(clock, client_for):
    people = cast()
    proposal = in_discussion(people)
    address = reverse("proposals:edit", args=[proposal.pk])
    data = {**TEXT, "content": "Ketikan panjang.", "change_note": "Mengubah.", "base_version": 1}
    answer = client_for(None).post(address, {**data, "keep_content": "mine"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Ketikan panjang." in page
    assert "Mengubah." in page
    assert 'name="base_version" value="0"' in page


@pytest.mark.parametrize("name", ["draft", "new", "edit", "write_comment", "reply", "edit_comment"])
def test_who_signs_in_again_is_led_back_to_the_window_with_the_text(name, clock, client_for):
    people = cast()
    proposal = draft(people) if name == "draft" else in_discussion(people)
    arguments = [] if name == "new" else [proposal.pk]
    if name in ("reply", "edit_comment"):
        arguments.append(comment(proposal).pk)
    field = "body" if name in ("write_comment", "reply", "edit_comment") else "content"
    address = reverse(f"proposals:{name}", args=arguments)
    answer = client_for(None).post(address, {field: "Tulisan yang *panjang* & utuh"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Tulisan yang *panjang* &amp; utuh" in page
    assert f"?next={reverse('members:signed-in')}" in page
    assert client_for(people.author).get(reverse("members:signed-in")).status_code == 200
