"""The trail of a proposal: everything that happened to it, from the first version to what was done.

One entry for each thing that can be opened. The query count does not depend on how much happened; of the
comments only those that ask for something (objection, change, official response) stand in the trail.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from council.models import (
    CityAnswer,
    Contribution,
    Decision,
    DecisionOutcome,
    Erratum,
    FollowUp,
    MonitoringNote,
    Motion,
)
from council.querysets_decisions import sees_unannounced
from portal.members.models.user import display_name
from portal.record import acts_of, registry
from proposals.models import Comment, Proposal

COMMENTS, VERSIONS, STEPS, DECISIONS, ANSWERS, FOLLOW_UPS = (
    "comment",
    "version",
    "step",
    "decision",
    "answer",
    "follow_up",
)
# These acts stand there as what they made: a version, a result, a decision, a letter, an answer.
TOLD_OTHERWISE = frozenset({"submit", "edit", "decide", "convey", "answer", "answer_again"})
ICONS = {
    COMMENTS: "comment",
    VERSIONS: "file",
    STEPS: "clock",
    DECISIONS: "seal",
    ANSWERS: "mail",
    FOLLOW_UPS: "forward",
}
MOST_COMMENTS = 200
WORDS = 240
# One answer may serve a hundred comments alike; the page of the proposal shows them all.
MOST_RELATED = 5


@dataclass(frozen=True)
class Entry:
    """One line of the trail. `who` is a name and `text` was written by somebody: neither is translated."""

    at: datetime
    lane: str
    title: str
    url: str = ""
    who: str = ""
    text: str = ""
    entry_number: int | None = None
    # Where the line can be linked to, such as tanggapan-12; empty for what has no number of its own.
    anchor: str = ""
    # What this came from or led to: words and addresses, those of other lines beginning with #.
    related: tuple[tuple[str, str], ...] = ()

    @property
    def icon(self) -> str:
        """Return the icon of its lane."""
        return ICONS[self.lane]

    @property
    def lane_label(self) -> str:
        """Return what the lane is called."""
        return lane_labels()[self.lane]


def lane_labels() -> dict[str, str]:
    """Return the lanes in the order in which they are drawn."""
    return {
        COMMENTS: _("Comments"),
        VERSIONS: _("Versions"),
        STEPS: _("Stages"),
        DECISIONS: _("Decisions"),
        ANSWERS: _("Answers"),
        FOLLOW_UPS: _("Follow-ups"),
    }


@dataclass(frozen=True)
class Trail:
    """The entries, oldest first, with the follow-ups for the drawing and how many comments are not shown."""

    proposal: Proposal
    entries: list[Entry]
    follow_ups: list[FollowUp]
    comment_count: int


def trail_of(proposal: Proposal, user: Any) -> Trail:
    """Return the trail of `proposal` as `user` may see it: numbers only of announced decisions."""
    outcomes = list(
        DecisionOutcome.objects.filter(proposal=proposal)
        .select_related("decision__announcement", "decision__referral", "decision__session")
        .order_by("decision__enacted_at")
    )
    visible = FollowUp.objects.visible_to(user).filter(proposal=proposal)
    follow_ups = list(visible.order_by("decision", "position").with_progress())
    entries = [
        *_versions(proposal),
        *_comments(proposal),
        *_author_answers(proposal),
        *_formulations(proposal),
        *_motions(proposal),
        *_decisions(outcomes, sees_unannounced(user)),
        *_errata([outcome.decision for outcome in outcomes], sees_unannounced(user)),
        *_answers(proposal),
        *_steps(proposal),
        *_follow_ups(follow_ups),
        *_notes(proposal),
        *_contributions(proposal, user),
    ]
    return Trail(
        proposal=proposal,
        entries=sorted(entries, key=lambda entry: entry.at),
        follow_ups=follow_ups,
        comment_count=proposal.comment_count,
    )


def _steps(proposal: Proposal) -> Iterator[Entry]:
    """Yield the moves of the proposal that are not told as something of their own."""
    for act in acts_of("proposal", [proposal.pk]):
        if act.verb not in TOLD_OTHERWISE:
            yield Entry(
                at=act.at,
                lane=STEPS,
                title=str(registry.phrase(act)),
                url=proposal.get_absolute_url(),
                who=str(registry.role_label(act.actor_role)),
                text=act.reason,
                entry_number=act.entry.sequence,
            )


def _versions(proposal: Proposal) -> Iterator[Entry]:
    for version in proposal.versions.select_related("author", "author_answer").defer("html"):
        first = version.number == 1
        title = _("Submitted, version 1") if first else _("Version %(number)d") % {"number": version.number}
        by_council = version.origin == version.Origin.DECISION
        yield Entry(
            at=version.created_at,
            lane=VERSIONS,
            title=title,
            url=reverse("proposals:version", args=[proposal.pk, version.number]),
            who=pgettext("author", "The council") if by_council else display_name(version.author),
            text=version.change_note,
            anchor=f"versi-{version.number}",
            related=_answer_behind(version),
        )


def _answer_behind(version: Any) -> tuple[tuple[str, str], ...]:
    """Return the author's answer that made a version, by which a suggested change was taken over."""
    answer = getattr(version, "author_answer", None)
    return ((_("Author's answer"), f"#jawaban-pengusul-{answer.pk}"),) if answer else ()


def _comments(proposal: Proposal) -> Iterator[Entry]:
    """Yield the comments that ask for something; what was withdrawn or hidden shows that it was."""
    asked = Comment.objects.filter(proposal=proposal).filter(
        Q(is_official=True)
        | Q(stance__in=["objection", "with_changes"])
        | Q(suggestion__isnull=False)
        | Q(author_answer__isnull=False)
    )
    asked = asked.select_related("author", "organisation", "suggestion", "version")
    for comment in asked.order_by("created_at")[:MOST_COMMENTS]:
        if comment.is_official:
            kind = _("Official response")
        elif hasattr(comment, "suggestion"):
            kind = _("Suggested change")
        else:
            kind = comment.get_stance_display() or _("Comment")
        answer = comment.author_answer_id
        who = f"{display_name(comment.author)}, {comment.organisation.name}"
        yield Entry(
            at=comment.created_at,
            lane=COMMENTS,
            title=str(kind),
            url=comment.get_absolute_url(),
            who=who if comment.is_visible else "",
            text=Truncator(comment.body).chars(WORDS) if comment.is_visible else _("No longer shown"),
            anchor=f"tanggapan-{comment.pk}",
            related=(
                (_version_words(comment.version), f"#versi-{comment.version.number}"),
                *(((_("Author's answer"), f"#jawaban-pengusul-{answer}"),) if answer else ()),
            ),
        )


def _author_answers(proposal: Proposal) -> Iterator[Entry]:
    """Yield what the authors answered, with the comments that it answers and the version that it made."""
    answers = proposal.author_answers.select_related("author", "version").prefetch_related("comments")
    for answer in answers:
        comments = [
            (_("Comment %(number)d") % {"number": comment.pk}, comment.get_absolute_url())
            for comment in answer.comments.all()
        ]
        made = [(_version_words(answer.version), f"#versi-{answer.version.number}")] if answer.version else []
        yield Entry(
            at=answer.created_at,
            lane=COMMENTS,
            title=_("Author's answer: %(verdict)s") % {"verdict": answer.get_verdict_display()},
            url=comments[0][1] if comments else "",
            who=display_name(answer.author),
            text=Truncator(answer.body).chars(WORDS),
            anchor=f"jawaban-pengusul-{answer.pk}",
            related=(*comments[:MOST_RELATED], *made),
        )


def _formulations(proposal: Proposal) -> Iterator[Entry]:
    """Yield the working group's formulations, the replaced ones too."""
    for formulation in proposal.formulations.select_related("author"):
        yield Entry(
            at=formulation.created_at,
            lane=STEPS,
            title=_("Formulation of the working group"),
            url=f"{proposal.get_absolute_url()}#rumusan",
            who=display_name(formulation.author),
            text=Truncator(formulation.advice).chars(WORDS),
            anchor=f"rumusan-{formulation.pk}",
        )


def _contributions(proposal: Proposal, user: Any) -> Iterator[Entry]:
    """Yield what partners offered, and how each offer ended."""
    known = Decision.objects.visible_to(user)
    offers = Contribution.objects.filter(proposal=proposal, decision__in=known)
    for offer in offers.select_related("organisation", "decision"):
        url, who = offer.get_absolute_url(), offer.organisation.name
        yield Entry(
            offer.offered_at,
            FOLLOW_UPS,
            _("Contribution offered by a partner"),
            url,
            who,
            offer.what,
            anchor=f"kontribusi-{offer.pk}",
        )
        if offer.ended_at:
            text = offer.handover or offer.reason
            yield Entry(offer.ended_at, FOLLOW_UPS, str(offer.get_state_display()), url, who, text)


def _motions(proposal: Proposal) -> Iterator[Entry]:
    """Yield what the sessions made of it, adopted or not."""
    motions = Motion.objects.public().filter(proposal=proposal)
    for motion in motions.select_related("item__session", "version", "decision_outcome"):
        if motion.closed_at is None:
            # Before the council at this moment: the session's own page tells of it.
            continue
        yield Entry(
            at=motion.closed_at,
            lane=STEPS,
            title=str(motion.result),
            url=motion.item.session.get_absolute_url(),
            who=motion.item.session.title,
            text=Truncator(motion.wording).chars(WORDS),
            anchor=f"rancangan-{motion.pk}",
            related=_around(motion),
        )


def _around(motion: Motion) -> tuple[tuple[str, str], ...]:
    """Return the version that a motion was on, and the decision that it led to."""
    found = []
    if motion.version is not None:
        found.append((_version_words(motion.version), f"#versi-{motion.version.number}"))
    if hasattr(motion, "decision_outcome"):
        found.append((_("The decision"), f"#keputusan-{motion.decision_outcome.decision_id}"))
    return tuple(found)


def _version_words(version: Any) -> str:
    return _("Version %(number)d") % {"number": version.number}


def _decisions(outcomes: list[DecisionOutcome], sees_all: bool) -> Iterator[Entry]:
    for outcome in outcomes:
        decision = outcome.decision
        result = str(outcome.get_outcome_display())
        if not (decision.is_announced or sees_all):
            yield Entry(
                at=decision.enacted_at,
                lane=DECISIONS,
                title=result,
                text=_("Decided; the text has not been announced yet."),
                anchor=f"keputusan-{decision.pk}",
                related=((_("The motion"), f"#rancangan-{outcome.motion_id}"),),
            )
            continue
        yield Entry(
            at=decision.enacted_at,
            lane=DECISIONS,
            title=f"{decision.get_kind_display()} {decision.number}: {result}",
            url=decision.get_absolute_url(),
            text=decision.title,
            anchor=f"keputusan-{decision.pk}",
            related=((_("The motion"), f"#rancangan-{outcome.motion_id}"),),
        )
        if decision.is_announced and hasattr(decision, "referral"):
            referral = decision.referral
            yield Entry(
                at=referral.conveyed_at,
                lane=ANSWERS,
                title=_("Conveyed to the mayor with letter %(letter)s") % {"letter": referral.letter_number},
                url=f"{decision.get_absolute_url()}#jawaban",
                anchor=f"penyampaian-{referral.pk}",
                related=((_("The decision"), f"#keputusan-{decision.pk}"),),
            )


def _errata(decisions: list[Decision], sees_all: bool) -> Iterator[Entry]:
    """Yield what was set right in the text of the decisions since."""
    known = {decision.pk: decision for decision in decisions if decision.is_announced or sees_all}
    for erratum in Erratum.objects.filter(decision__in=known).order_by("entered_at"):
        decision = known[erratum.decision_id]
        yield Entry(
            at=erratum.entered_at,
            lane=DECISIONS,
            title=_("Erratum %(number)d to %(decision)s")
            % {"number": erratum.ordinal, "decision": decision.number},
            url=f"{decision.get_absolute_url()}#ralat-{erratum.ordinal}",
            text=Truncator(f"“{erratum.wrong}” → “{erratum.right}”").chars(WORDS),
            anchor=f"ralat-{erratum.pk}",
            related=((_("The decision"), f"#keputusan-{decision.pk}"),),
        )


def _answers(proposal: Proposal) -> Iterator[Entry]:
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


def _follow_ups(follow_ups: list[FollowUp]) -> Iterator[Entry]:
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


def _notes(proposal: Proposal) -> Iterator[Entry]:
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


def _noon(day: date) -> datetime:
    """Return a moment within `day` in the city's time zone, for what is known by its day alone."""
    return timezone.make_aware(datetime.combine(day, time(12)), timezone.get_default_timezone())
