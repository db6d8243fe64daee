"""The ballot: opening, the one question to each seat, and closing. No choice is ever put back into a form."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from council.actions import ballots
from council.forms.motions import BallotForm, OpenBallotForm, PaperTallyForm
from council.models import Ballot, Motion
from council.permissions import motions as rules
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.members.recent_sign_in import confirm_sign_in, signed_in_since

from .motions import MotionAction

# Who signed in on arriving is not asked again.
SIGN_IN_BEFORE = timedelta(hours=1)


class OpenBallot(MotionAction):
    """Open a ballot."""

    form_class = OpenBallotForm
    title = _("Open a ballot")
    submit_label = _("Open the ballot")
    warning = _("Presence and conflicts of interest are fixed as they are now until the ballot closes.")
    rule = staticmethod(rules.can_open_ballot)

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Open it and go back to the session."""
        ballots.open_ballot(motion=obj, reason=form.cleaned_data["reason"], actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The ballot is open. What is cast stays secret until it closes.")


class RepeatBallot(MotionAction):
    """Open the second ballot after a tie."""

    title = _("Repeat the ballot")
    intro = _("The first ballot was tied. It is repeated once; a second tie does not adopt the motion.")
    submit_label = _("Open the second ballot")
    warning = _("Presence and conflicts of interest are fixed as they are now until the ballot closes.")
    rule = staticmethod(rules.can_repeat_ballot)

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Open it and go back to the session."""
        ballots.repeat_ballot(motion=obj, actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The second ballot is open. What is cast stays secret until it closes.")


class BallotAction(MotionAction):
    """A verb on the latest ballot of the motion of the address."""

    def get_object(self) -> Any:
        """Return the ballot with its motion and seats."""
        found = Ballot.objects.select_related(
            "motion__item__session", "motion__item__proposal__organisation"
        ).prefetch_related("seats")
        known = Motion.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"])
        latest = found.filter(motion__in=known).order_by("-number").first()
        if latest is None:
            raise Http404
        return latest

    def motion_of(self, obj: Any) -> Motion:
        """Return the motion that is voted on."""
        return obj.motion


@method_decorator([never_cache, sensitive_post_parameters("choice")], name="dispatch")
class CastBallot(BallotAction):
    """Cast, or change what was cast."""

    template_name = "council/ballot.html"
    form_class = BallotForm
    keep_values = False
    title = _("Your vote")
    submit_label = _("Cast your vote")
    rule = staticmethod(rules.can_cast_ballot)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the one question, to somebody who has signed in for this session of the council.

        Asked once: whoever signed in within the hour before the session was opened, or since, is known.
        """
        if request.user.is_authenticated:
            ballot = self.get_object()
            opened_at = ballot.motion.item.session.opened_at
            asked = rules.can_cast_ballot(request.user, ballot)
            if asked and not signed_in_since(request, opened_at - SIGN_IN_BEFORE):
                return confirm_sign_in(request)
        return super().get(request, *args, **kwargs)

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show who votes here, and whether this changes a vote."""
        seat = None
        if obj is not None and self.request.user.is_authenticated:
            seat = next((seat for seat in obj.seats.all() if seat.person_id == self.request.user.pk), None)
        context = super().get_context(obj) | {"seat": seat}
        if seat is not None and seat.cast_at:
            context["submit_label"] = _now("Change your vote")
        return context

    @method_decorator(sensitive_variables())
    def perform(self, form: ActionForm, obj: Ballot, user: Any) -> str:
        """Cast it and go back to the session."""
        ballots.cast_ballot(ballot=obj, choice=form.cleaned_data["choice"], actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say what holds from now on; what was chosen is not repeated in a message, which is stored."""
        return _now("Your vote is in. You can change it until the ballot is closed.")


class CloseBallot(BallotAction):
    """Close the ballot and count."""

    template_name = "council/close_ballot.html"
    title = _("Close the ballot")
    submit_label = _("Close the ballot and count")
    warning = _("A closed ballot is not opened again. Names and choices are announced with it.")

    def verdict(self, user: Any, obj: Ballot) -> Verdict:
        """Ask the rule."""
        return rules.can_close_ballot(user, obj.motion)

    def get_form(self, obj: Any, *, bound: bool) -> ActionForm:
        """Ask for the tally of a ballot that was held on paper, for nothing otherwise."""
        self.form_class = PaperTallyForm if obj is not None and obj.on_paper else ActionForm
        return super().get_form(obj, bound=bound)

    def perform(self, form: ActionForm, obj: Ballot, user: Any) -> str:
        """Close it and go back to the session."""
        paper = form.tally if isinstance(form, PaperTallyForm) else None
        ballots.close_ballot(ballot=obj, actor=user, paper=paper)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The ballot is closed and counted.")

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Tell how many have cast."""
        seats = [seat for seat in obj.seats.all() if seat.may_cast] if obj else []
        return super().get_context(obj) | {
            "may_cast": len(seats),
            "has_cast": sum(1 for seat in seats if seat.cast_at),
        }
