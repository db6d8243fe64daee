"""The journey bar: five steps that a stranger understands, with dates and what is waited for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit import clock
from portal.kit.wording import days_left, tanggal, tanggal_bulan
from portal.kit.workdays import add_workdays, workdays_between

from .lifecycle import State
from .models import Proposal

SUBMITTED, DISCUSSED, DECIDED, ANSWERED, CARRIED_OUT = range(5)
# The step that each state stands in, and how the step stands then.
STANDING: dict[str, tuple[int, str]] = {
    State.DRAFT: (SUBMITTED, "now"),
    State.SUBMITTED: (SUBMITTED, "now"),
    State.NOT_FORWARDED: (DISCUSSED, "stopped"),
    State.DISCUSSION: (DISCUSSED, "now"),
    State.FORMULATION: (DISCUSSED, "now"),
    State.AWAITING_SESSION: (DECIDED, "now"),
    State.ACCEPTED: (ANSWERED, "now"),
    State.ACCEPTED_WITH_CHANGES: (ANSWERED, "now"),
    State.NOT_ACCEPTED: (DECIDED, "refused"),
    State.DEFERRED: (DECIDED, "deferred"),
    State.CONVEYED: (ANSWERED, "now"),
    State.ANSWERED: (CARRIED_OUT, "todo"),
    State.IN_PROGRESS: (CARRIED_OUT, "now"),
    State.IMPLEMENTED: (CARRIED_OUT, "done"),
    State.PARTLY_IMPLEMENTED: (CARRIED_OUT, "partly"),
    State.INFEASIBLE: (CARRIED_OUT, "refused"),
}
# After these nothing comes any more.
ENDS = frozenset({"stopped", "refused"})


@dataclass
class Step:
    """One of the five segments: how it stands, its dates in words, and how much of its time has passed."""

    label: str
    status: str
    note: str = ""
    share: int | None = None


def steps(proposal: Proposal) -> list[Step]:
    """Return the five steps of `proposal` as they stand at this moment."""
    here, status = _standing(proposal)
    later = "never" if status in ENDS else "todo"
    found = [
        Step(label, "done" if position < here else later if position > here else status)
        for position, label in enumerate(_labels())
    ]
    for position, write in enumerate(_NOTES):
        if found[position].status != "never":
            write(proposal, found[position])
    return found


def _labels() -> list[str]:
    return [_("Submitted"), _("Discussed together"), _("Decided in session"), _("Answered by the city"),
            _("Carried out")]  # fmt: skip


def _standing(proposal: Proposal) -> tuple[int, str]:
    """Return the step that the proposal stands in and how that step stands."""
    phase = proposal.phase
    if phase in (State.MERGED, State.WITHDRAWN):
        return STANDING[proposal.state_before][0], "stopped"
    if phase == State.ANSWERED and proposal.answer_result == "studied":
        return ANSWERED, "now"
    if phase == State.ANSWERED and proposal.answer_result == "declined":
        return ANSWERED, "refused"
    return STANDING[phase]


def _local(moment: datetime | None) -> date:
    """Return the day of `moment` in the city's time; the states that ask for it have the moment."""
    return timezone.localtime(moment, timezone.get_default_timezone()).date()


def _share(start: datetime | None, end: datetime | None) -> int:
    """Return how many percent of the time from `start` to `end` have passed."""
    if start is None or end is None:
        return 100
    whole = (end - start).total_seconds()
    passed = (clock.now() - start).total_seconds()
    return round(100 * min(1.0, max(0.0, passed / whole))) if whole > 0 else 100


def _submitted(proposal: Proposal, step: Step) -> None:
    step.note = tanggal(proposal.submitted_at)
    if step.status == "stopped":
        step.note = _("%(what)s %(date)s") % {
            "what": proposal.get_state_display(),
            "date": tanggal(proposal.changed_at),
        }
    elif proposal.phase == State.DRAFT:
        step.note = _("Sent back %(date)s to be completed") % {"date": tanggal(proposal.changed_at)}
    elif step.status == "now":
        promised = check_promised_on(proposal)
        step.note = _("%(date)s, checked by %(until)s") % {
            "date": tanggal(proposal.submitted_at),
            "until": tanggal(promised),
        }
        if clock.today() > promised:
            step.status = "late"


def _discussed(proposal: Proposal, step: Step) -> None:
    if proposal.opened_at:
        step.note = _("%(start)s to %(end)s") % {
            "start": tanggal_bulan(proposal.opened_at),
            "end": tanggal(proposal.closes_at),
        }
    if step.status == "stopped":
        step.note = _("%(what)s %(date)s") % {
            "what": proposal.get_state_display(),
            "date": tanggal(proposal.changed_at),
        }
    elif proposal.phase == State.DISCUSSION:
        step.note = f"{step.note}, {days_left(proposal.closes_at)}"
        step.share = _share(proposal.opened_at, proposal.closes_at)
    elif proposal.phase == State.FORMULATION:
        step.note = _("Closed %(date)s. The working group is formulating.") % {
            "date": tanggal(proposal.closes_at)
        }
        step.share = 95


def _decided(proposal: Proposal, step: Step) -> None:
    if step.status in ("done", "refused"):
        step.note = tanggal(proposal.decided_at)
    elif step.status == "now":
        step.note = _("Waiting for a session since %(date)s") % {"date": tanggal(proposal.awaiting_since)}
    elif step.status == "deferred":
        if proposal.deferred_until:
            step.note = _("Deferred until %(date)s") % {"date": tanggal(proposal.deferred_until)}
        else:
            step.note = _("Deferred %(date)s, under a condition") % {"date": tanggal(proposal.decided_at)}
    else:
        step.note = _("After the discussion")


def _answered(proposal: Proposal, step: Step) -> None:
    if proposal.phase == State.CONVEYED:
        waited, promised = waited_for_answer(proposal)
        step.note = _("Not yet. Working day %(day)d of the %(promised)d promised") % {
            "day": waited,
            "promised": promised,
        }
        step.share = round(100 * min(1.0, waited / promised))
        if waited > promised:
            step.status = "late"
    elif proposal.phase == State.ANSWERED and proposal.answer_result == "studied":
        step.note = _("Being studied until %(date)s") % {"date": tanggal(proposal.studied_until)}
        if proposal.studied_until and proposal.studied_until < clock.today():
            step.status = "late"
    elif step.status == "now":
        step.note = _("About to be conveyed to the mayor")
        step.share = 5
    elif proposal.answered_at:
        step.note = f"{tanggal(proposal.answered_at)}, {proposal.get_answer_result_display().lower()}"
    else:
        step.note = _("Promised %(days)d working days after it is conveyed") % {
            "days": proposal.rules.answer_workdays
        }


def _carried_out(proposal: Proposal, step: Step) -> None:
    if step.status == "now":
        step.note = _("Since %(date)s") % {"date": tanggal(proposal.started_at)}
    elif proposal.finished_at:
        step.note = f"{tanggal(proposal.finished_at)}, {proposal.get_state_display().lower()}"
    elif proposal.phase == State.ANSWERED:
        step.note = _("Begins with the first follow-up")
    else:
        step.note = _("After the city's answer accepts it")


_NOTES: tuple[Callable[[Proposal, Step], None], ...] = (
    _submitted, _discussed, _decided, _answered, _carried_out,
)  # fmt: skip


def check_promised_on(proposal: Proposal) -> date:
    """Return the day until when the check for completeness is promised."""
    return add_workdays(_local(proposal.check_since or proposal.submitted_at), proposal.rules.check_workdays)


def waited_for_answer(proposal: Proposal) -> tuple[int, int]:
    """Return the working days since the proposal was conveyed, and those promised for the answer."""
    return workdays_between(_local(proposal.conveyed_at), clock.today()), proposal.rules.answer_workdays


def waits_for(proposal: Proposal) -> tuple[str, Any] | None:
    """Return in words what the proposal waits for, and until when (a date or None); None when for nothing."""
    words = {
        State.DRAFT: _("The author completes the proposal and submits it again."),
        State.SUBMITTED: _("The coordinator checks whether the proposal is complete."),
        State.DISCUSSION: _("Members of the working groups comment."),
        State.FORMULATION: _("The working group writes its formulation and sends the proposal to a session."),
        State.AWAITING_SESSION: _("The council puts the proposal on the agenda of a plenary session."),
        State.ACCEPTED: _("The secretariat conveys the recommendation to the mayor once it is announced."),
        State.DEFERRED: _("The secretariat takes it up again when the time has come."),
        State.CONVEYED: _("The city government answers."),
        State.ANSWERED: _("The secretariat opens the first follow-up."),
        State.IN_PROGRESS: _("The agencies carry out the follow-ups and report on them."),
    }
    phase = proposal.phase
    if phase == State.ACCEPTED_WITH_CHANGES:
        phase = State.ACCEPTED
    if phase == State.ANSWERED and proposal.answer_result == "studied":
        return _("The city government answers after its study."), proposal.studied_until
    if phase == State.ANSWERED and proposal.answer_result == "declined":
        return None
    if phase not in words:
        return None
    until = {
        State.SUBMITTED: lambda: check_promised_on(proposal),
        State.DISCUSSION: lambda: proposal.closes_at,
        State.FORMULATION: lambda: proposal.formulation_due_on,
        State.DEFERRED: lambda: proposal.deferred_until,
        State.CONVEYED: lambda: add_workdays(_local(proposal.conveyed_at), proposal.rules.answer_workdays),
    }.get(phase, lambda: None)
    return words[phase], until()
