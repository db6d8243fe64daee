"""Where a recommendation stands with the city, for lists, pages and the proposal's own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from council.lifecycle.follow_up import FollowUpState
from council.models import CityAnswer, Decision, DecisionKind, FollowUp, Referral
from portal.kit import clock, workdays
from portal.kit.wording import tanggal
from proposals.models import AnswerResult


@dataclass(frozen=True)
class CityStatus:
    """What the city has said so far; `referral` is None while nothing was conveyed."""

    referral: Referral | None = None
    # Working days since conveying: up to the first answer, or up to today while there is none.
    day: int = 0
    late: bool = False
    answers: tuple[CityAnswer, ...] = ()
    result: str = ""
    studied_until: date | None = None
    # False for a decision on the council's own affairs, which goes to nobody.
    advises: bool = True

    @property
    def is_waiting(self) -> bool:
        """Return whether the city owes its first answer."""
        return self.referral is not None and not self.answers

    @property
    def last(self) -> CityAnswer | None:
        """Return the newest answer."""
        return self.answers[-1] if self.answers else None

    @property
    def tone(self) -> str:
        """Return the colour's name: late, now, good or stopped."""
        if not self.advises:
            return "quiet"
        if self.late:
            return "late"
        if self.result in (AnswerResult.ACCEPTED, AnswerResult.PARTLY):
            return "good"
        return "stopped" if self.result == AnswerResult.DECLINED else "now"

    @property
    def label(self) -> str:
        """Return the result in one or two words, for a heading."""
        if not self.advises:
            return _("Decision of the council")
        if self.referral is None:
            return _("Not conveyed to the mayor yet")
        if not self.answers:
            return _("Not answered yet")
        if self.result == AnswerResult.STUDIED and self.studied_until:
            return _("Still being studied, until %(date)s") % {"date": tanggal(self.studied_until)}
        return str(AnswerResult(self.result).label)

    @property
    def sentence(self) -> str:
        """Return the full sentence, with working days waited against the promise."""
        if self.referral is None:
            return _("An announced recommendation is conveyed to the mayor by a letter of the secretariat.")
        words = {
            "date": tanggal(self.referral.conveyed_on),
            "day": self.day,
            "promised": self.referral.promised_workdays,
        }
        if not self.answers:
            return (
                _(
                    "Not answered by the city yet. Conveyed on %(date)s; today is working day %(day)d of the "
                    "%(promised)d promised."
                )
                % words
            )
        words["date"] = tanggal(self.answers[0].answered_on)
        return _("Answered on %(date)s, working day %(day)d of the %(promised)d promised.") % words

    @property
    def short(self) -> str:
        """Return one line for a row of the register."""
        if not self.is_waiting or self.referral is None:
            return self.label
        return _("Not answered yet, working day %(day)d of %(promised)d") % {
            "day": self.day,
            "promised": self.referral.promised_workdays,
        }


@dataclass(frozen=True)
class Progress:
    """How many of some follow-ups are done, late, not possible; what the city declined is left out."""

    total: int
    done: int
    late: int
    infeasible: int

    @classmethod
    def of(cls, follow_ups: Iterable[FollowUp]) -> Progress:
        """Count `follow_ups`; cancelled ones are nobody's duty and do not count."""
        known = [line for line in follow_ups if line.state != FollowUpState.CANCELLED]
        return cls(
            total=len(known),
            done=sum(line.state == FollowUpState.DONE for line in known),
            late=sum(line.days_late > 0 for line in known),
            infeasible=sum(line.state == FollowUpState.INFEASIBLE for line in known),
        )

    @property
    def sentence(self) -> str:
        """Return the counts in words: 1 dari 4 selesai, 1 terlambat."""
        parts = [_("%(done)d of %(total)d done") % {"done": self.done, "total": self.total}]
        if self.late:
            parts.append(_("%(late)d late") % {"late": self.late})
        if self.infeasible:
            parts.append(_("%(count)d cannot be carried out") % {"count": self.infeasible})
        return ", ".join(parts)


def overall(results: Iterable[str]) -> str:
    """Return one result for several proposals: what all say, `studied` while one is studied, else
    `partly`.
    """
    known = set(results)
    if len(known) == 1:
        return known.pop()
    return AnswerResult.STUDIED if AnswerResult.STUDIED in known else AnswerResult.PARTLY


def status_of(
    decision: Decision, count: Callable[[date, date], int] = workdays.workdays_between
) -> CityStatus:
    """Return where `decision` stands with the city; reads prefetched referral, answers and items.

    `count` counts working days; lists give one that has read the holidays once.
    """
    if decision.kind != DecisionKind.REK:
        return CityStatus(advises=False)
    referral = getattr(decision, "referral", None)
    if referral is None:
        return CityStatus()
    answers = tuple(referral.answers.all())
    today = clock.today()
    if not answers:
        return CityStatus(
            referral=referral,
            day=count(referral.conveyed_on, today),
            late=today > referral.promised_on,
        )
    last = {item.proposal_id: item for answer in answers for item in answer.items.all()}
    studied = [item.studied_until for item in last.values() if item.studied_until]
    return CityStatus(
        referral=referral,
        # The promise is about the first answer; later ones came because something was being studied.
        day=answers[0].workdays,
        late=bool(studied) and min(studied) < today,
        answers=answers,
        result=overall(item.result for item in last.values()),
        studied_until=min(studied, default=None),
    )


def counter_for(decisions: Iterable[Decision]) -> Callable[[date, date], int]:
    """Return a counter of working days for a list of `decisions`, which reads the holidays once."""
    today = clock.today()
    days = [d.referral.conveyed_on for d in decisions if getattr(d, "referral", None) is not None]
    return workdays.counter(min(days, default=today), today)
