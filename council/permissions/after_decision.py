"""Who may enter errata, let a draft change an earlier decision, void a number, ask for and answer reviews."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from council.lifecycle.roles import HEAD, SECRETARIAT
from council.models import CouncilRules, Decision, DecisionDraft, ReviewRequest, Session
from council.models.decision import Standing
from portal.kit import clock
from portal.kit.verdict import YES, Verdict, no
from portal.kit.wording import tanggal
from portal.kit.workdays import add_workdays

from .decisions import can_edit_draft, staff_roles


def only_secretariat(user: Any, rule: str) -> Verdict:
    """Say whether `user` is of the secretariat; `rule` names the refusal."""
    return YES if SECRETARIAT in staff_roles(user) else no(rule, _("Only the secretariat does this."))


def can_add_erratum(user: Any, decision: Decision) -> Verdict:
    """Say whether `user` may set a mistake in writing right."""
    return only_secretariat(user, "decision.erratum.who")


def can_change_earlier(user: Any, draft: DecisionDraft, earlier: Decision | None = None) -> Verdict:
    """Say whether `user` may let `draft` amend or revoke `earlier`: announced, and still in force."""
    verdict = can_edit_draft(user, draft)
    if not verdict or earlier is None:
        return verdict
    if not earlier.is_announced:
        return no("decision_draft.change.unannounced", _("Only an announced decision is amended or revoked."))
    if earlier.standing == Standing.REVOKED:
        return no("decision_draft.change.revoked", _("This decision has been revoked already."))
    return YES


def can_void_number(user: Any) -> Verdict:
    """Say whether `user` may take a number that no decision will bear: the head of secretariat."""
    if HEAD in staff_roles(user):
        return YES
    return no("number.void.who", _("Numbers are declared void by the head of secretariat."))


def review_until(decision: Decision) -> date | None:
    """Return the last day for a request for review; None before the announcement."""
    if not decision.is_announced:
        return None
    return add_workdays(decision.announcement.announced_on, CouncilRules.load().review_workdays)


def can_request_review(user: Any, decision: Decision, *, received_on: date | None = None) -> Verdict:
    """Say whether a review may be asked for: by anybody with an account, in time, once each.

    `received_on` is the day on which a letter came, which the secretariat enters.
    """
    if not user.is_authenticated:
        return no("decision.review.who", _("Sign in to ask for a review, or send the secretariat a letter."))
    last = review_until(decision)
    if last is None:
        return no("decision.review.unannounced", _("This decision has not been announced yet."))
    if (received_on or clock.today()) > last:
        return no(
            "decision.review.late",
            _("Reviews could be asked for until %(day)s.") % {"day": tanggal(last)},
        )
    if received_on is None and decision.review_requests.filter(person=user, sender="").exists():
        return no("decision.review.twice", _("You have asked for a review already. The council answers it."))
    return YES


def can_enter_letter(user: Any, decision: Decision) -> Verdict:
    """Say whether `user` may enter a request that came by letter."""
    verdict = only_secretariat(user, "decision.review_letter.who")
    if verdict and not decision.is_announced:
        return no("decision.review.unannounced", _("This decision has not been announced yet."))
    return verdict


def can_answer_review(user: Any, request: ReviewRequest, session: Session | None = None) -> Verdict:
    """Say whether `user` may enter what a later plenary session answered."""
    verdict = only_secretariat(user, "decision.answer_review.who")
    if not verdict:
        return verdict
    if request.answered_at is not None:
        return no("decision.answer_review.done", _("This request has been answered."))
    if session is not None and not (
        session.decides
        and session.state in ("open", "ended", "minuted")
        and session.day >= request.received_on
    ):
        return no(
            "decision.answer_review.session",
            _("A request is answered by a plenary session that was held after it came."),
        )
    return YES


def may_read_request(user: Any, request: ReviewRequest) -> bool:
    """Return whether `user` may read who asked and what: secretariat, council's officers and the sender."""
    from council.querysets_decisions import sees_unannounced

    return sees_unannounced(user) or (user.is_authenticated and request.person_id == user.pk)
