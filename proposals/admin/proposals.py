"""The secretariat's list of proposals: those that wait for a step first, each row one click from it."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.paging import page_of
from portal.kit.workdays import holidays_at_hand
from portal.members.admin.base import frame, readers_only, search_of
from portal.members.models import WorkingGroup

from ..journey import check_promised_on
from ..lifecycle import PROPOSAL, SECRETARIAT, State
from ..models import NotForwarded, Proposal, ProposalRules

SECTION = ("proposals_admin:index", _("Proposals"))
ICON = "doc-full"
PER_PAGE = 25

# The steps that the secretariat may take, by state: name of the address, words. Conveying, the city's answer
# and the end belong to the decisions' own list.
STEPS: dict[str, tuple[tuple[str, Any], ...]] = {
    State.SUBMITTED: (
        ("open_discussion", _("Open the discussion")),
        ("send_back", _("Send back to be completed")),
        ("not_forward", _("Do not forward")),
    ),
    State.NOT_FORWARDED: (
        ("review", _("Review: admit the proposal")),
        ("uphold_refusal", _("Review: the refusal stands")),
    ),
    State.DISCUSSION: (("extend", _("Extend the discussion")),),
    State.FORMULATION: (
        ("write_formulation", _("Write the formulation")),
        ("send_to_session", _("Send to the session")),
        ("reopen_discussion", _("Reopen the discussion")),
    ),
    State.DEFERRED: (("resume", _("Take up again")),),
    State.MERGED: (("unmerge", _("Undo the merging")),),
    State.WITHDRAWN: (("restore", _("Restore the proposal")),),
}


@readers_only
def index(request: HttpRequest) -> HttpResponse:
    """List what was submitted, of one state and one working group when the address says so."""
    state = request.GET.get("keadaan", State.SUBMITTED)
    if state not in State.values:
        state = ""
    groups = list(WorkingGroup.objects.all())
    group = next((one for one in groups if one.slug == request.GET.get("pokja")), None)
    query = search_of(request)
    asked = NotForwarded.objects.filter(
        proposal=OuterRef("pk"), review_requested_at__isnull=False, reviewed_at__isnull=True
    )
    found: Any = Proposal.objects.public().for_rows().annotate(review_waits=Exists(asked))
    if state:
        found = found.in_phase([state])
    if group is not None:
        found = found.filter(leading_group=group)
    if query:
        found = found.filter(title__icontains=query)
    order = "submitted_at" if state == State.SUBMITTED else "-changed_at"
    page = page_of(request, found.order_by(order, "pk"), PER_PAGE)
    return render(
        request,
        "proposals/admin/index.html",
        {
            **frame(SECTION[1], ICON),
            "page": page,
            "rows": _rows(page.object_list),
            "state": state,
            "states": State.choices,
            "group": group,
            "groups": groups,
            "query": query,
        },
    )


def _rows(proposals: Any) -> list[dict[str, Any]]:
    """Return the proposals with what waits for the secretariat, and until when it was promised."""
    rules = ProposalRules.load()
    rows = []
    with holidays_at_hand():
        for proposal in proposals:
            proposal.rules = rules
            phase = proposal.phase
            promised = check_promised_on(proposal) if phase == State.SUBMITTED else None
            steps = [
                (name, words)
                for name, words in STEPS.get(phase, ())
                if _is_secretariats(name, phase) and _is_at_hand(name, proposal)
            ]
            rows.append(
                {
                    "proposal": proposal,
                    "phase": phase,
                    "promised": promised,
                    "late": promised is not None and promised < clock.today(),
                    "steps": [(f"proposals:{name}", words) for name, words in steps],
                }
            )
    return rows


def _is_at_hand(verb: str, proposal: Any) -> bool:
    """Return whether a step is there to be taken: a review that was asked for, an extension not used yet."""
    if verb in ("review", "uphold_refusal"):
        return proposal.review_waits
    return verb != "extend" or not proposal.extended


def _is_secretariats(verb: str, phase: str) -> bool:
    """Return whether the table gives the step to the secretariat; a formulation is no move of the table."""
    row = PROPOSAL.row(verb, phase)
    return row is None or SECRETARIAT in row.who
