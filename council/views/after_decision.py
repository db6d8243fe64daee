"""What may be done to a decision after it was enacted: erratum, change, void number, review."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.actions import after_decision as actions
from council.forms.after_decision import (
    AnswerReviewForm,
    ChangeForm,
    ErratumForm,
    ReviewForm,
    ReviewLetterForm,
    VoidForm,
)
from council.models import Decision, ReviewRequest
from council.permissions import after_decision as rules
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView
from portal.kit.wording import tanggal

from .decisions import DecisionAction
from .drafts import DraftAction


class AddErratum(DecisionAction):
    """Set a mistake in writing right."""

    form_class = ErratumForm
    title = _("Enter an erratum")
    intro = _("The text stays as it was enacted; the erratum stands above it for everybody to see.")
    submit_label = _("Enter the erratum")
    warning = _("An erratum cannot be taken back. What is decided is changed by another decision only.")

    def verdict(self, user: Any, obj: Decision) -> Verdict:
        """Ask the rule."""
        return rules.can_add_erratum(user, obj)

    def perform(self, form: ActionForm, obj: Decision, user: Any) -> str:
        """Enter it and go to the decision."""
        data = form.cleaned_data
        actions.add_erratum(
            decision=obj, wrong=data["wrong"], right=data["right"], reason=data["reason"], actor=user
        )
        return obj.get_absolute_url()


class RequestReview(DecisionAction):
    """Ask for a review."""

    form_class = ReviewForm
    title = _("Ask for a review")
    submit_label = _("Send the request")

    def verdict(self, user: Any, obj: Decision) -> Verdict:
        """Ask the rule."""
        return rules.can_request_review(user, obj)

    def perform(self, form: ActionForm, obj: Decision, user: Any) -> str:
        """Send it and go to the decision."""
        data = form.cleaned_data
        actions.request_review(decision=obj, affected=data["affected"], text=data["text"], actor=user)
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say who answers."""
        return _now("The council has your request. It answers at one of its next plenary sessions.")


class EnterReviewLetter(RequestReview):
    """Enter a request that came by letter."""

    form_class = ReviewLetterForm
    title = _("Enter a request for review from a letter")
    submit_label = _("Enter the request")

    def verdict(self, user: Any, obj: Decision) -> Verdict:
        """Ask the rule."""
        return rules.can_enter_letter(user, obj)

    def perform(self, form: ActionForm, obj: Decision, user: Any) -> str:
        """Enter it and go to the decision."""
        data = form.cleaned_data
        names = ("sender", "affected", "text", "received_on")
        actions.enter_review_letter(decision=obj, actor=user, **{name: data[name] for name in names})
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The request is entered.")


class AnswerReview(ActionView):
    """Enter the answer to a request for review."""

    form_class = AnswerReviewForm
    title = _("Answer a request for review")
    submit_label = _("Save the answer")

    def get_object(self) -> ReviewRequest:
        """Return the request, for those who may read it."""
        request = get_object_or_404(
            ReviewRequest.objects.select_related("decision__announcement", "person"), pk=self.kwargs["pk"]
        )
        if not rules.may_read_request(self.request.user, request):
            raise Http404
        return request

    def verdict(self, user: Any, obj: ReviewRequest) -> Verdict:
        """Ask the rule."""
        return rules.can_answer_review(user, obj)

    def back_url(self, obj: Any) -> str:
        """Go back to the decision."""
        return obj.decision.get_absolute_url() if obj else "/"

    def get_initial(self, obj: ReviewRequest | None) -> dict[str, Any]:
        """Show what was asked, above the form."""
        if obj is not None:
            self.intro = f"{obj.sender or obj.person or ''}, {tanggal(obj.received_on)}: {obj.text}"
        return {}

    def perform(self, form: ActionForm, obj: ReviewRequest, user: Any) -> str:
        """Save it and go to the decision."""
        data = form.cleaned_data
        actions.answer_review(request=obj, session=data["session"], answer=data["answer"], actor=user)
        return self.back_url(obj)


class ChangeEarlier(DraftAction):
    """Let a draft amend or revoke an earlier decision."""

    form_class = ChangeForm
    title = _("Amend or revoke an earlier decision")
    intro = _("It counts from the announcement of the new decision. Both pages then say so.")
    submit_label = _("Save")
    rule = staticmethod(rules.can_change_earlier)

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Save it and show the preview."""
        data = form.cleaned_data
        actions.change_earlier(draft=obj, earlier=data["earlier"], kind=data["kind"], actor=user)
        return self.back_url(obj)


class VoidNumberView(ActionView):
    """Declare the next number void."""

    form_class = VoidForm
    title = _("Declare a number void")
    intro = _(
        "The next number of the series is taken and stays visible with its reason; no decision bears it."
    )
    submit_label = _("Declare the number void")
    warning = _("This cannot be taken back.")

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask the rule."""
        return rules.can_void_number(user)

    def back_url(self, obj: Any) -> str:
        """Go back to the register."""
        return reverse("council:decisions")

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Take it and go to its address."""
        data = form.cleaned_data
        made = actions.void_number(kind=data["kind"], reason=data["reason"], actor=user)
        return reverse("council:decision", args=[made.year, f"{made.kind.lower()}-{made.sequence:03}"])
