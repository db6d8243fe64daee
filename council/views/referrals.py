"""The verb that enters an answer of the city."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.actions import referrals
from council.forms.referrals import CityAnswerForm
from council.lifecycle.follow_up import FollowUpState
from council.models import Referral
from council.permissions import decisions as rules
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView

from .decisions import decision_or_404


class RecordAnswer(ActionView):
    """Enter what the city answered."""

    form_class = CityAnswerForm
    title = _("Record the answer of the city")
    intro = _("Enter it as it stands in the city's letter: on each proposal, and on each proposed follow-up.")
    submit_label = _("Record the answer")
    warning = _("The answer becomes public at once and is not changed afterwards.")

    def get_object(self) -> Referral:
        """Return the referral of the decision in the address."""
        decision = decision_or_404(self.request.user, self.kwargs["year"], self.kwargs["slug"])
        referral: Referral | None = getattr(decision, "referral", None)
        if referral is None:
            raise Http404
        referral.decision = decision
        return referral

    def verdict(self, user: Any, obj: Referral) -> Verdict:
        """Ask the rule."""
        return rules.can_record_answer(user, obj)

    def get_form_kwargs(self, obj: Referral | None) -> dict[str, Any]:
        """Ask about the proposals that wait for an answer, and their proposed follow-ups."""
        if obj is None:
            return {}
        proposals = [o.proposal for o in obj.decision.outcomes.all() if o.proposal is not None]
        if obj.answers.all():
            studied = obj.studied_proposal_ids()
            proposals = [proposal for proposal in proposals if proposal.pk in studied]
        known = {proposal.pk for proposal in proposals}
        return {
            "proposals": proposals,
            "follow_ups": [
                line
                for line in obj.decision.follow_ups.all()
                if line.state == FollowUpState.PROPOSED and line.proposal_id in known
            ],
        }

    def back_url(self, obj: Any) -> str:
        """Return the address of the decision."""
        return reverse("council:decision", args=[self.kwargs["year"], self.kwargs["slug"]])

    def perform(self, form: ActionForm, obj: Referral, user: Any) -> str:
        """Enter the answer and go to the decision's page."""
        assert isinstance(form, CityAnswerForm)  # noqa: S101 (form_class says so)
        referrals.record_city_answer(
            referral=obj,
            answered_on=form.cleaned_data["answered_on"],
            document=form.cleaned_data["document"],
            summary=form.cleaned_data["summary"],
            approved_by_name=form.cleaned_data["approved_by_name"],
            items=form.items(),
            follow_ups=form.follow_up_answers(),
            actor=user,
        )
        return f"{self.back_url(obj)}#jawaban"

    def success_message(self) -> str:
        """Say what comes next."""
        return _now(
            "The answer is recorded and public. The authors get an email; accepted follow-ups can be opened."
        )
