"""The verbs on follow-ups, and those by which a proposal that is carried out is watched and finished."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.actions import follow_ups as actions
from council.actions.milestones import plan_follow_up
from council.forms.follow_ups import FinishedForm, NoteForm, OpenForm, PlanForm, ProgressForm
from council.forms.sessions import ReasonForm
from council.models import FollowUp
from council.permissions import follow_ups as rules
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView
from portal.kit.wording import tanggal
from proposals.models import Proposal


class FollowUpAction(ActionView):
    """A verb on the follow-up of the address."""

    rule: Callable[..., Verdict]
    done: Any = ""

    def get_object(self) -> FollowUp:
        """Return the follow-up, if this person may know of it."""
        return get_object_or_404(
            FollowUp.objects.visible_to(self.request.user).with_progress(), pk=self.kwargs["pk"]
        )

    def verdict(self, user: Any, obj: FollowUp) -> Verdict:
        """Ask the rule of this verb."""
        return self.rule(user, obj)

    def back_url(self, obj: FollowUp | None) -> str:
        """Return where the follow-up is read."""
        if obj is None:
            return reverse("council:decisions")
        return obj.get_absolute_url()

    def get_context(self, obj: FollowUp | None) -> dict[str, Any]:
        """Say on the page which follow-up it is."""
        return {"intro": obj.what} if obj else {}

    def success_message(self) -> str:
        """Say that it was done."""
        return str(self.done)


class OpenFollowUp(FollowUpAction):
    """Make it a duty."""

    form_class = OpenForm
    title = _("Open the follow-up")
    submit_label = _("Open the follow-up")
    rule = staticmethod(rules.can_open_follow_up)

    def get_initial(self, obj: FollowUp | None) -> dict[str, Any]:
        """Offer the day that the recommendation proposed."""
        return {"due_on": obj.due_on} if obj else {}

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Open it and go to where it is read."""
        self.opened = actions.open_follow_up(follow_up=obj, due_on=form.cleaned_data["due_on"], actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Name the agency and the day."""
        words = {"agency": self.opened.agency.name, "day": tanggal(self.opened.due_on)}
        return _now("Opened. It is a duty of %(agency)s until %(day)s.") % words


class PlanFollowUp(FollowUpAction):
    """Plan its milestones."""

    form_class = PlanForm
    template_name = "council/plan_follow_up.html"
    title = _("Plan the milestones")
    submit_label = _("Save the plan")
    rule = staticmethod(rules.can_plan_follow_up)
    done = _("The plan is public. Progress is computed from it from now on.")

    def get_initial(self, obj: FollowUp | None) -> dict[str, Any]:
        """Begin with the plan that stands."""
        return {"funding": obj.funding, "others": list(obj.others.all())} if obj else {}

    def get_form_kwargs(self, obj: FollowUp | None) -> dict[str, Any]:
        """Hand the follow-up on: its milestones make the lines."""
        return {"follow_up": obj}

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Plan it and go to where it is read."""
        assert isinstance(form, PlanForm)  # noqa: S101
        plan_follow_up(
            follow_up=obj,
            milestones=list(form.lines()),
            funding=form.cleaned_data["funding"],
            others=list(form.cleaned_data["others"]),
            reason=form.cleaned_data.get("reason", ""),
            actor=user,
        )
        return self.back_url(obj)


class ReportProgress(FollowUpAction):
    """Report for the agency while it works."""

    form_class = ProgressForm
    title = _("Report progress")
    submit_label = _("Send the report")
    rule = staticmethod(rules.can_report_progress)
    done = _("The report is public.")

    def get_initial(self, obj: FollowUp | None) -> dict[str, Any]:
        """Begin at the share that was reported last."""
        return {"percent": obj.percent} if obj and obj.percent else {}

    def get_form_kwargs(self, obj: FollowUp | None) -> dict[str, Any]:
        """Hand the follow-up on: with a plan, milestones are asked for instead of a share."""
        return {"follow_up": obj}

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Add the report and go to where it is read."""
        assert isinstance(form, ProgressForm)  # noqa: S101
        data = form.cleaned_data
        actions.report_progress(
            follow_up=obj,
            text=data["text"],
            percent=data.get("percent"),
            reached=form.reached_ids(),
            evidence=data["evidence"],
            files=data["evidence_files"],
            approved_by_name=data["approved_by_name"],
            actor=user,
        )
        return self.back_url(obj)


class ReportFinished(FollowUpAction):
    """Report for the agency that it is finished."""

    form_class = FinishedForm
    title = _("Report as finished")
    submit_label = _("Report as finished")
    rule = staticmethod(rules.can_report_finished)
    done = _("The report is public. The working group writes its note, then the secretariat accepts it.")

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Add the report and go to where it is read."""
        data = form.cleaned_data
        actions.report_finished(
            follow_up=obj,
            text=data["text"],
            evidence=data["evidence"],
            files=data["evidence_files"],
            approved_by_name=data["approved_by_name"],
            actor=user,
        )
        return self.back_url(obj)


class AcceptReport(FollowUpAction):
    """Accept the final report."""

    title = _("Accept the report")
    submit_label = _("Accept the report")
    warning = _("A follow-up that is done is not opened again.")
    rule = staticmethod(rules.can_accept_report)
    done = _("The follow-up is done.")

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Accept it and go to where it is read."""
        actions.accept_report(follow_up=obj, actor=user)
        return self.back_url(obj)


class RejectReport(FollowUpAction):
    """Give the final report back."""

    form_class = ReasonForm
    title = _("Give the report back")
    submit_label = _("Give the report back")
    rule = staticmethod(rules.can_reject_report)
    done = _("The follow-up is open again.")

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Give it back and go to where it is read."""
        actions.reject_report(follow_up=obj, reason=form.cleaned_data["reason"], actor=user)
        return self.back_url(obj)


class MarkInfeasible(FollowUpAction):
    """Record that it cannot be carried out."""

    form_class = ReasonForm
    title = _("Mark as not possible")
    submit_label = _("Mark as not possible")
    warning = _("This ends the follow-up for good.")
    danger = True
    rule = staticmethod(rules.can_mark_infeasible)
    done = _("Recorded: this follow-up cannot be carried out.")

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Record it and go to where it is read."""
        actions.mark_infeasible(follow_up=obj, reason=form.cleaned_data["reason"], actor=user)
        return self.back_url(obj)


class CancelFollowUp(FollowUpAction):
    """Cancel it."""

    form_class = ReasonForm
    title = _("Cancel the follow-up")
    submit_label = _("Cancel the follow-up")
    warning = _("This ends the follow-up for good.")
    danger = True
    rule = staticmethod(rules.can_cancel_follow_up)
    done = _("The follow-up is cancelled.")

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Cancel it and go to where it is read."""
        actions.cancel_follow_up(follow_up=obj, reason=form.cleaned_data["reason"], actor=user)
        return self.back_url(obj)


class FollowUpNote(FollowUpAction):
    """Write what the working group saw of one follow-up."""

    form_class = NoteForm
    title = _("Write a monitoring note")
    submit_label = _("Publish the note")
    rule = staticmethod(rules.can_write_follow_up_note)
    done = _("The note is public.")

    def perform(self, form: ActionForm, obj: FollowUp, user: Any) -> str:
        """Write it and go to where it is read."""
        actions.write_monitoring_note(
            proposal=obj.proposal, follow_up=obj, text=form.cleaned_data["text"], actor=user
        )
        return self.back_url(obj)


class ProposalFollowThrough(ActionView):
    """A verb on the proposal of the address as a whole."""

    rule: Callable[..., Verdict]

    def get_object(self) -> Proposal:
        """Return the proposal, if this person may know of it."""
        known = Proposal.objects.visible_to(self.request.user).select_related("leading_group")
        return get_object_or_404(known, pk=self.kwargs["pk"])

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask the rule of this verb."""
        return self.rule(user, obj)

    def back_url(self, obj: Any) -> str:
        """Return the trail of the proposal."""
        return reverse("council:trail", args=[self.kwargs["pk"]])

    def get_context(self, obj: Proposal | None) -> dict[str, Any]:
        """Say on the page which proposal it is."""
        return {"intro": obj.title} if obj else {}


class ProposalNote(ProposalFollowThrough):
    """Write what the working group saw of the proposal as a whole."""

    form_class = NoteForm
    title = _("Write a monitoring note")
    submit_label = _("Publish the note")
    rule = staticmethod(rules.can_write_note)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Write it and go to the trail."""
        actions.write_monitoring_note(proposal=obj, text=form.cleaned_data["text"], actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The note is public.")


class FinishProposal(ProposalFollowThrough):
    """Finish the proposal with what its follow-ups make of it."""

    title = _("Finish the proposal")
    submit_label = _("Finish the proposal")
    warning = _("A finished proposal does not go on.")
    rule = staticmethod(rules.can_finish_proposal)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Finish it and go to the trail."""
        self.finished = actions.finish_proposal(proposal=obj, actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Name the result."""
        return _now("Finished: %(state)s.") % {"state": self.finished.get_state_display()}
