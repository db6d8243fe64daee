"""The verbs on decisions as plain forms: what each answers, what is lost (nothing), who is refused."""

import re
from urllib.parse import quote

import pytest
from django.urls import reverse

from council.models import Announcement, CityAnswer, Decision, DecisionDraft, FollowUp
from portal.members import roles
from portal.record.models import Act
from tests.council.forms import form_of, send, text_of
from tests.factories import decisions as make
from tests.factories.members import staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def test_a_recommendation_goes_from_motion_to_finished_proposal_by_forms_alone(house, client_for, clock):
    motion = make.adopted(house)
    editor, other, head = (client_for(p) for p in (house.editor, house.other_editor, house.head))
    chair, secretary, liaison = (client_for(p) for p in (house.chair, house.secretary, house.liaison))
    coordinator = client_for(house.people.coordinator)
    proposal_id = motion.proposal_id

    answer = send(editor, reverse("council:create_draft"), motions=[motion.pk], title="Angkutan Pelajar")
    assert answer.status_code == 303
    draft = DecisionDraft.objects.get()
    answer = send(
        editor,
        reverse("council:edit_draft", args=[draft.pk]),
        title="Angkutan Pelajar Terjadwal",
        background="Gerbang sekolah macet.",
        proposal_0=proposal_id,
        what_0="Menetapkan trayek",
        agency_0=house.agency.pk,
        due_on_0="2027-03-01",
    )
    assert answer.status_code == 303
    assert send(head, reverse("council:initial_draft", args=[draft.pk])).status_code == 303
    assert send(secretary, reverse("council:sign_draft", args=[draft.pk])).status_code == 303
    assert send(chair, reverse("council:sign_draft", args=[draft.pk])).status_code == 303
    assert send(editor, reverse("council:enact_decision", args=[draft.pk])).status_code == 303
    decision = Decision.objects.get()
    place = [decision.year, decision.slug]
    assert send(other, reverse("council:announce", args=place)).status_code == 303
    letter = {"letter_number": "018/DKC/XI/2026", "letter_date": "2026-11-21"}
    assert send(editor, reverse("council:convey", args=place), **letter).status_code == 303
    line = FollowUp.objects.get()
    answer = send(
        editor,
        reverse("council:record_answer", args=place),
        answered_on="2026-11-21",
        document="Surat 600/1",
        approved_by_name="Sekretaris Daerah (contoh)",
        summary="Diterima.",
        **{f"result_{proposal_id}": "accepted", f"agency_{line.pk}": house.agency.pk},
    )
    assert answer.status_code == 303
    opened = send(editor, reverse("council:open_follow_up", args=[line.pk]), due_on="2027-03-01")
    assert opened.status_code == 303
    report = {"text": "Separuh.", "percent": "50", "approved_by_name": "Kepala Dinas"}
    assert send(liaison, reverse("council:report_progress", args=[line.pk]), **report).status_code == 303
    final = {"text": "Selesai.", "evidence": "SK 551", "approved_by_name": "Kepala Dinas"}
    assert send(liaison, reverse("council:report_finished", args=[line.pk]), **final).status_code == 303
    note = reverse("council:follow_up_note", args=[line.pk])
    assert send(coordinator, note, text="Sesuai.").status_code == 303
    assert send(editor, reverse("council:accept_report", args=[line.pk])).status_code == 303
    whole = reverse("council:proposal_note", args=[proposal_id])
    assert send(coordinator, whole, text="Tuntas.").status_code == 303
    assert send(editor, reverse("council:finish_proposal", args=[proposal_id])).status_code == 303
    motion.proposal.refresh_from_db()
    assert motion.proposal.state == "implemented"
    page = text_of(client_for().get(decision.get_absolute_url()))
    assert "Surat 600/1" in page
    assert "SK 551" in page


def test_a_form_sent_twice_makes_one_thing(house, client_for):
    decision = make.enacted(house)
    client = client_for(house.other_editor)
    address = reverse("council:announce", args=[decision.year, decision.slug])
    data = form_of(client, address)
    first, second = client.post(address, data), client.post(address, data)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Announcement.objects.count() == 1


def test_a_refused_step_says_which_rule_refused_it(house, client_for):
    decision = make.enacted(house)
    client = client_for(house.editor)
    address = reverse("council:announce", args=[decision.year, decision.slug])
    shown = client.get(address)
    assert shown.status_code == 403
    assert "orang lain yang mengumumkannya" in text_of(shown)
    sent = client.post(address)
    assert sent.status_code == 409
    assert not Announcement.objects.exists()


def test_two_editors_get_both_texts_and_nothing_is_lost(house, client_for):
    draft = make.draft(house)
    address = reverse("council:edit_draft", args=[draft.pk])
    mine, theirs = client_for(house.editor), client_for(house.other_editor)
    before = form_of(mine, address)
    assert send(theirs, address, title="Judul", risks="Tulisan mereka").status_code == 303
    answer = mine.post(address, {**before, "title": "Judul", "risks": "Tulisan saya"})
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Tulisan saya" in page
    assert "Tulisan mereka" in page
    # Sending it once more is a decision made with both texts in view.
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.content.decode()))
    assert mine.post(address, {**again, "title": "Judul", "risks": "Tulisan saya"}).status_code == 303
    draft.refresh_from_db()
    assert draft.risks == "Tulisan saya"


def test_a_draft_sent_after_the_session_expired_comes_back_filled_and_unstored(house, client_for):
    draft = make.draft(house)
    address = reverse("council:edit_draft", args=[draft.pk])
    data = form_of(client_for(house.editor), address)
    answer = client_for().post(
        address, {**data, "title": "Judul", "background": "Tulisan panjang", "what_0": "Menetapkan trayek"}
    )
    page = text_of(answer)
    assert answer.status_code == 403
    assert "Tulisan panjang" in page
    assert "Menetapkan trayek" in page
    draft.refresh_from_db()
    assert draft.revision == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"background": "x" * 20_001},
        {"title": "a\x00b"},
        {"what_0": "Tanpa perangkat daerah"},
        {"agency_0": "99999999999999999999"},
        {"due_on_0": "bukan tanggal", "what_0": "x"},
        {"rows": "999999"},
        {"revision": ""},
    ],
)
def test_bad_input_of_a_draft_is_answered_in_words_with_nothing_lost(house, client_for, change):
    draft = make.draft(house)
    address = reverse("council:edit_draft", args=[draft.pk])
    client = client_for(house.editor)
    data = {**form_of(client, address), "title": "Judul", "risks": "Risiko yang panjang", **change}
    body = "&".join(f"{name}={quoted(value)}" for name, value in data.items())
    answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 422)
    if answer.status_code == 422:
        assert "Risiko yang panjang" in text_of(answer)
    draft.refresh_from_db()
    assert draft.revision == 1


def quoted(value):
    return quote(str(value))


def test_the_answer_form_puts_each_error_at_its_field(house, client_for):
    referral = make.conveyed(house)
    decision = referral.decision
    proposal_id = decision.outcomes.get().proposal_id
    answer = send(
        client_for(house.editor),
        reverse("council:record_answer", args=[decision.year, decision.slug]),
        answered_on="2026-11-21",
        document="Surat",
        approved_by_name="Sekda",
        summary="Tidak bisa.",
        **{f"result_{proposal_id}": "declined"},
    )
    assert answer.status_code == 422
    assert f"reason_{proposal_id}" in answer.context["form"].errors
    assert not CityAnswer.objects.exists()


# Every state-changing address by every role that may not


def addresses(house):
    """Return each address with those who may use it, in a state in which they can."""
    draft = make.draft(house)
    initialled = make.initialled(house)
    signed = make.signed(house)
    waiting = make.enacted(house)
    announced = make.announced(house)
    conveyed = make.conveyed(house)
    answered = make.answered(house)
    running = make.follow_up(house)
    reported = make.follow_up(house, "reported")
    make.note(house, reported)
    proposed = answered.decision.follow_ups.get()

    def at(name, *args):
        return reverse(f"council:{name}", args=args)

    def of(decision):
        return decision.year, decision.slug

    staff_only = {"editor", "other_editor", "head"}
    return {
        at("create_draft"): staff_only,
        at("edit_draft", draft.pk): staff_only,
        at("initial_draft", draft.pk): {"head"},
        at("sign_draft", initialled.pk): {"chair", "secretary"},
        at("send_back_draft", initialled.pk): {"head", "chair", "secretary"},
        at("enact_decision", signed.pk): staff_only,
        at("announce", *of(waiting)): {"other_editor", "head"},
        at("convey", *of(announced)): staff_only,
        at("record_answer", *of(conveyed.decision)): staff_only,
        at("open_follow_up", proposed.pk): staff_only,
        at("report_progress", running.pk): {"liaison"},
        at("report_finished", running.pk): {"liaison"},
        at("mark_infeasible", running.pk): staff_only,
        at("cancel_follow_up", running.pk): staff_only,
        at("accept_report", reported.pk): staff_only,
        at("reject_report", reported.pk): staff_only,
        at("follow_up_note", running.pk): {"coordinator"},
        at("proposal_note", running.proposal_id): {"coordinator"},
        at("finish_proposal", running.proposal_id): set(),
    }


def test_every_address_answers_everybody_who_may_not_with_a_refusal(house, client_for):
    people = {
        "editor": house.editor,
        "other_editor": house.other_editor,
        "head": house.head,
        "chair": house.chair,
        "secretary": house.secretary,
        "liaison": house.liaison,
        "coordinator": house.people.coordinator,
        "author": house.people.author,
        "moderator": staff(roles.MODERATOR),
        "inspector": staff(roles.INSPECTOR),
        "superuser": staff(roles.ADMINISTRATOR, is_superuser=True),
    }
    table = addresses(house)
    before = count_rows()
    for address, allowed in table.items():
        assert client_for().get(address).status_code in (302, 404), address
        for name, person in people.items():
            client = client_for(person)
            shown = client.get(address).status_code
            if name in allowed:
                assert shown == 200, (name, address)
                continue
            sent = client.post(address).status_code
            assert shown in (403, 404), (name, address)
            assert sent in (403, 404, 409), (name, address)
    assert count_rows() == before


def count_rows():
    return Act.objects.count()
