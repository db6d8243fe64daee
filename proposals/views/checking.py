"""The verbs of those who lead: send back, not forward, open, extend, reopen, formulate, send up, resume."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.replacing import ReplacesText, Standing, differing
from portal.kit.verdict import Verdict
from portal.kit.views import Words
from portal.kit.wording import tanggal, wib

from .. import actions, permissions
from ..forms import (
    ExtendForm,
    FormulationForm,
    NotForwardForm,
    OpenDiscussionForm,
    ReasonForm,
    ReopenDiscussionForm,
    SendToSessionForm,
)
from ..models import Proposal
from .common import ProposalActionView

# The parts of a formulation, which a later one replaces.
FORMULATED = ("advice", "final_wording", "differing_views", "notes")


class SendBack(ProposalActionView):
    """Send a proposal back to be completed."""

    form_class = ReasonForm
    title = _("Send back to be completed")
    submit_label = _("Send back")
    intro = _(
        "The author gets the text back as a draft, and mail with your reason. "
        "What was submitted stays readable."
    )

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_send_back(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Send it back."""
        actions.send_back(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happens next."""
        return _("Sent back. The author has been told by mail and can submit it again.")


class NotForward(ProposalActionView):
    """Decide that a proposal is not forwarded, and say where to go."""

    form_class = NotForwardForm
    template_name = "proposals/not_forward.html"
    title = _("Do not forward")
    submit_label = _("Do not forward")
    danger = True
    warning = _("The proposal's way ends here. Its page stays readable with your reason.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_not_forward(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Decide it."""
        values = form.cleaned_data
        actions.not_forward(
            proposal=obj,
            actor=user,
            category=values["category"],
            reason=values["reason"],
            direction=values["direction"],
        )
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happened."""
        return _("Not forwarded. The reason and the right door stand on the proposal's page.")


class OpenDiscussion(ProposalActionView):
    """Open the discussion."""

    form_class = OpenDiscussionForm
    title = _("Open the discussion")
    submit_label = _("Open the discussion")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_open_discussion(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Open it."""
        values = form.cleaned_data
        self.opened = actions.open_discussion(
            proposal=obj,
            actor=user,
            closes_on=values["closes_on"],
            agencies=list(values["agencies"]),
            no_agency_reason=values["no_agency_reason"],
        )
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say until when."""
        return gettext("The discussion is open until %(date)s. The author has been told by mail.") % {
            "date": wib(self.opened.closes_at)
        }


class Extend(ProposalActionView):
    """Let an open discussion run on."""

    form_class = ExtendForm
    title = _("Extend the discussion")
    submit_label = _("Extend")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_extend(user, obj)

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Offer a day after the present closing."""
        return {"closing": actions.closing_day(obj) if obj is not None and obj.closes_at else None}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Say until when it is open now, and that this happens once."""
        context = super().get_context(obj)
        if obj is not None and obj.closes_at:
            context["intro"] = gettext(
                "It closes %(date)s. A discussion is extended once; the author is told by mail."
            ) % {"date": wib(obj.closes_at)}
        return context

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Extend it."""
        values = form.cleaned_data
        self.extended = actions.extend_discussion(
            proposal=obj, actor=user, closes_on=values["closes_on"], reason=values["reason"]
        )
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say until when."""
        return gettext("The discussion is open until %(date)s. The author has been told by mail.") % {
            "date": wib(self.extended.closes_at)
        }


class ReopenDiscussion(ProposalActionView):
    """Open a closed discussion again."""

    form_class = ReopenDiscussionForm
    title = _("Reopen the discussion")
    submit_label = _("Reopen the discussion")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_reopen_discussion(user, obj)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Reopen it."""
        values = form.cleaned_data
        self.opened = actions.reopen_discussion(
            proposal=obj,
            actor=user,
            closes_on=values["closes_on"],
            ground=values["ground"],
            reason=values["reason"],
        )
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say until when."""
        return gettext("The discussion is open again until %(date)s.") % {"date": wib(self.opened.closes_at)}


class WriteFormulation(ReplacesText, ProposalActionView):
    """Write the group's formulation."""

    stale_rule = "formulation.stale"
    started_from = "replaces"
    form_class = FormulationForm
    title = _("Write the formulation")
    submit_label = _("Save the formulation")
    intro = _("Everybody can read the formulation. A later one replaces it; both stay readable.")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_write_formulation(user, obj)

    def get_initial(self, obj: Proposal) -> dict[str, Any]:
        """Begin with the last formulation, if there is one."""
        last = obj.formulations.first() if obj else None
        if last is None:
            return {"replaces": 0}
        return {"replaces": last.pk, **{name: getattr(last, name) for name in FORMULATED}}

    def standing(self, obj: Proposal, form: ActionForm) -> Standing:
        """Return what somebody else wrote."""
        last = obj.formulations.latest("pk")
        labels = {name: form.fields[name].label for name in FORMULATED}
        return str(last.pk), differing(last, form, labels)

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Save it."""
        values = form.cleaned_data
        actions.write_formulation(
            proposal=obj,
            actor=user,
            advice=values["advice"],
            final_wording=values["final_wording"],
            differing_views=values["differing_views"],
            notes=values["notes"],
            replaces=values["replaces"] or 0,
        )
        return f"{obj.get_absolute_url()}#rumusan"

    def success_message(self) -> Words:
        """Say what comes next."""
        return _("The formulation is saved. The proposal can now be sent to the session.")


class SendToSession(ProposalActionView):
    """Send a formulated proposal to the session."""

    form_class = SendToSessionForm
    template_name = "proposals/send_to_session.html"
    title = _("Send to the session")
    submit_label = _("Send to the session")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_send_to_session(user, obj)

    def get_form_kwargs(self, obj: Proposal | None) -> dict[str, Any]:
        """Ask for a waiver only where somebody was not heard."""
        return {"heard": obj is not None and permissions.heard(obj).met}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show who was heard and who was not."""
        context = super().get_context(obj)
        if obj is not None:
            report = permissions.heard(obj)
            context |= {"report": report, "unheard": "" if report.met else permissions.heard_words(report)}
        return context

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Send it up."""
        waiver = form.cleaned_data.get("waiver_reason", "")
        actions.send_to_session(proposal=obj, actor=user, waiver_reason=waiver)
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say whose turn it is."""
        return _("Sent to the session. The secretariat puts it on the agenda of a plenary session.")


class Resume(ProposalActionView):
    """Take a deferred proposal up again."""

    form_class = ReasonForm
    title = _("Take up again")
    submit_label = _("Take up again")

    def verdict(self, user: Any, obj: Proposal) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_resume(user, obj)

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Remind of what the deferral waited for."""
        context = super().get_context(obj)
        if obj is not None and obj.deferred_until:
            context["intro"] = gettext("Deferred until %(date)s.") % {"date": tanggal(obj.deferred_until)}
        elif obj is not None and obj.deferred_condition:
            context["intro"] = obj.deferred_condition
        return context

    def perform(self, form: ActionForm, obj: Proposal, user: Any) -> str:
        """Take it up."""
        actions.resume_review(proposal=obj, actor=user, reason=form.cleaned_data["reason"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say whose turn it is."""
        return _("Taken up again. The proposal awaits a session.")
