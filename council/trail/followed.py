"""What became of the decision: the city's answers, follow-ups, monitoring notes and contributions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from council.models import CityAnswer, Contribution, Decision, FollowUp, MonitoringNote
from proposals.models import Proposal

from .entries import ANSWERS, CONTRIBUTIONS, FOLLOW_UPS, WORDS, Entry


def answers(proposal: Proposal) -> Iterator[Entry]:
    """Yield what the city answered."""
    answers = CityAnswer.objects.filter(items__proposal=proposal).select_related("referral__decision")
    for answer in answers.prefetch_related("items"):
        item = next(item for item in answer.items.all() if item.proposal_id == proposal.pk)
        yield Entry(
            # Known by its day; never after it was entered.
            at=min(_noon(answer.answered_on), answer.created_at),
            lane=ANSWERS,
            title=_("Answered by the city: %(result)s") % {"result": item.get_result_display()},
            url=f"{answer.referral.decision.get_absolute_url()}#jawaban",
            who=answer.approved_by_name,
            text=Truncator(item.reason or answer.summary).chars(WORDS),
            anchor=f"jawaban-{answer.pk}",
            related=((_("The decision"), f"#keputusan-{answer.referral.decision_id}"),),
        )


def follow_ups(follow_ups: list[FollowUp]) -> Iterator[Entry]:
    """Yield when each follow-up opened, what was reported on it, and how it ended."""
    for line in follow_ups:
        url = line.get_absolute_url()
        if line.opened_at:
            title = _("Follow-up %(number)d opened") % {"number": line.position}
            answer = line.last_answer()
            yield Entry(
                line.opened_at,
                FOLLOW_UPS,
                title,
                url,
                line.agency.name,
                line.what,
                anchor=f"tindak-lanjut-{line.pk}",
                related=((_("The city's answer"), f"#jawaban-{answer.answer_id}"),) if answer else (),
            )
        for report in line.reports.all():
            words = {"number": line.position, "percent": report.percent}
            title = (
                _("Follow-up %(number)d reported as finished")
                if report.is_final
                else _("Follow-up %(number)d: %(percent)d per cent reported")
            ) % words
            yield Entry(report.created_at, FOLLOW_UPS, title, url, report.organisation.name, report.text)
        if line.ended_at:
            title = _("Follow-up %(number)d: %(state)s") % {
                "number": line.position,
                "state": line.get_state_display(),
            }
            yield Entry(line.ended_at, FOLLOW_UPS, title, url, line.agency.name, line.reason)


def notes(proposal: Proposal) -> Iterator[Entry]:
    """Yield the monitoring notes of the working groups."""
    for note in MonitoringNote.objects.filter(proposal=proposal).select_related("group", "follow_up"):
        title = _("Monitoring note of the working group %(group)s") % {"group": note.group.name}
        line = note.follow_up
        yield Entry(
            note.created_at,
            FOLLOW_UPS,
            title,
            f"{line.get_absolute_url()}#catatan-{note.pk}" if line else "",
            "",
            note.text,
            anchor=f"catatan-{note.pk}",
        )


def contributions(proposal: Proposal, user: Any) -> Iterator[Entry]:
    """Yield what partners offered, and how each offer ended."""
    known = Decision.objects.visible_to(user)
    offers = Contribution.objects.filter(proposal=proposal, decision__in=known)
    for offer in offers.select_related("organisation", "decision"):
        url, who = offer.get_absolute_url(), offer.organisation.name
        yield Entry(
            offer.offered_at,
            CONTRIBUTIONS,
            _("Contribution offered by a partner"),
            url,
            who,
            offer.what,
            anchor=f"kontribusi-{offer.pk}",
        )
        if offer.ended_at:
            text = offer.handover or offer.reason
            yield Entry(offer.ended_at, CONTRIBUTIONS, str(offer.get_state_display()), url, who, text)


def _noon(day: date) -> datetime:
    """Return a moment within `day` in the city's time zone, for what is known by its day alone."""
    return timezone.make_aware(datetime.combine(day, time(12)), timezone.get_default_timezone())
