"""Two moderators or two readers at once: one case, one claim, one decision."""

import pytest

from portal.kit.clock import at
from portal.kit.verdict import Refused
from portal.record.models import Act
from proposals import actions
from proposals.models import Comment, Flag, ModerationCase, ModerationDecision
from tests.factories.members import UserFactory
from tests.factories.moderation import flagged, house_rule, moderator, taken_on
from tests.factories.proposals import comment, in_discussion
from tests.race import race

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def _at(moment, function, **arguments):
    """Run `function` with the clock of the test: a thread has a clock of its own."""

    def run():
        with at(moment):
            return function(**arguments)

    return run


def kinds(results) -> list[str]:
    """Return the names of what came out, sorted."""
    return sorted(type(result).__name__ for result in results)


def test_a_double_flag_is_one_flag(clock):
    found, reader = comment(in_discussion()), UserFactory()
    results = race([_at(clock.now, actions.flag_comment, comment=found, actor=reader, category="spam")] * 4)
    assert kinds(results) == ["Flag", "Refused", "Refused", "Refused"]
    assert Flag.objects.count() == ModerationCase.objects.count() == 1


def test_flags_of_several_at_once_are_one_case(clock):
    found = comment(in_discussion())
    readers = [UserFactory() for _number in range(4)]
    results = race(
        [
            _at(clock.now, actions.flag_comment, comment=found, actor=reader, category="insult")
            for reader in readers
        ]
    )
    assert kinds(results) == ["Flag"] * 4
    assert ModerationCase.objects.count() == 1


def test_of_moderators_who_take_one_case_on_at_once_one_has_it(clock):
    case = flagged()
    people = [moderator() for _number in range(4)]
    results = race([_at(clock.now, actions.claim_case, case=case, actor=person) for person in people])
    assert kinds(results) == ["ModerationCase", "Refused", "Refused", "Refused"]
    assert Act.objects.filter(verb="claim").count() == 1
    assert all(r.verdict.rule == "moderation.claim.taken" for r in results if isinstance(r, Refused))


def test_a_decision_sent_twice_from_two_windows_is_one(clock):
    case, rule = taken_on(), house_rule()
    results = race(
        [
            _at(
                clock.now,
                actions.decide_case,
                case=case,
                actor=case.claimed_by,
                outcome=outcome,
                rule=rule,
                reason="Aturan 3.",
            )
            for outcome in ("hide", "leave", "warn")
        ]
    )
    assert kinds(results) == ["ModerationDecision", "Refused", "Refused"]
    assert ModerationDecision.objects.count() == 1


def test_hiding_and_flagging_and_withdrawing_at_once_do_not_block_each_other(clock):
    found = comment(in_discussion())
    case, rule = taken_on(flagged(found)), house_rule()
    results = race(
        [
            _at(
                clock.now,
                actions.decide_case,
                case=case,
                actor=case.claimed_by,
                outcome="hide",
                rule=rule,
                reason="Aturan 3.",
            ),
            _at(clock.now, actions.flag_comment, comment=found, actor=UserFactory(), category="spam"),
            _at(clock.now, actions.retract_comment, comment=found, actor=found.author),
        ]
    )
    unexpected = [r for r in results if isinstance(r, Exception) and not isinstance(r, Refused)]
    assert not unexpected
    assert not Comment.objects.visible().exists()
    found.proposal.refresh_from_db()
    assert found.proposal.comment_count == 0


def test_a_review_asked_for_twice_at_once_is_one(clock):
    case = taken_on()
    decision = actions.decide_case(
        case=case, actor=case.claimed_by, outcome="hide", rule=house_rule(), reason="Aturan 3."
    )
    results = race(
        [_at(clock.now, actions.ask_review, decision=decision, actor=decision.person, statement="Tolong.")]
        * 3
    )
    assert kinds(results) == ["ModerationCase", "Refused", "Refused"]
