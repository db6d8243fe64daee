"""What members without a device say aloud: the session operator enters it, marked so."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from council.actions import ballots, motions
from council.forms.aloud import AloudBallotForm, AloudForm
from council.models import Ballot, Motion
from council.permissions import motions as rules
from council.room import Room
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict

from .ballots import BallotAction
from .motions import MotionAction


class HearMember(MotionAction):
    """Enter an objection or a conflict of interest that a member says aloud."""

    form_class = AloudForm
    title = _("Enter what a member says aloud")
    intro = _("For members without a device. It is recorded as said aloud and entered by you.")
    submit_label = _("Enter it")
    rule = staticmethod(rules.can_hear)

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Give the form the members who take part."""
        return {"room": Room.of(obj.item.session).for_item(obj.item)} if obj else {}

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Enter it and go back to the session."""
        room = Room.of(obj.item.session)
        wanted = form.cleaned_data["seat"]
        seat = next(place.seat for place in room.places if place.seat.pk == wanted)
        objects = form.cleaned_data["what"] == "objection"
        enter = motions.record_objection if objects else motions.declare_conflict
        enter(motion=obj, reason=form.cleaned_data["reason"], actor=user, seat=seat)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("It is recorded, marked as said aloud.")


@method_decorator([never_cache, sensitive_post_parameters("choice", "seat")], name="dispatch")
class CastAloud(BallotAction):
    """Enter a vote that a member says aloud."""

    template_name = "council/ballot_aloud.html"
    form_class = AloudBallotForm
    keep_values = False
    title = _("Enter a vote said aloud")
    intro = _("For members without a device. The roll call marks the vote as said aloud.")
    submit_label = _("Enter the vote")

    def verdict(self, user: Any, obj: Ballot) -> Verdict:
        """Ask the rule."""
        return rules.can_enter_aloud(user, obj)

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Give the form the members who take part."""
        return {"ballot": obj}

    def answer(self, obj: Any, form: ActionForm | None, status: HTTPStatus, **kwargs: Any) -> HttpResponse:
        """Put no choice back, not even beside a member who was not named."""
        if form is not None and form.is_bound:
            form.data = {**form.data, "choice": ""}
        return super().answer(obj, form, status, **kwargs)

    @method_decorator(sensitive_variables())
    def perform(self, form: ActionForm, obj: Ballot, user: Any) -> str:
        """Cast it and go back to the session."""
        seat = next(seat for seat in obj.seats.all() if seat.pk == form.cleaned_data["seat"])
        ballots.cast_ballot(ballot=obj, choice=form.cleaned_data["choice"], actor=user, seat=seat)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done; what was said is not repeated in a message, which is stored."""
        return _now("The vote is in. Another word of this member replaces it until the ballot is closed.")
