"""The verbs on a motion and on its agenda item."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from council.actions import agenda, motions
from council.forms.motions import ConflictForm, MotionForm, ObjectionForm, RewordForm
from council.forms.sessions import ReasonForm, ReturnForm
from council.lifecycle.motion import MotionState
from council.models import AgendaItem, Motion, Objection
from council.permissions import motions as rules
from council.permissions.sessions import can_prepare_motion
from council.room import Room
from portal.kit.forms import ActionForm
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView, Words
from portal.members.models import display_name


@require_safe
def motion_redirect(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the place of a motion that was put on its session's page: the address in the record."""
    motion = get_object_or_404(Motion.objects.public().select_related("item"), pk=pk)
    return HttpResponseRedirect(motion.get_absolute_url())


class ItemAction(ActionView):
    """A verb on the agenda item of the address."""

    def get_object(self) -> AgendaItem:
        """Return the item with its session and proposal."""
        items = AgendaItem.objects.visible_to(self.request.user).select_related(
            "session", "proposal__organisation"
        )
        return get_object_or_404(items, pk=self.kwargs["pk"])

    def back_url(self, obj: Any) -> str:
        """Go back to the session."""
        return obj.session.get_absolute_url() if obj else "/"

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show which item it is about."""
        return {"item": obj}


class PrepareMotion(ItemAction):
    """Prepare the motion on an item, or change the one that is prepared."""

    template_name = "council/item_action.html"
    form_class = MotionForm
    title = _("Prepare the motion")
    submit_label = _("Save the motion")

    def verdict(self, user: Any, obj: AgendaItem) -> Verdict:
        """Ask the rule."""
        return can_prepare_motion(user, obj)

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Tell the form whether there is a proposal."""
        return {"has_proposal": obj is None or obj.proposal is not None}

    def get_initial(self, obj: AgendaItem) -> dict[str, Any]:
        """Show the motion that is prepared already."""
        draft = obj.motions.filter(state=MotionState.DRAFT).first() if obj else None
        names = ("outcome", "affair", "wording", "deferred_until", "deferred_condition")
        return {name: getattr(draft, name) for name in names} if draft else {}

    def perform(self, form: ActionForm, obj: AgendaItem, user: Any) -> str:
        """Prepare it and go back to the session."""
        values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        motions.prepare_motion(item=obj, actor=user, **values)
        return obj.session.get_absolute_url()

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("The motion is prepared. The chair can put it once the session is open.")


class ConcludeItem(ItemAction):
    """Mark an item without anything to decide as dealt with."""

    template_name = "council/item_action.html"
    title = _("The item is dealt with")
    submit_label = _("The item is dealt with")

    def verdict(self, user: Any, obj: AgendaItem) -> Verdict:
        """Ask the rule."""
        return rules.can_conclude_item(user, obj)

    def perform(self, form: ActionForm, obj: AgendaItem, user: Any) -> str:
        """Mark it and go back to the session."""
        agenda.conclude_item(item=obj, actor=user)
        return obj.session.get_absolute_url()


class FinishItem(ItemAction):
    """Take an item off without a decision."""

    template_name = "council/item_action.html"
    form_class = ReasonForm
    danger = True
    verb: str
    action: Callable[..., AgendaItem]
    _room: Room | None = None

    def room(self, obj: AgendaItem) -> Room:
        """Return who sits in the session, read once for the whole page."""
        if self._room is None:
            self._room = Room.of(obj.session)
        return self._room

    def verdict(self, user: Any, obj: AgendaItem) -> Verdict:
        """Ask the rule of this verb."""
        return rules.can_finish_item(user, obj, self.verb, self.room(obj))

    def perform(self, form: ActionForm, obj: AgendaItem, user: Any) -> str:
        """Do it and go back to the session."""
        values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        self.action(item=obj, actor=user, **values)
        return obj.session.get_absolute_url()


class ReturnItem(FinishItem):
    """Return the proposal to its working group."""

    form_class = ReturnForm
    title = _("Return to the working group")
    submit_label = _("Return to the working group")
    warning = _("An open ballot is broken off with it: its votes are destroyed and never shown.")
    verb = "return_to_group"
    action = staticmethod(agenda.return_item_to_group)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The proposal is back with its working group.")


class PostponeItem(FinishItem):
    """Carry the item over to the next session."""

    title = _("Carry over to the next session")
    submit_label = _("Carry over")
    warning = _("An open ballot is broken off with it: its votes are destroyed and never shown.")
    verb = "postpone"
    action = staticmethod(agenda.postpone_item)

    def get_initial(self, obj: Any) -> dict[str, Any]:
        """Give as the reason that too few could decide, when that is so."""
        if obj is None:
            return {}
        verdict = rules.has_deciders(self.room(obj).for_item(obj))
        return {} if verdict else {"reason": verdict.message}

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The item is carried over to the next session.")


class WithdrawItem(FinishItem):
    """Withdraw the item from the agenda."""

    title = _("Withdraw from the agenda")
    submit_label = _("Withdraw from the agenda")
    warning = _("An open ballot is broken off with it: its votes are destroyed and never shown.")
    verb = "withdraw"
    action = staticmethod(agenda.withdraw_item)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The item is withdrawn from the agenda.")


class MotionAction(ActionView):
    """A verb on the motion of the address."""

    template_name = "council/motion_action.html"
    rule: Callable[..., Verdict]

    def get_object(self) -> Motion:
        """Return the motion with its item, session and proposal."""
        found = Motion.objects.visible_to(self.request.user).select_related(
            "item__session", "item__proposal__organisation"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask the rule of this verb."""
        return self.rule(user, obj)

    def back_url(self, obj: Any) -> str:
        """Go back to the session."""
        return self.motion_of(obj).item.session.get_absolute_url() if obj else "/"

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Show the wording, which is what the verb is about."""
        return {"motion": self.motion_of(obj) if obj else None}

    def motion_of(self, obj: Any) -> Motion:
        """Return the motion that `obj` is or belongs to."""
        return obj

    def session_url(self, obj: Any) -> str:
        """Return the address of the motion on its session's page."""
        return self.motion_of(obj).get_absolute_url()


class PutMotion(MotionAction):
    """Put the motion to the council."""

    title = _("Put the motion")
    submit_label = _("Put the motion")
    rule = staticmethod(rules.can_put_motion)

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Put it."""
        motions.put_motion(motion=obj, actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The motion is under deliberation. Members can record objections.")


class RewordMotion(MotionAction):
    """Replace the wording under deliberation."""

    form_class = RewordForm
    title = _("Reword the motion")
    submit_label = _("Put the new wording")
    rule = staticmethod(rules.can_reword_motion)

    def get_initial(self, obj: Motion) -> dict[str, Any]:
        """Begin with the wording so far."""
        return {"wording": obj.wording} if obj else {}

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Reword it."""
        motions.reword_motion(motion=obj, wording=form.cleaned_data["wording"], actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say what becomes of the objections."""
        return _now("The new wording is under deliberation. Objections stand until their members lift them.")


class RecordObjection(MotionAction):
    """Record an objection."""

    form_class = ObjectionForm
    title = _("Record an objection")
    submit_label = _("Record the objection")
    rule = staticmethod(rules.can_record_objection)

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Record it."""
        motions.record_objection(motion=obj, reason=form.cleaned_data["reason"], actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say what it does."""
        return _now("Your objection is recorded. While it stands there is no plain consensus.")


class DeclareConflict(MotionAction):
    """Declare a conflict of interest."""

    form_class = ConflictForm
    title = _("Declare a conflict of interest")
    intro = _("You still count as present and may explain, but take no part in deciding.")
    submit_label = _("Declare the conflict of interest")
    warning = _("A declared conflict of interest cannot be taken back in this matter.")
    rule = staticmethod(rules.can_declare_conflict)

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Record it."""
        motions.declare_conflict(motion=obj, reason=form.cleaned_data["reason"], actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("Your conflict of interest is recorded.")


class DeclareConsensus(MotionAction):
    """Declare consensus."""

    title = _("Declare consensus")
    submit_label = _("Declare consensus")
    warning = _("A motion that is adopted is not opened again.")
    rule = staticmethod(rules.can_declare_consensus)

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Declare it."""
        motions.declare_consensus(motion=obj, actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("Adopted by consensus.")


class DeclareConsensusWithNotes(MotionAction):
    """Declare consensus with notes."""

    title = _("Declare consensus with notes")
    submit_label = _("Declare consensus with notes")
    warning = _("A motion that is adopted is not opened again.")
    rule = staticmethod(rules.can_declare_consensus_with_notes)

    def perform(self, form: ActionForm, obj: Motion, user: Any) -> str:
        """Declare it."""
        motions.declare_consensus_with_notes(motion=obj, actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("Adopted by consensus, with the notes of those who objected.")


class ObjectionAction(MotionAction):
    """A verb on the objection of the address."""

    title_aloud: Words

    def get_object(self) -> Any:
        """Return the objection with its motion."""
        known = Motion.objects.visible_to(self.request.user)
        found = Objection.objects.filter(motion__in=known).select_related(
            "motion__item__session", "motion__item__proposal__organisation", "seat", "person"
        )
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def motion_of(self, obj: Any) -> Motion:
        """Return the motion that is objected to."""
        return obj.motion

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Name the member when somebody else enters what is said aloud."""
        context = super().get_context(obj)
        if obj is not None and obj.person_id != self.request.user.pk:
            context["title"] = self.title_aloud
            context["intro"] = _now("No. %(number)d, %(name)s, says so aloud.") % {
                "number": obj.seat.number,
                "name": display_name(obj.person),
            }
        return context


class LiftObjection(ObjectionAction):
    """Lift one's own objection."""

    title = _("Lift your objection")
    title_aloud = _("Lift an objection, said aloud")
    submit_label = _("Lift the objection")
    rule = staticmethod(rules.can_answer_for_objection)

    def perform(self, form: ActionForm, obj: Objection, user: Any) -> str:
        """Lift it."""
        motions.lift_objection(objection=obj, actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The objection is lifted.")


class AgreeToNote(ObjectionAction):
    """Agree to a note beside a consensus."""

    title = _("Agree to a recorded note")
    title_aloud = _("Agree to a recorded note, said aloud")
    intro = _("Your objection stands beside the decision as your note; the council can declare consensus.")
    submit_label = _("Agree")
    rule = staticmethod(rules.can_agree_to_note)

    def perform(self, form: ActionForm, obj: Objection, user: Any) -> str:
        """Record the agreement."""
        motions.agree_to_note(objection=obj, actor=user)
        return self.session_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The objection will be recorded as a note.")
