"""What the page of one decision shows to one person: outcomes, city, follow-ups, trail, record and verbs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from council.city_status import CityStatus, Progress, status_of
from council.lifecycle.contribution import ContributionState
from council.lifecycle.follow_up import ENDED, FollowUpState
from council.models import (
    Contribution,
    Decision,
    DecisionOutcome,
    FollowUp,
    Method,
    PaperKind,
    RollCallChoice,
    RollCallLine,
)
from council.permissions import after_decision as after_rules
from council.permissions import contributions as contribution_rules
from council.permissions import decisions as rules
from council.permissions import follow_ups as follow_up_rules
from portal.kit import clock
from portal.kit.wording import tanggal
from portal.members.models import Element, Seat
from portal.record import acts_of

from .session_controls import Control

STANDING_OFFERS = frozenset({ContributionState.OFFERED, ContributionState.ACCEPTED})
# How the drawing of a ballot calls what the roll call says.
DRAWN = {
    RollCallChoice.CONFLICTED: "conflict",
    RollCallChoice.ABSENT: "absent",
    RollCallChoice.NOT_CAST: "absent",
}


@dataclass(frozen=True)
class CalledLine:
    """One line of the roll call with its words."""

    line: RollCallLine
    drawn: str
    element: str
    office: str


@dataclass(frozen=True)
class OutcomeView:
    """One outcome with its roll call, drawn and as a list."""

    outcome: DecisionOutcome

    @cached_property
    def lines(self) -> list[CalledLine]:
        """Return the roll call in the order of the seats; empty where nobody voted."""
        return [
            CalledLine(
                line,
                DRAWN.get(RollCallChoice(line.choice), line.choice),
                str(Element(line.element).label).lower(),
                "" if line.office == Seat.Office.MEMBER else str(Seat.Office(line.office).label),
            )
            for line in self.outcome.roll_call.all()
        ]

    @property
    def choices(self) -> list[str]:
        """Return what each seat did, as the drawing calls it: in favour first, absent last."""
        order = ("in_favour", "against", "abstain", "conflict", "absent")
        return sorted((line.drawn for line in self.lines), key=order.index)

    @property
    def tally(self) -> list[tuple[str, str, int]]:
        """Return the figures of the ballot: drawing, words, count; those that are nobody's are left out."""
        counts = Counter(line.line.choice for line in self.lines)
        always = {RollCallChoice.IN_FAVOUR, RollCallChoice.AGAINST, RollCallChoice.ABSTAIN}
        return [
            (DRAWN.get(choice, choice.value), str(choice.label), counts[choice])
            for choice in RollCallChoice
            if choice in always or counts[choice]
        ]

    @property
    def is_majority(self) -> bool:
        """Return whether there was a ballot."""
        return self.outcome.method == Method.MAJORITY


def days_late_words(line: FollowUp) -> str:
    """Return by how much a follow-up is late: Terlambat 8 hari."""
    return ngettext("%(days)d day late", "%(days)d days late", line.days_late) % {"days": line.days_late}


@dataclass(frozen=True)
class FollowUpView:
    """One follow-up with how far it is and the verbs of this person."""

    follow_up: FollowUp
    controls: list[Control]

    @property
    def kind(self) -> str:
        """Return how the bar is drawn: done, late, idle or nothing."""
        if self.follow_up.state == FollowUpState.DONE:
            return "done"
        if self.follow_up.days_late:
            return "late"
        return "" if self.percent else "idle"

    @property
    def percent(self) -> int:
        """Return how far it is."""
        return self.follow_up.percent

    @property
    def words(self) -> str:
        """Return how it stands: its lateness before anything else, then what was reported."""
        line = self.follow_up
        if line.days_late:
            return days_late_words(line)
        if line.state == FollowUpState.OPEN and not self.percent:
            return pgettext("follow-up", "Not begun")
        if line.state == FollowUpState.OPEN:
            return _("%(percent)d per cent reported") % {"percent": self.percent}
        if line.state in ENDED and line.ended_at:
            return f"{line.get_state_display()}, {tanggal(line.ended_at)}"
        return str(line.get_state_display())


def follow_up_controls(user: Any, line: FollowUp) -> list[Control]:
    """Return the verbs on one follow-up of an announced decision that concern this person now."""
    verbs = [
        (_("Open the follow-up"), "open_follow_up", follow_up_rules.can_open_follow_up),
        (_("Plan the milestones"), "plan_follow_up", follow_up_rules.can_plan_follow_up),
        (_("Report progress"), "report_progress", follow_up_rules.can_report_progress),
        (_("Report as finished"), "report_finished", follow_up_rules.can_report_finished),
        (_("Accept the report"), "accept_report", follow_up_rules.can_accept_report),
        (_("Give the report back"), "reject_report", follow_up_rules.can_reject_report),
        (_("Write a monitoring note"), "follow_up_note", follow_up_rules.can_write_follow_up_note),
        (_("Mark as not possible"), "mark_infeasible", follow_up_rules.can_mark_infeasible),
        (_("Cancel the follow-up"), "cancel_follow_up", follow_up_rules.can_cancel_follow_up),
    ]
    if not user.is_authenticated:
        return []
    found = [
        Control(label, reverse(f"council:{name}", args=[line.pk]), rule(user, line))
        for label, name, rule in verbs
    ]
    return [control for control in found if control.is_shown]


@dataclass(frozen=True)
class ContributionView:
    """One offer with the verbs of this person."""

    offer: Contribution
    controls: list[Control]

    @property
    def tone(self) -> str:
        """Return the colour's name."""
        if self.offer.state == ContributionState.HANDED_OVER:
            return "good"
        return "now" if self.offer.state in STANDING_OFFERS else "quiet"


def contribution_controls(user: Any, offer: Contribution) -> list[Control]:
    """Return the verbs on one offer that concern this person now."""
    verbs = [
        (_("Accept the offer"), "accept_contribution", contribution_rules.can_accept_contribution),
        (_("Decline the offer"), "decline_contribution", contribution_rules.can_decline_contribution),
        (_("Record the handover"), "record_handover", contribution_rules.can_record_handover),
        (_("Withdraw the offer"), "withdraw_contribution", contribution_rules.can_withdraw_contribution),
    ]
    if not user.is_authenticated:
        return []
    found = [
        Control(label, reverse(f"council:{name}", args=[offer.pk]), rule(user, offer))
        for label, name, rule in verbs
    ]
    return [control for control in found if control.is_shown]


@dataclass
class DecisionPage:
    """The page; `decision` was read by `for_page`."""

    decision: Decision
    user: Any

    @cached_property
    def outcomes(self) -> list[OutcomeView]:
        """Return the outcomes in the order of the paper."""
        return [OutcomeView(outcome) for outcome in self.decision.outcomes.all()]

    @property
    def has_roll_call(self) -> bool:
        """Return whether a ballot was held on any of them."""
        return any(view.lines for view in self.outcomes)

    @property
    def notes(self) -> list[Any]:
        """Return the notes of objection of all outcomes."""
        return [note for view in self.outcomes for note in view.outcome.notes.all()]

    @cached_property
    def city(self) -> CityStatus:
        """Return where it stands with the city."""
        return status_of(self.decision)

    @cached_property
    def follow_ups(self) -> list[FollowUpView]:
        """Return the follow-ups with the verbs of this person."""
        return [FollowUpView(line, self._follow_up_controls(line)) for line in self.decision.follow_ups.all()]

    @cached_property
    def contributions(self) -> list[ContributionView]:
        """Return what partners offered, the oldest first, with the verbs of this person."""
        return [
            ContributionView(offer, contribution_controls(self.user, offer))
            for offer in self.decision.contributions.all()
        ]

    @cached_property
    def takes_offers(self) -> bool:
        """Return whether partners can still contribute: then the page says how."""
        proposals = [view.outcome.proposal for view in self.outcomes if view.outcome.proposal is not None]
        return (
            self.decision.is_announced
            and self.decision.is_recommendation
            and any(contribution_rules.takes_offers(proposal) for proposal in proposals)
        )

    @cached_property
    def can_offer(self) -> bool:
        """Return whether this person may offer a contribution."""
        return bool(contribution_rules.can_offer_contribution(self.user, self.decision))

    @property
    def progress(self) -> Progress:
        """Return the counts of the follow-ups."""
        return Progress.of(self.decision.follow_ups.all())

    @property
    def is_proposed_only(self) -> bool:
        """Return whether no follow-up is a duty yet."""
        return all(view.follow_up.state == FollowUpState.PROPOSED for view in self.follow_ups)

    @property
    def files(self) -> list[tuple[str, str, int, str]]:
        """Return the files to download: name, address, size in bytes and SHA-256; the original first."""
        place = [self.decision.year, self.decision.slug]
        found = []
        if (original := next(iter(self.decision.originals.all()), None)) is not None:
            url = reverse("council:decision_original", args=place)
            found.append((_("Signed original"), url, original.size, original.sha256))
        names = {PaperKind.COPY: "decision_pdf", PaperKind.SUMMARY: "decision_summary"}
        for paper in self.decision.papers.all():
            url = reverse(f"council:{names[PaperKind(paper.kind)]}", args=place)
            found.append((str(paper.get_kind_display()), url, paper.size, paper.sha256))
        return found

    @property
    def hands_out_files(self) -> bool:
        """Return whether this person gets the files: all do, unless a passage of the text is blacked out."""
        return rules.may_get_files(self.user, self.decision)

    @cached_property
    def record(self) -> list[Any]:
        """Return the public acts of enacting and announcing, each with its entry."""
        return list(acts_of("decision", [self.decision.pk]))

    @cached_property
    def review_until(self) -> Any:
        """Return the last day for a request for review, or None before the announcement."""
        return after_rules.review_until(self.decision)

    @property
    def takes_reviews(self) -> bool:
        """Return whether the way to ask for a review is shown: to visitors too, who sign in first."""
        if self.review_until is None or clock.today() > self.review_until:
            return False
        return not any(row.person_id == self.user.pk for row in self.decision.review_requests.all())

    @property
    def reviews(self) -> list[dict[str, Any]]:
        """Return the requests for review: that there is one is public, what it says is not."""
        return [
            {
                "request": request,
                "is_readable": after_rules.may_read_request(self.user, request),
                "can_answer": bool(after_rules.can_answer_review(self.user, request)),
            }
            for request in self.decision.review_requests.all()
        ]

    @property
    def copy_text(self) -> str:
        """Return the plain text for a chat: number, title, outcome and date, the city's answer, address."""
        decision = self.decision
        outcome = ", ".join(
            f"{view.outcome.get_outcome_display()} ({view.outcome.get_method_display()})"
            for view in self.outcomes
        )
        lines = [
            f"{decision.get_kind_display()} {decision.number}",
            decision.shown_title,
            f"{outcome}, {tanggal(decision.enacted_on)}",
        ]
        if decision.is_recommendation:
            lines.append(self.city.short)
        lines.append(settings.SITE_URL + decision.get_absolute_url())
        return "\n".join(lines).replace("\u00a0", " ")

    # Verbs

    @cached_property
    def controls(self) -> list[Control]:
        """Return the verbs on the decision and its referral that concern this person now."""
        decision, user = self.decision, self.user
        place = [decision.year, decision.slug]
        found = []
        if not decision.is_announced:
            found.append(
                Control(
                    _("Announce"),
                    reverse("council:announce", args=place),
                    rules.can_announce_decision(user, decision),
                    primary=True,
                )
            )
        elif decision.is_recommendation and self.city.referral is None:
            found.append(
                Control(
                    _("Convey to the mayor"),
                    reverse("council:convey", args=place),
                    rules.can_convey_decision(user, decision),
                    primary=True,
                )
            )
        elif self.city.referral is not None:
            verdict = rules.can_record_answer(user, self.city.referral)
            control = Control(
                _("Record the answer"), reverse("council:record_answer", args=place), verdict, primary=True
            )
            # That everything is answered is no reason to show a button that is off.
            found += [control] if verdict else []
        found.append(
            Control(
                _("Upload the signed original"),
                reverse("council:upload_original", args=place),
                rules.can_upload_original(user, decision),
            )
        )
        found.append(
            Control(
                _("Enter an erratum"),
                reverse("council:add_erratum", args=place),
                after_rules.can_add_erratum(user, decision),
            )
        )
        if decision.is_announced:
            found.append(
                Control(
                    _("Enter a request for review from a letter"),
                    reverse("council:review_letter", args=place),
                    after_rules.can_enter_letter(user, decision),
                )
            )
        return [control for control in found if control.is_shown]

    def _follow_up_controls(self, line: FollowUp) -> list[Control]:
        """Return the verbs on one follow-up that concern this person now."""
        return follow_up_controls(self.user, line) if self.decision.is_announced else []
