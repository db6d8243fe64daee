"""The sessions: their list, each one's page, and the verbs that plan, open, document and end them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from council.actions import agenda, attendance, sessions
from council.forms.sessions import (
    AttendanceForm,
    ItemForm,
    LeaderForm,
    MinutesForm,
    PlanForm,
    ReasonForm,
    RescheduleForm,
)
from council.models import Session
from council.permissions import minutes as minutes_rules
from council.permissions import sessions as rules
from council.permissions.invitations import can_keep_letter
from council.permissions.rehearsals import can_plan_rehearsal
from council.room import Room
from portal.kit import workdays
from portal.kit.forms import ActionForm
from portal.kit.paging import page_of
from portal.kit.verdict import Verdict
from portal.kit.views import ActionView
from portal.kit.wording import tanggal
from portal.members.models import Seat

from .session_page import SessionPage

PER_PAGE = 20


@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """Show the sessions that come and those that were."""
    known = Session.objects.visible_to(request.user)
    context = {
        "upcoming": known.upcoming().for_rows(),
        "page": page_of(request, known.past().for_rows(), PER_PAGE),
        "can_plan": rules.can_plan_session(request.user),
        "can_rehearse": can_plan_rehearsal(request.user),
        "rehearsals": Session.objects.rehearsals(request.user).for_rows(),
    }
    return render(request, "council/sessions.html", context)


@require_safe
def session_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one session: agenda, presence, what is before the council, and what was decided."""
    # Its signatures are those under the minutes, with who signed.
    found = Session.objects.visible_to(request.user).prefetch_related("signatures__seat__person")
    session = get_object_or_404(found, pk=pk)
    page = SessionPage.of(session, request.user)
    response = render(request, "council/session.html", {"page": page, "session": session})
    if request.user.is_authenticated:
        # It may show the member's own vote: no shared device keeps it.
        add_never_cache_headers(response)
    return response


class SessionAction(ActionView):
    """A verb on the session of the address."""

    rule: Callable[..., Verdict]

    def get_object(self) -> Session:
        """Return the session."""
        return get_object_or_404(Session.objects.visible_to(self.request.user), pk=self.kwargs["pk"])

    def verdict(self, user: Any, obj: Session) -> Verdict:
        """Ask the rule of this verb."""
        return self.rule(user, obj)


class PlanSession(ActionView):
    """Plan a session and invite to it."""

    form_class = PlanForm
    title = _("Plan a session")
    submit_label = _("Plan and invite")

    def verdict(self, user: Any, obj: Any) -> Verdict:
        """Ask who may plan."""
        return rules.can_plan_session(user)

    def perform(self, form: ActionForm, obj: Any, user: Any) -> str:
        """Plan it and go to its page."""
        values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        return sessions.plan_session(actor=user, **values).get_absolute_url()

    def success_message(self) -> str:
        """Say what comes next."""
        return _now("The session is planned. Put the items on its agenda now.")

    def back_url(self, obj: Any) -> str:
        """Go back to the list."""
        return reverse("council:sessions")


class AddItem(SessionAction):
    """Put something on the agenda."""

    form_class = ItemForm
    title = _("Put an item on the agenda")
    submit_label = _("Put on the agenda")
    rule = staticmethod(rules.can_add_item)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Add the item and go back to the session."""
        values = {name: form.cleaned_data[name] for name in ("proposal", "title", "reason")}
        agenda.add_agenda_item(session=obj, actor=user, **values)
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The item is on the agenda.")


class RecordAttendance(SessionAction):
    """Keep the attendance list."""

    template_name = "council/attendance.html"
    form_class = AttendanceForm
    title = _("Attendance list")
    submit_label = _("Save the attendance list")
    rule = staticmethod(rules.can_record_attendance)

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Give the form the seats."""
        return {"room": Room.of(obj)} if obj else {}

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Lead to where a letter of representation is kept."""
        return {"can_keep_letter": obj is not None and bool(can_keep_letter(self.request.user, obj))}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Record what was changed."""
        assert isinstance(form, AttendanceForm)  # noqa: S101
        if presences := form.changed_presences():
            attendance.record_attendance(session=obj, presences=presences, actor=user)
        return obj.get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The attendance list is saved.")


class NameLeader(SessionAction):
    """Record whom those present named to lead."""

    form_class = LeaderForm
    title = _("Record who leads")
    intro = _("The chair and the vice chairs cannot lead this. Those present name one of them.")
    submit_label = _("Record who leads")

    def verdict(self, user: Any, obj: Session) -> Verdict:
        """Ask the part of the rule that does not depend on the seat: the action asks all of it."""
        return rules.can_record_attendance(user, obj)

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Give the form the seats."""
        return {"room": Room.of(obj)} if obj else {}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Record it and go back to the session."""
        seat = get_object_or_404(Seat, pk=form.cleaned_data["seat"])
        attendance.name_leader(session=obj, seat=seat, actor=user)
        return obj.get_absolute_url()


class OpenSession(SessionAction):
    """Open the session."""

    title = _("Open the session")
    submit_label = _("Open the session")
    rule = staticmethod(rules.can_open_session)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Open it and go to its page."""
        return sessions.open_session(session=obj, actor=user).get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The session is open.")


class EndSession(SessionAction):
    """End the session."""

    title = _("End the session")
    submit_label = _("End the session")
    warning = _("An ended session is not opened again. Undecided proposals are carried over.")
    rule = staticmethod(rules.can_end_session)
    ended: Session

    def get_context(self, obj: Any) -> dict[str, Any]:
        """Say what goes with the end of a rehearsal."""
        if obj is None or not obj.is_rehearsal:
            return {}
        return {"warning": _now("All that was tried in this rehearsal is deleted with its end.")}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """End it and go to its page; that of a rehearsal is gone then."""
        self.ended = sessions.end_session(session=obj, actor=user)
        return reverse("council:sessions") if obj.is_rehearsal else obj.get_absolute_url()

    def success_message(self) -> str:
        """Promise the minutes."""
        session = self.ended
        if session.is_rehearsal:
            return _now("The rehearsal is over. Nothing of it was kept.")
        days = Room.of(session).rules.minutes_workdays
        due = workdays.add_workdays(session.day, days)
        return _now("The session has ended. Its minutes are drafted by %(due)s (%(days)d working days).") % {
            "due": tanggal(due),
            "days": days,
        }


class RescheduleSession(SessionAction):
    """Hold the session at another time."""

    form_class = RescheduleForm
    title = _("Reschedule the session")
    submit_label = _("Reschedule and invite anew")
    warning = _("This session ends with it. Its undecided items go on the agenda of the new one.")
    rule = staticmethod(rules.can_reschedule_session)

    def get_initial(self, obj: Session) -> dict[str, Any]:
        """Offer the same place."""
        return {"place": obj.place} if obj else {}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Reschedule it and go to the new one."""
        values = {
            name: form.cleaned_data[name] for name in ("starts_at", "place", "invitation_number", "reason")
        }
        return sessions.reschedule_session(session=obj, actor=user, **values).get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The session was rescheduled. This is the new one, with the items still undecided.")


class CancelSession(SessionAction):
    """Cancel the session."""

    form_class = ReasonForm
    title = _("Cancel the session")
    submit_label = _("Cancel the session")
    warning = _("A cancelled session is not planned again; its proposals wait for another one.")
    danger = True
    rule = staticmethod(rules.can_cancel_session)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Cancel it and go to its page."""
        reason = form.cleaned_data["reason"]
        return sessions.cancel_session(session=obj, reason=reason, actor=user).get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The session is cancelled.")


class WriteMinutes(SessionAction):
    """Write the minutes."""

    form_class = MinutesForm
    title = _("Write the minutes")
    submit_label = _("Save the minutes")
    rule = staticmethod(minutes_rules.can_write_minutes)
    written: Session

    def get_initial(self, obj: Session) -> dict[str, Any]:
        """Show what was written before."""
        return {"text": obj.minutes} if obj else {}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Write them and go to the session."""
        text = form.cleaned_data["text"]
        self.written = sessions.write_minutes(session=obj, text=text, actor=user)
        return self.written.get_absolute_url()

    def success_message(self) -> str:
        """Say what comes next."""
        last = minutes_rules.corrections_until(self.written, Room.of(self.written).rules)
        return _now(
            "The minutes are saved. Members can ask for corrections until %(day)s; then the chair and the "
            "secretary sign."
        ) % {"day": tanggal(last)}


class SignMinutes(SessionAction):
    """Sign the minutes."""

    template_name = "council/sign_minutes.html"
    title = _("Sign the minutes")
    submit_label = _("Sign")
    warning = _("Signed minutes can no longer be changed.")
    rule = staticmethod(minutes_rules.can_sign_minutes)

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Sign them and go to the session."""
        return sessions.sign_minutes(session=obj, actor=user).get_absolute_url()

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("You have signed the minutes.")
