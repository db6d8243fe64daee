"""The verbs on partners' contributions."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from council.actions import contributions as actions
from council.forms.contributions import HandoverForm, OfferForm
from council.forms.sessions import ReasonForm
from council.models import Contribution, Decision
from council.permissions import contributions as rules
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView, Words

from .decisions import DecisionAction


class OfferContribution(DecisionAction):
    """Offer something for what the decision recommended."""

    form_class = OfferForm
    title = _("Offer a contribution")
    intro = _("What partners offer is public, whatever becomes of it. Money is never offered here.")
    submit_label = _("Offer a contribution")
    warning = _(
        "From the offer on your organisation has a conflict of interest when the council decides on this "
        "proposal again."
    )

    def verdict(self, user: Any, obj: Decision) -> Verdict:
        """Ask the rule."""
        return rules.can_offer_contribution(user, obj)

    def get_form_kwargs(self, obj: Decision | None) -> dict[str, Any]:
        """Offer the organisations of this person, and the proposals that take contributions."""
        if obj is None:
            return {}
        own = rules.offering_affiliations(self.request.user)
        return {
            "organisations": [affiliation.organisation for affiliation in own],
            "proposals": [
                outcome.proposal
                for outcome in obj.outcomes.all()
                if outcome.proposal is not None and rules.takes_offers(outcome.proposal)
            ],
        }

    def perform(self, form: ActionForm, obj: Decision, user: Any) -> str:
        """Offer it and go to where it is read."""
        data = form.cleaned_data
        kwargs = self.get_form_kwargs(obj)
        contribution = actions.offer_contribution(
            decision=obj,
            proposal=next(known for known in kwargs["proposals"] if known.pk == data["proposal"]),
            organisation=next(known for known in kwargs["organisations"] if known.pk == data["organisation"]),
            kind=data["kind"],
            what=data["what"],
            actor=user,
        )
        return contribution.get_absolute_url()

    def success_message(self) -> Words:
        """Say what comes next."""
        return _("The offer is public. The secretariat answers it; you get an email.")


class ContributionAction(ActionView):
    """A verb on the contribution of the address."""

    rule: Callable[..., Verdict]
    done: Words = ""

    def get_object(self) -> Contribution:
        """Return the contribution, if this person may know of its decision."""
        known = Contribution.objects.filter(decision__in=Decision.objects.visible_to(self.request.user))
        return get_object_or_404(known.select_related("decision", "organisation"), pk=self.kwargs["pk"])

    def verdict(self, user: Any, obj: Contribution) -> Verdict:
        """Ask the rule of this verb."""
        return self.rule(user, obj)

    def get_context(self, obj: Contribution | None) -> dict[str, Any]:
        """Say on the page which offer it is."""
        return {"intro": f"{obj.organisation.name}: {obj.what}"} if obj else {}

    def success_message(self) -> Words:
        """Say that it was done."""
        return self.done


class AcceptContribution(ContributionAction):
    """Accept an offer."""

    title = _("Accept the offer")
    submit_label = _("Accept the offer")
    rule = staticmethod(rules.can_accept_contribution)
    done = _("The offer is accepted. Record the handover when it has taken place.")

    def perform(self, form: ActionForm, obj: Contribution, user: Any) -> str:
        """Accept it and go to where it is read."""
        return actions.accept_contribution(contribution=obj, actor=user).get_absolute_url()


class DeclineContribution(ContributionAction):
    """Decline an offer."""

    form_class = ReasonForm
    title = _("Decline the offer")
    submit_label = _("Decline the offer")
    rule = staticmethod(rules.can_decline_contribution)
    done = _("The offer is declined.")

    def perform(self, form: ActionForm, obj: Contribution, user: Any) -> str:
        """Decline it and go to where it is read."""
        reason = form.cleaned_data["reason"]
        return actions.decline_contribution(contribution=obj, reason=reason, actor=user).get_absolute_url()


class WithdrawContribution(ContributionAction):
    """Withdraw an offer."""

    form_class = ReasonForm
    title = _("Withdraw the offer")
    submit_label = _("Withdraw the offer")
    warning = _("That it was made stays public, and so does your reason.")
    danger = True
    rule = staticmethod(rules.can_withdraw_contribution)
    done = _("The offer is withdrawn.")

    def perform(self, form: ActionForm, obj: Contribution, user: Any) -> str:
        """Withdraw it and go to where it is read."""
        reason = form.cleaned_data["reason"]
        return actions.withdraw_contribution(contribution=obj, reason=reason, actor=user).get_absolute_url()


class RecordHandover(ContributionAction):
    """Record the handover."""

    form_class = HandoverForm
    title = _("Record the handover")
    submit_label = _("Record the handover")
    rule = staticmethod(rules.can_record_handover)
    done = _("The handover is public.")

    def perform(self, form: ActionForm, obj: Contribution, user: Any) -> str:
        """Record it and go to where it is read."""
        data = form.cleaned_data
        return actions.record_handover(
            contribution=obj,
            handed_over_on=data["handed_over_on"],
            received_by=data["received_by"],
            handover=data["handover"],
            actor=user,
        ).get_absolute_url()
