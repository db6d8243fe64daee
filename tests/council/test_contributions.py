"""Contributions of partners: every verb from every state, who may not, never money, all of it public."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from council.actions import contributions as actions
from council.models import Contribution
from portal.kit import clock as kit_clock
from portal.kit.verdict import Refused
from portal.members import roles
from portal.notices.models import Notice
from portal.record.models import Act
from tests.factories import decisions as make
from tests.factories.members import AffiliationFactory, OrganisationFactory, member, staff

pytestmark = pytest.mark.django_db

STATES = ("offered", "accepted", "declined", "withdrawn", "handed_over")
HANDOVER = {"received_by": "Kepala SDN Contoh 2", "handover": "Sepuluh papan, berita acara 4/2026."}
# verb -> (action, what it is given, who may, from which states, where it leads)
VERBS = {
    "accept": (actions.accept_contribution, {}, "editor", {"offered"}, "accepted"),
    "decline": (actions.decline_contribution, {"reason": "Sudah ada."}, "editor", {"offered"}, "declined"),
    "withdraw": (
        actions.withdraw_contribution,
        {"reason": "Barangnya rusak."},
        "partner",
        {"offered", "accepted"},
        "withdrawn",
    ),
    "hand_over": (actions.record_handover, HANDOVER, "editor", {"accepted"}, "handed_over"),
}


@pytest.fixture
def house(clock):
    house = make.council()
    house.organisation = OrganisationFactory(name="Koperasi Contoh", element="business")
    house.partner = member(organisation=house.organisation)
    return house


def offer(house, decision=None, **fields):
    decision = decision or make.announced(house)
    values = {
        "proposal": decision.outcomes.get().proposal,
        "organisation": house.organisation,
        "kind": "goods",
        "what": "Sepuluh papan nama halte, dipasang sendiri.",
        "actor": house.partner,
        **fields,
    }
    return actions.offer_contribution(decision=decision, **values)


def do(verb, contribution, actor):
    action, given, *_rest = VERBS[verb]
    values = {"handed_over_on": kit_clock.today(), **given} if verb == "hand_over" else given
    roles.forget(actor)
    return action(contribution=contribution, actor=actor, **values)


def in_state(house, state):
    made = offer(house)
    for verb in {"handed_over": ("accept", "hand_over"), "accepted": ("accept",)}.get(
        state, tuple(verb for verb, row in VERBS.items() if row[4] == state)
    ):
        made = do(verb, made, getattr(house, VERBS[verb][2]))
    return made


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_from_every_state(house, verb, state):
    _action, _given, who, sources, target = VERBS[verb]
    made = in_state(house, state)
    if state in sources:
        do(verb, made, getattr(house, who))
        assert Contribution.objects.get().state == target
        act = Act.objects.filter(subject_kind="contribution").latest("pk")
        assert (act.verb, act.from_state, act.to_state) == (verb, state, target)
        assert act.entry is not None
    else:
        with pytest.raises(Refused) as refused:
            do(verb, made, getattr(house, who))
        assert refused.value.verdict.rule == f"contribution.{verb}.state"
        assert Contribution.objects.get().state == state


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_by_everybody_who_may_not(house, verb):
    _action, _given, allowed, sources, _target = VERBS[verb]
    made = in_state(house, sorted(sources)[-1])
    expired = member(organisation=OrganisationFactory())
    personal = AffiliationFactory(organisation=house.organisation, personal=True).user
    AffiliationFactory(user=expired, organisation=house.organisation, expired=True)
    strangers = {
        "partner": house.partner,
        "editor": house.editor,
        "personal opinion": personal,
        "mandate ran out": expired,
        "chair": house.chair,
        "liaison": house.liaison,
        "coordinator": house.people.coordinator,
        "author": house.people.author,
        "moderator": staff(roles.MODERATOR),
        "inspector": staff(roles.INSPECTOR),
        "administrator": staff(roles.ADMINISTRATOR, is_superuser=True),
    }
    del strangers[allowed]
    for name, person in strangers.items():
        with pytest.raises(Refused) as refused:
            do(verb, made, person)
        assert refused.value.verdict.rule == f"contribution.{verb}.who", name
    assert Contribution.objects.get().state == made.state


@pytest.mark.parametrize("verb", ["accept", "decline", "hand_over"])
def test_nobody_judges_an_offer_of_their_own_organisation(house, verb):
    made = in_state(house, sorted(VERBS[verb][3])[0])
    AffiliationFactory(user=house.editor, organisation=house.organisation, personal=True)
    with pytest.raises(Refused) as refused:
        do(verb, made, house.editor)
    assert refused.value.verdict.rule == f"contribution.{verb}.own"


# Offering


@pytest.mark.parametrize("who", ["personal", "expired", "other", "visitor", "editor"])
def test_only_who_represents_the_organisation_offers_in_its_name(house, who):
    from django.contrib.auth.models import AnonymousUser

    people = {
        "personal": lambda: AffiliationFactory(organisation=house.organisation, personal=True).user,
        "expired": lambda: AffiliationFactory(organisation=house.organisation, expired=True).user,
        "other": lambda: member(organisation=OrganisationFactory()),
        "visitor": AnonymousUser,
        "editor": lambda: house.editor,
    }
    with pytest.raises(Refused) as refused:
        offer(house, actor=people[who]())
    assert refused.value.verdict.rule == "contribution.offer.who"


def test_nothing_is_offered_before_the_announcement(house):
    with pytest.raises(Refused) as refused:
        offer(house, make.enacted(house))
    assert refused.value.verdict.rule == "contribution.offer.unannounced"


def test_nothing_is_offered_to_what_was_not_accepted_or_what_the_city_declined(house):
    declined = make.answered(house, "declined").decision
    other = make.announced(house, kind="KEP")
    for decision in (declined, other):
        with pytest.raises(Refused) as refused:
            offer(house, decision)
        assert refused.value.verdict.rule == "contribution.offer.proposal"


def test_nothing_is_offered_to_a_proposal_of_another_decision(house):
    elsewhere = make.announced(house).outcomes.get().proposal
    with pytest.raises(Refused) as refused:
        offer(house, proposal=elsewhere)
    assert refused.value.verdict.rule == "contribution.offer.proposal"


@pytest.mark.parametrize(
    "what",
    ["Rp5.000.000 untuk halte", "rp 500 ribu", "Uang tunai", "Transfer ke rekening dinas", "Some cash"],
)
def test_money_is_never_offered(house, what):
    with pytest.raises(ValidationError) as error:
        offer(house, what=what)
    assert list(error.value.message_dict) == ["what"]
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("what", ["Ruang rapat", "Pelatihan keuangan mikro", "Transferium"])
def test_words_that_only_look_like_money_are_fine(house, what):
    assert offer(house, what=what).what == what


@pytest.mark.parametrize(("field", "value"), [("what", "  "), ("what", "a" * 1001), ("kind", "money")])
def test_an_offer_says_what_it_is(house, field, value):
    with pytest.raises(ValidationError) as error:
        offer(house, **{field: value})
    assert list(error.value.message_dict) == [field]


def test_the_secretariat_hears_of_the_offer_and_the_partner_of_the_answer(house):
    made = offer(house)
    assert house.editor.pk in set(
        Notice.objects.filter(event=f"contribution:{made.pk}:offered").values_list("person", flat=True)
    )
    do("accept", made, house.editor)
    notice = Notice.objects.get(event=f"contribution:{made.pk}:accepted")
    assert notice.person == house.partner
    assert "diterima" in notice.subject


def test_a_handover_lies_between_the_offer_and_today(house):
    made = in_state(house, "accepted")
    for days in (-1, 1):
        with pytest.raises(ValidationError) as error:
            actions.record_handover(
                contribution=made,
                handed_over_on=kit_clock.today() + timedelta(days=days),
                actor=house.editor,
                **HANDOVER,
            )
        assert list(error.value.message_dict) == ["handed_over_on"]


# The page


def test_everybody_reads_the_offer_and_its_handover(house, client_for):
    made = in_state(house, "handed_over")
    page = client_for().get(made.decision.get_absolute_url()).content.decode()
    for words in (
        "Koperasi Contoh",
        "Sepuluh papan nama halte",
        "Kepala SDN Contoh 2",
        "Sudah diserahterimakan",
    ):
        assert words in page
    assert reverse("council:accept_contribution", args=[made.pk]) not in page


def test_who_represents_an_organisation_is_shown_the_way_to_offer(house, client_for):
    decision = make.announced(house)
    address = reverse("council:offer_contribution", args=[decision.year, decision.slug])
    assert address in client_for(house.partner).get(decision.get_absolute_url()).content.decode()
    assert address not in client_for().get(decision.get_absolute_url()).content.decode()
    sent = {
        "organisation": house.organisation.pk,
        "proposal": decision.outcomes.get().proposal_id,
        "kind": "place",
        "what": "Aula untuk sosialisasi.",
    }
    answer = client_for(house.partner).post(address, sent)
    assert answer.status_code == 303
    assert answer["Location"] == Contribution.objects.get().get_absolute_url()
    foreign = {**sent, "organisation": OrganisationFactory().pk}
    assert client_for(house.partner).post(address, foreign).status_code == 422


def test_ten_times_the_offers_cost_no_more_queries(house, client_for):
    decision = make.announced(house)

    def queries(count):
        for _ in range(count):
            offer(house, decision, organisation=house.organisation)
        with CaptureQueriesContext(connection) as found:
            assert client_for(house.editor).get(decision.get_absolute_url()).status_code == 200
        return len(found)

    queries(1)
    assert queries(1) == queries(18)
