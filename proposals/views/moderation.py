"""Keeping order, as everybody meets it: flagging, and decisions about one's own comments."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView, Words

from .. import actions, permissions
from ..forms.moderation import AskReviewForm, FlagForm
from ..models import Attachment, Blackout, Comment, ModerationDecision
from .common import CommentActionView

PER_PAGE = 20


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List what moderators decided about one's own comments, the newest first."""
    found = ModerationDecision.objects.about(request.user).select_related(
        "rule", "case__comment__proposal", "case__text_of"
    )
    suspended = permissions.not_suspended(request.user)
    return render(
        request,
        "proposals/moderation/mine.html",
        {
            "page": page_of(request, found, PER_PAGE),
            "suspension": None if suspended else suspended,
            "held": Comment.with_held.waiting_of(request.user).select_related("proposal"),
        },
    )


@login_required
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one decision to whom it concerns: the comment, the rule, the reason, and the way to a review."""
    found = visible_decision(request, pk)
    context = {
        "decision": found,
        "comment": found.case.comment,
        "proposal": found.case.proposal,
        "blackout": Blackout.objects.filter(decision__in=[found.pk, found.case.reviewed_id]).first(),
        "file": Attachment.objects.withdrawn_by(found, found.case.reviewed),
        "review": getattr(found, "review", None),
        "may_ask": permissions.can_ask_review(request.user, found),
    }
    return render(request, "proposals/moderation/decision.html", context)


def visible_decision(request: HttpRequest, pk: int) -> ModerationDecision:
    """Return the decision `pk`; raise Http404 for everybody whom it does not concern."""
    found = get_object_or_404(
        ModerationDecision.objects.select_related(
            "rule", "case__comment__proposal", "case__text_of", "review__decision", "case__reviewed"
        ),
        pk=pk,
    )
    if not permissions.can_read_decision(request.user, found):
        raise Http404
    return found


class FlagComment(CommentActionView):
    """Flag a comment."""

    limited_as = "flag"
    form_class = FlagForm
    title = _("Flag this comment")
    submit_label = _("Send to the moderators")
    intro = _("A moderator reads it in the order of arrival and decides by the house rules.")

    def verdict(self, user: Any, obj: Comment) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_flag(user, obj)

    def perform(self, form: ActionForm, obj: Comment, user: Any) -> str:
        """Flag it."""
        values = form.cleaned_data
        actions.flag_comment(comment=obj, actor=user, category=values["category"], note=values["note"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happens next."""
        return _("Thank you. A moderator looks at the comment; until then it stays readable.")


class AskReview(ActionView):
    """Have a decision about oneself looked at again."""

    form_class = AskReviewForm
    template_name = "proposals/moderation/ask_review.html"
    title = _("Ask for a review")
    submit_label = _("Ask for a review")
    intro = _("A decision is reviewed once, by another moderator than the one who made it.")

    def get_object(self) -> ModerationDecision:
        """Return the decision of the address; it is read once for a request."""
        if not hasattr(self, "_decision"):
            self._decision = visible_decision(self.request, self.kwargs["pk"])
        return self._decision

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show what was decided."""
        return {"decision": obj}

    def back_url(self, obj: Any) -> str:
        """Lead back to the decision."""
        return obj.get_absolute_url() if obj else reverse("moderation:mine")

    def verdict(self, user: Any, obj: ModerationDecision) -> Verdict:
        """Ask whether this person may."""
        return permissions.can_ask_review(user, obj)

    def perform(self, form: ActionForm, obj: ModerationDecision, user: Any) -> str:
        """Ask."""
        actions.ask_review(decision=obj, actor=user, statement=form.cleaned_data["statement"])
        return obj.get_absolute_url()

    def success_message(self) -> Words:
        """Say what happens next."""
        return _("Your request is in the queue. You get the answer by email.")
