"""After a decision: errata, later decisions and how one stands, void numbers, requests for review."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from council.actions import after_decision as actions
from council.actions import drafts
from council.models import Decision, Erratum, ReviewRequest, VoidNumber
from portal.kit import clock as day
from portal.kit.verdict import Refused
from portal.members import roles
from tests.council.forms import send, text_of
from tests.factories import decisions as make
from tests.factories.members import member, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def at(decision, name):
    return reverse(f"council:{name}", args=[decision.year, decision.slug])


def fresh(decision):
    return Decision.objects.for_page().get(pk=decision.pk)


# Errata


def test_an_erratum_stands_with_the_text_and_changes_nothing_of_it(house, client_for):
    decision = make.announced(house)
    before = (decision.body_html, decision.text_hash)
    sent = {"wrong": "Kontrak 24  angkot", "right": "Kontrak 42 angkot", "reason": "Salah ketik."}
    assert send(client_for(house.editor), at(decision, "add_erratum"), **sent).status_code == 303
    page = text_of(client_for().get(decision.get_absolute_url()))
    for words in ("Ralat 1", "Kontrak 24 angkot", "Kontrak 42 angkot", "Salah ketik."):
        assert words in page
    decision = fresh(decision)
    assert (decision.body_html, decision.text_hash) == before
    assert decision.standing == "in_force"


@pytest.mark.parametrize(
    ("wrong", "right"), [("Tidak ada di sini", "Lain"), ("Kontrak 24 angkot", "Kontrak 24 angkot")]
)
def test_an_erratum_names_a_passage_of_the_text_and_another_reading(house, wrong, right):
    decision = make.announced(house)
    with pytest.raises(ValidationError):
        actions.add_erratum(decision=decision, wrong=wrong, right=right, reason="X", actor=house.editor)
    assert not Erratum.objects.exists()


def test_errata_are_numbered_and_never_change(house):
    decision = make.announced(house)
    for right in ("Kontrak 25 angkot", "Kontrak 26 angkot"):
        actions.add_erratum(
            decision=decision, wrong="Kontrak 24 angkot", right=right, reason="X", actor=house.editor
        )
    assert list(decision.errata.values_list("ordinal", flat=True)) == [1, 2]
    with pytest.raises(DatabaseError), transaction.atomic():
        Erratum.objects.update(right="Lain")


def test_only_the_secretariat_enters_an_erratum(house):
    decision = make.announced(house)
    for user in (house.chair, house.liaison, member(), staff(roles.MODERATOR), staff(roles.INSPECTOR)):
        with pytest.raises(Refused) as refused:
            actions.add_erratum(decision=decision, wrong="Kontrak", right="X", reason="X", actor=user)
        assert refused.value.verdict.rule == "decision.erratum.who"


# Later decisions


def later(house, earlier, kind, title="Pengganti"):
    draft = make.draft(house, make.adopted(house, own_affairs=True), kind="KEP", title=title)
    return actions.change_earlier(draft=draft, earlier=earlier, kind=kind, actor=house.editor)


@pytest.mark.parametrize(
    ("kind", "standing", "words"), [("amends", "amended", "diubah"), ("revokes", "revoked", "dicabut")]
)
def test_how_a_decision_stands_follows_from_later_announced_ones(house, client_for, kind, standing, words):
    earlier = make.announced(house, title="Yang Lama")
    decision = make.enacted(house, later(house, earlier, kind))
    assert words in decision.plain_text
    assert earlier.number in decision.plain_text
    # Not announced yet: nobody outside knows of it.
    assert fresh(earlier).standing == "in_force"
    assert decision.number not in text_of(client_for().get(earlier.get_absolute_url()))
    make.decisions.announce_decision(decision=decision, actor=house.other_editor)
    assert fresh(earlier).standing == standing
    assert decision.number in text_of(client_for().get(earlier.get_absolute_url()))
    assert earlier.number in text_of(client_for().get(decision.get_absolute_url()))


def test_what_is_revoked_or_unknown_is_not_changed(house):
    unannounced, earlier = make.enacted(house), make.announced(house)
    with pytest.raises(Refused) as refused:
        later(house, unannounced, "amends")
    assert refused.value.verdict.rule == "decision_draft.change.unannounced"
    make.decisions.announce_decision(
        decision=make.enacted(house, later(house, earlier, "revokes")), actor=house.other_editor
    )
    with pytest.raises(Refused) as refused:
        later(house, earlier, "amends")
    assert refused.value.verdict.rule == "decision_draft.change.revoked"


def test_changing_an_earlier_decision_is_an_edit_of_the_draft(house, client_for):
    earlier = make.announced(house)
    draft = make.draft(house, kind="KEP")
    url = reverse("council:change_earlier", args=[draft.pk])
    assert send(client_for(house.head), url, earlier=earlier.pk, kind="amends").status_code == 303
    draft.refresh_from_db()
    assert draft.changes.get().kind == "amends"
    # The head edited it and may no longer initial it.
    with pytest.raises(Refused) as refused:
        drafts.initial_draft(draft=draft, actor=house.head)
    assert refused.value.verdict.rule == "decision_draft.own_edit"
    assert send(client_for(house.editor), url, earlier=earlier.pk, kind="").status_code == 303
    assert not draft.changes.exists()


def test_an_initialled_draft_takes_no_change(house):
    earlier = make.announced(house)
    with pytest.raises(Refused):
        actions.change_earlier(
            draft=make.initialled(house), earlier=earlier, kind="amends", actor=house.editor
        )


# Void numbers


def test_a_void_number_is_taken_and_stays_visible(house, client_for):
    make.announced(house)
    response = send(client_for(house.head), reverse("council:void_number"), kind="REK", reason="Salah seri.")
    assert response.status_code == 303
    assert response["Location"] == "/keputusan/2026/rek-002/"
    for address in (response["Location"], reverse("council:decisions")):
        page = text_of(client_for().get(address))
        assert "002/REK/DKC/2026" in page
        assert "Salah seri." in page
    assert make.enacted(house).number == "003/REK/DKC/2026"


def test_only_the_head_of_secretariat_voids_a_number(house):
    for user in (house.editor, house.chair, member()):
        with pytest.raises(Refused) as refused:
            actions.void_number(kind="REK", reason="X", actor=user)
        assert refused.value.verdict.rule == "number.void.who"
    assert not VoidNumber.objects.exists()


# Requests for review


def ask(decision, user, **kwargs):
    values = {"affected": "Saya berdagang di sana.", "text": "Jamnya terlalu pagi.", **kwargs}
    return actions.request_review(decision=decision, actor=user, **values)


def test_anybody_affected_asks_and_the_council_answers(house, client_for):
    decision, person = make.announced(house), member()
    sent = {"affected": "Saya berdagang di sana.", "text": "Jamnya terlalu pagi."}
    assert send(client_for(person), at(decision, "request_review"), **sent).status_code == 303
    request = ReviewRequest.objects.get()
    outside = text_of(client_for().get(decision.get_absolute_url()))
    assert "Jamnya terlalu pagi." not in outside
    assert person.name not in outside
    assert "Permohonan" in outside
    assert "Jamnya terlalu pagi." in text_of(client_for(person).get(decision.get_absolute_url()))
    url = reverse("council:answer_review", args=[request.pk])
    answer = {"session": decision.session_id, "answer": "Jam diundur."}
    assert client_for(member()).get(url).status_code == 404
    assert send(client_for(house.editor), url, **answer).status_code == 303
    assert "Jam diundur." in text_of(client_for().get(decision.get_absolute_url()))


def test_a_review_is_asked_for_once_and_in_time(house, clock):
    decision, person = make.announced(house), member()
    ask(decision, person)
    with pytest.raises(Refused) as refused:
        ask(decision, person)
    assert refused.value.verdict.rule == "decision.review.twice"
    clock.forward(days=60)
    with pytest.raises(Refused) as refused:
        ask(decision, member())
    assert refused.value.verdict.rule == "decision.review.late"


def test_a_letter_counts_by_the_day_on_which_it_came(house, clock):
    decision = make.announced(house)
    came_on = day.today()
    clock.forward(days=60)
    made = actions.enter_review_letter(
        decision=decision,
        sender="Ibu Contoh",
        affected="Berdagang.",
        text="Jamnya.",
        received_on=came_on,
        actor=house.editor,
    )
    assert made.person is None
    with pytest.raises(Refused) as refused:
        actions.enter_review_letter(
            decision=decision,
            sender="Ibu Lain",
            affected="Berdagang.",
            text="Jamnya.",
            received_on=came_on + timedelta(days=50),
            actor=house.editor,
        )
    assert refused.value.verdict.rule == "decision.review.late"


def test_nothing_is_asked_of_what_is_not_announced(house):
    decision = make.enacted(house)
    with pytest.raises(Refused) as refused:
        ask(decision, house.editor)
    assert refused.value.verdict.rule == "decision.review.unannounced"
    with pytest.raises(Refused) as refused:
        actions.enter_review_letter(
            decision=decision,
            sender="A",
            affected="B",
            text="C",
            received_on=day.today(),
            actor=house.editor,
        )
    assert refused.value.verdict.rule == "decision.review.unannounced"


def test_letters_and_answers_are_entered_by_the_secretariat(house):
    decision = make.announced(house)
    with pytest.raises(Refused) as refused:
        actions.enter_review_letter(
            decision=decision,
            sender="A",
            affected="B",
            text="C",
            received_on=day.today(),
            actor=house.chair,
        )
    assert refused.value.verdict.rule == "decision.review_letter.who"
    request = ask(decision, member())
    with pytest.raises(Refused) as refused:
        actions.answer_review(request=request, session=decision.session, answer="X", actor=house.chair)
    assert refused.value.verdict.rule == "decision.answer_review.who"
    actions.answer_review(request=request, session=decision.session, answer="X", actor=house.editor)
    with pytest.raises(Refused) as refused:
        actions.answer_review(request=request, session=decision.session, answer="Y", actor=house.editor)
    assert refused.value.verdict.rule == "decision.answer_review.done"
