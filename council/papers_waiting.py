"""What of the decisions waits for whom: drafts, announcements, letters to the mayor, reports, notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council.lateness import Quarter, note_is_missing
from council.querysets_decisions import proposals_that_lack
from portal.kit import clock
from portal.members import roles


@dataclass(frozen=True)
class PaperWaiting:
    """One thing that waits for a person, with the verb that is theirs and the day by which it is promised."""

    kind: str
    title: str
    verb: str
    url: str
    due_on: date | None = None

    @property
    def is_late(self) -> bool:
        """Return whether the promised day has passed."""
        return self.due_on is not None and self.due_on < clock.today()


def papers_waiting_for(user: Any) -> list[PaperWaiting]:
    """Return what waits for `user`: to initial, sign, enact, announce, convey, report; nearest day first.

    At most one query for each sort of work that the person has a part in.
    """
    from council.permissions.decisions import signing_office

    found: list[PaperWaiting] = []
    if roles.is_head(user):
        found += _to_initial(user)
    if (office := signing_office(user)) is not None:
        found += _to_sign(user, office)
    if roles.is_secretariat(user):
        found += _secretariat_work(user)
    if agencies := _liaison_agencies(user):
        found += _agency_work(agencies)
    if groups := roles.coordinated_group_ids(user):
        found += _monitoring(groups)
    return sorted(found, key=lambda row: (row.due_on is None, row.due_on or date.max))


def _liaison_agencies(user: Any) -> set[int]:
    """Return the agencies that `user` is the liaison of today."""
    return {
        affiliation.organisation_id
        for affiliation in roles.current_affiliations(user)
        if affiliation.is_liaison
    }


def _to_initial(user: Any) -> list[PaperWaiting]:
    from council.models import DecisionDraft

    drafts = DecisionDraft.objects.to_initial().exclude(edits__editor=user)
    return [
        PaperWaiting("draft", draft.title, _("Initial"), reverse("council:draft", args=[draft.pk]))
        for draft in drafts
    ]


def _to_sign(user: Any, office: str) -> list[PaperWaiting]:
    from council.models import DecisionDraft

    drafts = DecisionDraft.objects.to_sign(office).exclude(edits__editor=user)
    return [
        PaperWaiting("draft", draft.title, _("Sign"), reverse("council:draft", args=[draft.pk]))
        for draft in drafts
    ]


def _secretariat_work(user: Any) -> list[PaperWaiting]:
    """Return what the secretariat owes: enact, announce (not who enacted), convey, judge final reports."""
    from council.models import Decision, DecisionDraft, FollowUp

    found = [
        PaperWaiting("draft", draft.title, _("Enact and number"), reverse("council:draft", args=[draft.pk]))
        for draft in DecisionDraft.objects.to_enact()
    ]
    found += [
        PaperWaiting(
            "decision",
            str(decision),
            _("Announce"),
            decision.get_absolute_url(),
            decision.announce_by,
        )
        for decision in Decision.objects.unannounced().exclude(enacted_by=user)
    ]
    found += [
        PaperWaiting("decision", str(decision), _("Convey to the mayor"), decision.get_absolute_url())
        for decision in Decision.objects.announced().filter(kind="REK", referral=None).order_by("enacted_on")
    ]
    found += [
        PaperWaiting(
            "follow_up",
            line.what,
            _("Judge the report"),
            reverse("council:lead_to", args=["follow_up", line.pk]),
            line.due_on,
        )
        for line in FollowUp.objects.reported()
    ]
    return found


def _monitoring(groups: set[int]) -> list[PaperWaiting]:
    """Return the monitoring notes that the groups owe for this quarter, by its last day."""
    quarter = Quarter.of(clock.today())
    return [
        PaperWaiting(
            "monitoring",
            proposal.title,
            _("Write the monitoring note of %(quarter)s") % {"quarter": quarter},
            reverse("council:proposal_note", args=[proposal.pk]),
            quarter.last_day,
        )
        for proposal in proposals_that_lack(note_is_missing, groups)
    ]


def _agency_work(agencies: set[int]) -> list[PaperWaiting]:
    from council.models import FollowUp

    return [
        PaperWaiting(
            "follow_up",
            line.what,
            _("Report progress"),
            reverse("council:lead_to", args=["follow_up", line.pk]),
            line.due_on,
        )
        for line in FollowUp.objects.of_agencies(agencies).open()
    ]
