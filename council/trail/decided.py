"""What the council made of the proposal: motions, decisions and what was set right in them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from council.models import Decision, DecisionOutcome, Erratum, Motion
from proposals.models import Proposal

from .entries import ANSWERS, DECISIONS, STEPS, WORDS, Entry, version_words


def motions(proposal: Proposal) -> Iterator[Entry]:
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
        found.append((version_words(motion.version), f"#versi-{motion.version.number}"))
    if hasattr(motion, "decision_outcome"):
        found.append((_("The decision"), f"#keputusan-{motion.decision_outcome.decision_id}"))
    return tuple(found)


def decisions(outcomes: list[DecisionOutcome], sees_all: bool) -> Iterator[Entry]:
    """Yield what was decided and how it was conveyed; `sees_all` shows what is not announced."""
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
            text=decision.shown_title,
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


def errata(decisions: list[Decision], sees_all: bool) -> Iterator[Entry]:
    """Yield what was set right in the text of the decisions since."""
    known = {decision.pk: decision for decision in decisions if decision.is_announced or sees_all}
    for erratum in Erratum.objects.filter(decision__in=known).order_by("entered_at"):
        decision = erratum.decision = known[erratum.decision_id]
        yield Entry(
            at=erratum.entered_at,
            lane=DECISIONS,
            title=_("Erratum %(number)d to %(decision)s")
            % {"number": erratum.ordinal, "decision": decision.number},
            url=f"{decision.get_absolute_url()}#ralat-{erratum.ordinal}",
            text=Truncator(f"“{erratum.shown_wrong}” → “{erratum.shown_right}”").chars(WORDS),
            anchor=f"ralat-{erratum.pk}",
            related=((_("The decision"), f"#keputusan-{decision.pk}"),),
        )
