"""What the public record is told about decisions and what follows from them; nothing before the
announcement.
"""

from collections.abc import Callable

from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.record import registry

PHRASES: dict[str, dict[str, Promise]] = {
    "decision": {
        "enact": _("Decision enacted; its text is fixed"),
        "announce": _("Decision announced"),
        "add_erratum": _("Erratum"),
        "request_review": _("Review asked for"),
        "answer_review": _("Request for review answered"),
        "upload_original": _("Signed original uploaded"),
    },
    "void_number": {"void": _("Number declared void")},
    "referral": {
        "convey": _("Recommendation conveyed to the mayor"),
        "record_answer": _("Answer of the city recorded"),
        "record_later_answer": _("Another answer of the city recorded"),
    },
    "follow_up": {
        "open": _("Follow-up opened: a duty of the agency from now on"),
        "plan": _("Milestones planned"),
        "remind": _("Agency told that the follow-up is due or late"),
        "report_progress": _("Progress reported by the agency"),
        "report_finished": _("Reported as finished by the agency"),
        "accept_report": _("Report accepted, follow-up done"),
        "reject_report": _("Report given back to the agency"),
        "mark_infeasible": _("Follow-up cannot be carried out"),
        "cancel": _("Follow-up cancelled"),
    },
    "contribution": {
        "offer": _("Contribution offered by a partner"),
        "accept": _("Contribution accepted by the secretariat"),
        "decline": _("Contribution declined by the secretariat"),
        "withdraw": _("Contribution withdrawn by the partner"),
        "hand_over": _("Contribution handed over"),
    },
    "monitoring_note": {"write": _("Monitoring note written by the working group")},
}
LABELS: dict[str, Promise] = {
    "decision": _("Decision of the council"),
    "referral": _("Conveying to the city"),
    "void_number": _("Void number"),
    "follow_up": _("Follow-up"),
    "monitoring_note": _("Monitoring note"),
    "contribution": _("Contribution of a partner"),
}


def decision_titles(ids: set[int]) -> dict[int, str]:
    """Return number and title of the announced ones among the decisions `ids`."""
    from .models import Decision

    announced = Decision.objects.announced().filter(pk__in=ids)
    return {decision.pk: str(decision) for decision in _titled(announced)}


def _titled(decisions: models.QuerySet) -> models.QuerySet:
    """Return decisions with their numbers and titles alone."""
    return decisions.only("number", "title", "reading")


def referral_titles(ids: set[int]) -> dict[int, str]:
    """Return number and title of the recommendations that the referrals `ids` convey."""
    from .models import Decision, Referral

    numbers = dict(Referral.objects.filter(pk__in=ids).values_list("pk", "decision_id"))
    titles = {row.pk: str(row) for row in _titled(Decision.objects.filter(pk__in=numbers.values()))}
    return {pk: titles[decision] for pk, decision in numbers.items()}


def follow_up_titles(ids: set[int]) -> dict[int, str]:
    """Return what the announced ones among the follow-ups `ids` are about."""
    from .models import FollowUp

    rows = FollowUp.objects.filter(pk__in=ids, decision__announcement__isnull=False)
    return dict(rows.values_list("pk", "what"))


def note_titles(ids: set[int]) -> dict[int, str]:
    """Return the titles of the proposals that the monitoring notes `ids` are about."""
    from .models import MonitoringNote

    return dict(MonitoringNote.objects.filter(pk__in=ids).values_list("pk", "proposal__title"))


def contribution_titles(ids: set[int]) -> dict[int, str]:
    """Return which organisations made the offers `ids`."""
    from .models import Contribution

    return dict(Contribution.objects.filter(pk__in=ids).values_list("pk", "organisation__name"))


def void_titles(ids: set[int]) -> dict[int, str]:
    """Return the void numbers `ids`: all are public."""
    from .models import VoidNumber

    return dict(VoidNumber.objects.filter(pk__in=ids).values_list("pk", "number"))


TITLES: dict[str, Callable[[set[int]], dict[int, str]]] = {
    "decision": decision_titles,
    "void_number": void_titles,
    "referral": referral_titles,
    "follow_up": follow_up_titles,
    "monitoring_note": note_titles,
    "contribution": contribution_titles,
}


def _address(kind: str) -> Callable[[int], str]:
    """Return the function that gives the address of a subject of `kind`, which leads on to its decision."""
    return lambda number: reverse("council:lead_to", args=[kind, number])


def register() -> None:
    """Tell the record what its entries are about; called once, when the app is ready."""
    for kind, label in LABELS.items():
        registry.register(kind, label=label, url=_address(kind), titles=TITLES[kind])
        registry.register_verbs(kind, PHRASES[kind])
