"""The letter to the mayor and the city's answers: every allowed cell, and what refuses."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from council.actions import referrals
from council.actions.referrals import FollowUpAnswer, ProposalAnswer
from council.city_status import overall, status_of
from council.models import CityAnswer, Decision, Referral
from portal.kit import clock
from portal.kit.models import Holiday
from portal.kit.verdict import Refused
from proposals.models import Proposal
from tests.factories import decisions as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def convey(decision, actor, **kwargs):
    values = {"letter_number": "018/DKC/XI/2026", "letter_date": clock.today(), **kwargs}
    return referrals.convey_decision(decision=decision, actor=actor, **values)


def refusal(action, **kwargs):
    with pytest.raises(Refused) as refused:
        action(**kwargs)
    return refused.value.verdict.rule


def states(referral):
    ids = referral.decision.outcomes.values("proposal_id")
    return set(Proposal.objects.filter(pk__in=ids).values_list("state", flat=True))


# Conveying


def test_an_announced_recommendation_is_conveyed_and_the_promise_begins(house):
    referral = convey(make.announced(house), house.editor)
    assert referral.state == "conveyed"
    assert states(referral) == {"conveyed"}
    assert referral.promised_workdays == 30


def test_what_is_not_announced_is_not_conveyed(house):
    decision = make.enacted(house)
    assert refusal(convey, decision=decision, actor=house.editor) == "referral.convey.unannounced"


def test_a_decision_of_the_council_goes_to_nobody(house):
    decision = make.announced(house, kind="KEP")
    assert refusal(convey, decision=decision, actor=house.editor) == "referral.convey.kind"


def test_a_recommendation_is_conveyed_once(house):
    decision = make.conveyed(house).decision
    again = Decision.objects.get(pk=decision.pk)
    assert refusal(convey, decision=again, actor=house.editor) == "referral.convey.state"


@pytest.mark.parametrize("who", ["chair", "secretary", "liaison"])
def test_only_the_secretariat_conveys(house, who):
    decision = make.announced(house)
    assert refusal(convey, decision=decision, actor=getattr(house, who)) == "referral.convey.who"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("letter_number", "  "),
        ("letter_number", "x" * 81),
        ("letter_date", datetime(2026, 11, 20).date()),
        ("letter_date", datetime(2026, 11, 22).date()),
    ],
)
def test_the_letter_has_a_number_and_a_day_between_the_announcement_and_today(house, field, value):
    with pytest.raises(ValidationError) as error:
        convey(make.announced(house), house.editor, **{field: value})
    assert list(error.value.message_dict) == [field]
    assert not Referral.objects.exists()


# Waiting


def test_the_days_waited_are_working_days_counted_against_the_promise(house, clock):
    Holiday.objects.get_or_create(date=datetime(2026, 11, 25).date(), defaults={"name": "Libur"})
    decision = make.conveyed(house).decision
    clock.set(datetime(2026, 11, 27, 9, 0))
    status = status_of(Decision.objects.for_page().get(pk=decision.pk))
    # Monday, Tuesday, Thursday, Friday.
    assert (status.day, status.late, status.is_waiting) == (4, False, True)
    clock.set(datetime.combine(status.referral.promised_on, datetime(2026, 1, 1, 23).time()))
    assert not status_of(decision).late
    clock.forward(days=1)
    status = status_of(decision)
    assert status.late
    assert "30" in status.sentence


# The first answer


@pytest.mark.parametrize("result", ["accepted", "partly", "declined", "studied"])
def test_the_citys_answer_moves_referral_and_proposals(house, result):
    referral = make.answered(house, result)
    assert referral.state == "answered"
    assert states(referral) == {"answered"}
    item = CityAnswer.objects.get().items.get()
    assert item.result == result
    assert (item.studied_until is not None) == (result == "studied")


def test_the_author_is_told_of_the_answer(house, mailoutbox):
    make.answered(house)
    assert house.people.author.email in [to for m in mailoutbox for to in m.to]


def entered(house, referral, **change):
    proposal_id = referral.decision.outcomes.get().proposal_id
    values = {
        "answered_on": clock.today(),
        "document": "Surat 600/1",
        "summary": "Diterima.",
        "approved_by_name": "Sekretaris Daerah (contoh)",
        "items": [ProposalAnswer(proposal_id, "accepted")],
        "follow_ups": [FollowUpAnswer(f.pk, house.agency.pk) for f in referral.decision.follow_ups.all()],
        "actor": house.editor,
        **change,
    }
    return referrals.record_city_answer(referral=referral, **values)


def test_an_answer_that_is_incomplete_unknown_or_contradictory_is_refused(house):
    referral = make.conveyed(house)
    proposal_id = referral.decision.outcomes.get().proposal_id
    follow_up_id = referral.decision.follow_ups.get().pk
    foreign = make.conveyed(house)
    foreign_proposal = foreign.decision.outcomes.get().proposal_id
    foreign_follow_up = foreign.decision.follow_ups.get().pk
    tomorrow = clock.today() + timedelta(days=1)
    for change in (
        {"document": ""},
        {"summary": ""},
        {"approved_by_name": ""},
        {"answered_on": tomorrow},
        {"answered_on": clock.today() - timedelta(days=1)},
        {"items": []},
        {"items": [ProposalAnswer(proposal_id, "accepted")] * 2},
        {"items": [ProposalAnswer(proposal_id, "accepted"), ProposalAnswer(foreign_proposal, "accepted")]},
        {"items": [ProposalAnswer(proposal_id, "maybe")]},
        {"items": [ProposalAnswer(proposal_id, "accepted", studied_until=tomorrow)]},
        {"items": [ProposalAnswer(proposal_id, "studied")], "follow_ups": []},
        {"items": [ProposalAnswer(proposal_id, "studied", studied_until=clock.today())], "follow_ups": []},
        {"items": [ProposalAnswer(proposal_id, "declined")]},
        {"items": [ProposalAnswer(proposal_id, "declined", "Tidak bisa.")]},
        {"follow_ups": []},
        {"follow_ups": [FollowUpAnswer(foreign_follow_up, house.agency.pk)]},
        {"follow_ups": [FollowUpAnswer(follow_up_id, house.people.organisation.pk)]},
    ):
        with pytest.raises(ValidationError):
            entered(house, referral, **change)
    assert not CityAnswer.objects.exists()
    assert states(referral) == {"conveyed"}
    assert entered(house, referral).items.count() == 1


@pytest.mark.parametrize("who", ["chair", "secretary", "liaison"])
def test_only_the_secretariat_enters_an_answer(house, who):
    referral = make.conveyed(house)
    rule = refusal(entered, house=house, referral=referral, actor=getattr(house, who))
    assert rule == "referral.record_answer.who"


# Later answers


def test_a_later_answer_comes_only_while_something_is_studied(house, clock):
    referral = make.answered(house, "studied")
    clock.forward(days=20)
    make.answer(house, referral, "accepted")
    assert states(referral) == {"answered"}
    status = status_of(Decision.objects.for_page().get(pk=referral.decision_id))
    assert (status.result, status.label) == ("accepted", "Diterima")
    # Now nothing is studied any more.
    rule = refusal(entered, house=house, referral=referral, items=[], follow_ups=[])
    assert rule == "referral.record_later_answer.final"


def test_a_later_answer_speaks_only_of_what_was_studied(house):
    sitting = make.session(house)
    motions = [make.adopted(house, sitting=sitting) for _number in range(2)]
    referral = make.conveyed(house, made=make.draft(house, *motions), follow_up_count=0)
    first, second = (motion.proposal_id for motion in motions)
    until = clock.today() + timedelta(days=9)
    items = [ProposalAnswer(first, "accepted"), ProposalAnswer(second, "studied", studied_until=until)]
    letter = {
        "answered_on": clock.today(),
        "document": "Surat 1",
        "summary": "Sebagian.",
        "approved_by_name": "Sekda",
        "actor": house.editor,
    }
    referrals.record_city_answer(referral=referral, items=items, **letter)
    referral = Referral.objects.get(pk=referral.pk)
    assert referral.studied_proposal_ids() == {second}
    with pytest.raises(ValidationError):
        referrals.record_city_answer(referral=referral, items=[ProposalAnswer(first, "accepted")], **letter)
    final = [ProposalAnswer(second, "declined", "Anggaran tidak ada.")]
    referrals.record_city_answer(referral=referral, items=final, **letter)
    status = status_of(Decision.objects.for_page().get(pk=referral.decision_id))
    assert status.result == "partly"


@pytest.mark.parametrize(
    ("results", "result"),
    [
        (["accepted"], "accepted"),
        (["declined", "declined"], "declined"),
        (["accepted", "declined"], "partly"),
        (["accepted", "partly"], "partly"),
        (["declined", "studied", "accepted"], "studied"),
    ],
)
def test_several_answers_have_one_result_in_the_register(results, result):
    assert overall(results) == result
