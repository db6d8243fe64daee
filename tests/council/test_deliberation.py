"""Rewording, thresholds by matter, the repeated ballot, votes on paper, and too few who could decide."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from council.actions import agenda, ballots, motions
from council.counting import Tally
from council.models import CouncilRules, Vote
from portal.kit.verdict import Refused
from tests.factories import council as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(clock):
    return make.council()


def refused(rule, action, **kwargs):
    with pytest.raises(Refused) as refusal:
        action(**kwargs)
    assert refusal.value.verdict.rule == rule


def page(client, session):
    return client.get(session.get_absolute_url()).content.decode()


# Rewording


def test_an_objection_stays_with_the_wording_that_it_was_made_to(house, client_for):
    motion = make.put(house, wording="Mulai Maret.")
    first = motions.record_objection(motion=motion, reason="Terlalu cepat.", actor=house.member)
    motions.agree_to_note(objection=first, actor=house.member)
    motion = motions.reword_motion(motion=motion, wording="Mulai Juni.", actor=house.chair)
    first.refresh_from_db()
    assert (first.wording_number, first.is_standing, first.as_note) == (1, True, False)
    refused("consensus.objection", motions.declare_consensus, motion=motion, actor=house.chair)
    motions.lift_objection(objection=first, actor=house.member)
    second = motions.record_objection(motion=motion, reason="Masih cepat.", actor=house.member)
    assert second.wording_number == 2
    html = page(client_for(None), motion.item.session)
    assert "Mulai Maret." in html
    assert "terhadap rumusan versi 1" in html
    assert "terhadap rumusan versi 2" in html


@pytest.mark.parametrize("wording", ["", "  ", "x" * 5001])
def test_a_new_wording_says_something_new(house, wording):
    motion = make.put(house, wording="Mulai Maret.")
    with pytest.raises(ValidationError) as error:
        motions.reword_motion(motion=motion, wording=wording, actor=house.chair)
    assert set(error.value.error_dict) == {"wording"}
    refused(
        "motion.reword.same", motions.reword_motion, motion=motion, wording="Mulai Maret. ", actor=house.chair
    )


@pytest.mark.parametrize("who", ["member", "clerk", "vice_chair"])
def test_only_whoever_leads_rewords(house, who):
    refused(
        "motion.reword.who",
        motions.reword_motion,
        motion=make.put(house),
        wording="Lain.",
        actor=getattr(house, who),
    )


def test_what_is_voted_on_is_not_reworded(house):
    motion = make.open_ballot(house).motion
    refused("motion.reword.state", motions.reword_motion, motion=motion, wording="Lain.", actor=house.chair)


# Thresholds


def set_rules(**values):
    rules = CouncilRules.load()
    for name, value in values.items():
        setattr(rules, name, value)
    rules.save()


@pytest.mark.parametrize(
    ("threshold", "in_favour", "state"),
    [
        ("simple", 2, "adopted_majority"),
        ("absolute", 2, "not_adopted"),
        ("absolute", 3, "adopted_majority"),
        # Four are present, one of whom has a conflict of interest: two of three.
        ("two_thirds", 1, "not_adopted"),
        ("two_thirds", 2, "adopted_majority"),
    ],
)
def test_a_ballot_on_a_proposal_is_counted_as_the_councils_rules_say(house, threshold, in_favour, state):
    set_rules(threshold_proposal=threshold)
    motion = make.put(house, make.item(house, make.opened(house, absent=(5,))))
    if threshold == "two_thirds":
        motions.declare_conflict(motion=motion, reason="Saudara saya.", actor=house.member)
    ballot = make.open_ballot(house, motion)
    assert ballot.threshold == threshold
    motion = make.counted(house, ballot, **{f"seat_{n}": "in_favour" for n in range(1, in_favour + 1)})
    assert motion.state == state


@pytest.mark.parametrize("affair", ["general", "procedure"])
def test_each_matter_has_its_own_threshold(house, affair):
    set_rules(**{f"threshold_{affair}": "two_thirds"})
    item = make.item(house, make.opened(house), title="Tata tertib")
    ballot = make.open_ballot(house, make.put(house, item, affair=affair))
    assert ballot.threshold == "two_thirds"
    assert make.open_ballot(house, make.put(house, make.item(house, item.session))).threshold == "simple"


def test_the_threshold_is_that_of_the_moment_when_the_ballot_opened(house):
    ballot = make.open_ballot(house)
    set_rules(threshold_proposal="absolute")
    assert make.counted(house, ballot, seat_1="in_favour").state == "adopted_majority"


def test_an_equal_count_is_no_tie_where_a_share_is_asked_for(house):
    set_rules(threshold_proposal="absolute")
    assert make.tied(house).state == "not_adopted"


def test_the_open_ballot_says_how_many_votes_it_needs(house, client_for):
    set_rules(threshold_proposal="absolute")
    ballot = make.open_ballot(house)
    assert "3 suara setuju" in page(client_for(house.member), ballot.motion.item.session)


def test_a_motion_is_about_something_that_the_rules_know(house):
    item = make.item(house, make.opened(house), title="Tata tertib")
    with pytest.raises(ValidationError):
        make.prepared(house, item, affair="weather")


# The repeated ballot


def test_a_second_tie_is_not_adopted(house):
    motion = make.tied(house)
    ballot = ballots.repeat_ballot(motion=motion, actor=house.chair)
    motion = make.counted(house, ballot, seat_1="in_favour", seat_2="against")
    assert motion.state == "not_adopted"
    refused("motion.repeat_ballot.state", ballots.repeat_ballot, motion=motion, actor=house.chair)


def test_both_roll_calls_of_a_repeated_ballot_are_public(house, client_for):
    motion = make.tied(house)
    session = motion.item.session
    assert "vote--against" in page(client_for(None), session)
    assert reverse("council:repeat_ballot", args=[motion.pk]) in page(client_for(house.chair), session)
    ballot = ballots.repeat_ballot(motion=motion, actor=house.chair)
    make.cast(house, ballot, seat_1="in_favour")
    html = page(client_for(None), session)
    assert html.count("<table") == 2  # attendance and the first roll call
    make.counted(house, ballot, seat_2="in_favour")
    html = page(client_for(None), session)
    assert html.count("<table") == 3
    assert "Pemungutan suara pertama" in html
    assert "Suara berimbang" in html


def test_who_is_there_at_the_second_ballot_takes_part_in_it(house):
    motion = make.put(house, make.item(house, make.opened(house, absent=(5,))))
    motion = make.tied(house, motion)
    make.present(house, motion.item.session)
    ballot = ballots.repeat_ballot(motion=motion, actor=house.chair)
    assert ballot.seats.filter(present=True).count() == 5


def test_the_second_ballot_needs_a_quorum_again(house):
    motion = make.tied(house)
    make.present(house, motion.item.session, absent=(3, 4, 5))
    refused("quorum", ballots.repeat_ballot, motion=motion, actor=house.chair)


def test_a_motion_prepared_since_takes_the_place_of_the_second_ballot(house):
    motion = make.tied(house)
    make.prepared(house, motion.item, wording="Rumusan kedua.")
    refused("ballot.repeat.other", ballots.repeat_ballot, motion=motion, actor=house.chair)


@pytest.mark.parametrize("who", ["member", "clerk"])
def test_only_whoever_leads_repeats_a_ballot(house, who):
    refused(
        "motion.repeat_ballot.who",
        ballots.repeat_ballot,
        motion=make.tied(house),
        actor=getattr(house, who),
    )


# Persons


@pytest.fixture
def paper(house):
    item = make.item(house, make.opened(house, absent=(5,)), title="Pengganti antarwaktu")
    return make.open_ballot(house, make.put(house, item, affair="persons"))


def test_votes_about_persons_are_held_on_paper(house, paper, client_for):
    refused("ballot.paper", ballots.cast_ballot, ballot=paper, choice="in_favour", actor=house.member)
    client = client_for(house.operator)
    address = reverse("council:close_ballot", args=[paper.motion_id])
    assert 'name="abstain"' in client.get(address).content.decode()
    sent = {"yes": "2", "no": "1", "abstain": "1", "form_key": "k"}
    assert client.post(address, sent).status_code == 303
    paper.motion.refresh_from_db()
    assert (paper.motion.state, paper.motion.yes, paper.motion.no) == ("adopted_majority", 2, 1)
    assert not Vote.objects.exists()
    html = page(client_for(None), paper.motion.item.session)
    assert html.count("<table") == 1, "no roll call of a secret vote"


@pytest.mark.parametrize("tally", [None, Tally(3, 1, 1), Tally(-1, 1, 1)])
def test_a_tally_on_paper_cannot_hold_more_votes_than_members(house, paper, tally):
    with pytest.raises(ValidationError):
        ballots.close_ballot(ballot=paper, actor=house.chair, paper=tally)


# Too few


def test_an_item_on_which_too_few_could_decide_is_carried_over_with_that_reason(house, client_for):
    motion = make.prepared(house)
    for number in range(1, 6):
        motions.declare_conflict(motion=motion, reason="Ikut menyusun.", actor=house.person(number))
    # Nobody is left to lead this item: whoever leads the session carries it over.
    address = reverse("council:postpone_item", args=[motion.item_id])
    html = client_for(house.chair).get(address).content.decode()
    assert "0 dari 5" in html
    refused("item.withdraw.who", agenda.withdraw_item, item=motion.item, reason="X", actor=house.chair)
    item = agenda.postpone_item(item=motion.item, reason="Tidak cukup.", actor=house.chair)
    assert item.state == "postponed"
