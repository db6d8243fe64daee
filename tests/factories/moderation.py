"""Makes what moderators work on: flagged comments, cases taken on and decided, all through the actions."""

from typing import Any

from portal.members import roles
from portal.members.models import User
from proposals import actions
from proposals.models import Comment, HouseRule, ModerationCase, ModerationDecision
from tests.factories.members import UserFactory, staff
from tests.factories.proposals import comment, in_discussion

REASON = "Menyebut nomor telepon tetangga. Tulislah tanpa nomornya."


def moderator(**fields: Any) -> User:
    """Return a moderator."""
    return staff(roles.MODERATOR, **fields)


def house_rule(number: int = 3) -> HouseRule:
    """Return a house rule; those of the migration are gone after a test that commits."""
    return HouseRule.objects.get_or_create(
        number=number,
        defaults={"name": "Lindungi data pribadi", "text": "Jangan memuat nomor telepon orang lain."},
    )[0]


def flagged(of: Comment | None = None, *, person: User | None = None) -> ModerationCase:
    """Return the case of a comment that somebody has flagged."""
    of = of or comment(in_discussion())
    flag = actions.flag_comment(comment=of, actor=person or UserFactory(), category="personal_data")
    return flag.case


def taken_on(case: ModerationCase | None = None, *, by: User | None = None) -> ModerationCase:
    """Return a case that a moderator has taken on."""
    return actions.claim_case(case=case or flagged(), actor=by or moderator())


def decide(case: ModerationCase, outcome: str = "warn", **values: Any) -> ModerationDecision:
    """Decide a case by whoever has taken it on, a moderator when nobody has."""
    if case.claimed_by is None:
        case = taken_on(case)
    values.setdefault("reason", REASON)
    if outcome in ("hide", "warn", "suspend", "refuse"):
        values.setdefault("rule", house_rule())
    return actions.decide_case(case=case, actor=case.claimed_by, outcome=outcome, **values)


def hidden(of: Comment | None = None, outcome: str = "hide", **values: Any) -> ModerationDecision:
    """Return the decision that hid a comment after a flag."""
    return decide(flagged(of), outcome, **values)


def review_of(decision: ModerationDecision) -> ModerationCase:
    """Return the case in which a decision is to be looked at again."""
    person = User.objects.get(pk=decision.person_id)
    return actions.ask_review(decision=decision, actor=person, statement="Nomor itu milik kantor saya.")
