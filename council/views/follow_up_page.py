"""The page of one follow-up: the duty, its plan, reports with evidence, notes, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from council.lateness import Quarter, quarters_without_note
from council.lifecycle.follow_up import ENDED, RUNNING, FollowUpState
from council.models import CityAnswerFollowUp, FollowUp, FollowUpEvidence, FollowUpReport, Milestone
from portal.kit import clock
from portal.members.evidence import ENDINGS
from portal.record import acts_of

from .decision_page import FollowUpView, follow_up_controls
from .session_controls import Control


@dataclass
class FollowUpPage:
    """The page; `line` was read by `with_progress`."""

    line: FollowUp
    user: Any

    @cached_property
    def view(self) -> FollowUpView:
        """Return how far it is, as the decision's page draws it too."""
        return FollowUpView(self.line, self.controls)

    @cached_property
    def controls(self) -> list[Control]:
        """Return the verbs that concern this person now."""
        return follow_up_controls(self.user, self.line) if self.line.decision.is_announced else []

    @cached_property
    def milestones(self) -> list[Milestone]:
        """Return the plan in its order."""
        return list(self.line.milestones.all())

    @cached_property
    def reports(self) -> list[FollowUpReport]:
        """Return the reports, the newest first."""
        return list(self.line.reports.all())[::-1]

    @cached_property
    def answer(self) -> CityAnswerFollowUp | None:
        """Return what the city said of it last."""
        return self.line.last_answer()

    @property
    def is_late(self) -> bool:
        """Return whether its due date has passed without a report that it is finished."""
        return self.line.days_late > 0

    @property
    def lacks_evidence(self) -> bool:
        """Return whether it runs, or was ended as done, and nothing was shown for it."""
        line = self.line
        return line.state in RUNNING | {FollowUpState.DONE} and not line.has_evidence

    @cached_property
    def quarters_missing(self) -> list[Quarter]:
        """Return the quarters that ended without a note of the working group on this or on the whole."""
        line = self.line
        if line.opened_at is None:
            return []
        ended = clock.day_of(line.ended_at) if line.ended_at else None
        notes = [
            clock.day_of(at) for at in line.proposal.monitoring_notes.values_list("created_at", flat=True)
        ]
        return quarters_without_note(clock.day_of(line.opened_at), ended, notes, clock.today())

    @property
    def has_ended(self) -> bool:
        """Return whether it asks nothing of anybody any more."""
        return self.line.state in ENDED

    @cached_property
    def acts(self) -> list[Any]:
        """Return its moves as the public record has them."""
        return list(acts_of("follow_up", [self.line.pk]))


@require_safe
def follow_up_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one follow-up to whoever may see its decision."""
    known = FollowUp.objects.visible_to(request.user).with_progress()
    line = get_object_or_404(
        known.prefetch_related("others", "reminders", "milestones__reached_by", "reports__milestones"), pk=pk
    )
    response = render(
        request, "council/follow_up.html", {"line": line, "page": FollowUpPage(line, request.user)}
    )
    if not line.decision.is_announced:
        add_never_cache_headers(response)
    return response


@require_safe
def evidence(request: HttpRequest, pk: int, evidence: int) -> HttpResponseBase:
    """Send a file that proves a report; for who may not see the follow-up it is not there."""
    line = get_object_or_404(FollowUp.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(FollowUpEvidence, pk=evidence, report__follow_up=line)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        content,
        as_attachment=True,
        filename=f"{gettext('evidence')}-{line.pk}-{row.pk}{ENDINGS[row.content_type]}",
        content_type=row.content_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
