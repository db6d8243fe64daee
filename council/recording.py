"""What the public record is told about sessions and motions: names, addresses and what was done to them."""

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.lifecycle.roles import RESPONSIBLE
from portal.record import registry

SESSION_PHRASES = {
    "plan": _("Session planned, members invited"),
    "send_invitation": _("Invitation sent"),
    "order_agenda": _("Agenda put in another order"),
    "add_document": _("Document added to the agenda"),
    "upload_scan": _("Signed paper uploaded"),
    "reply": _("Reply to the invitation"),
    "keep_letter": _("Letter of representation kept"),
    "ask_correction": _("Correction of the minutes asked for"),
    "answer_correction": _("Correction of the minutes answered"),
    "approve_minutes": _("Minutes approved"),
    "add_task": _("Task written into the notes"),
    "remove_task": _("Task taken out of the notes"),
    "finish_task": _("Task done"),
    "reopen_task": _("Task opened again"),
    "add_item": _("Item put on the agenda"),
    "conclude_item": _("Item dealt with"),
    "record_attendance": _("Attendance recorded"),
    "name_leader": _("Leader of the session named by those present"),
    "open": _("Session opened"),
    "record": _("Session held on paper, entered afterwards"),
    "confirm_recording": _("Entries of a session held on paper confirmed"),
    "suspend": _("Session suspended"),
    "resume": _("Session resumed"),
    "end": _("Session ended"),
    "reschedule": _("Session rescheduled"),
    "cancel": _("Session cancelled"),
    "write_minutes": _("Minutes written"),
    "sign_minutes": _("Minutes signed"),
    "return_to_group_item": _("Item returned to the working group"),
    "postpone_item": _("Item carried over to the next session"),
    "withdraw_item": _("Item withdrawn from the agenda"),
}

MOTION_PHRASES = {
    "prepare": _("Motion prepared"),
    "put": _("Motion put to the council"),
    "reword": _("Motion reworded"),
    "record_objection": _("Objection recorded"),
    "lift_objection": _("Objection lifted"),
    "agree_to_note": _("Objection to be recorded as a note"),
    "declare_conflict": _("Conflict of interest declared"),
    "declare_consensus": _("Adopted by consensus"),
    "declare_consensus_with_notes": _("Adopted by consensus with notes"),
    "open_ballot": _("Ballot opened"),
    "repeat_ballot": _("Ballot repeated after a tie"),
    "cast_ballot": _("Vote cast"),
    "close_ballot": _("Ballot closed and counted"),
    "return_to_group": _("Returned to the working group"),
    "postpone": _("Carried over to the next session"),
    "withdraw": _("Withdrawn from the agenda"),
}


def session_titles(ids: set[int]) -> dict[int, str]:
    """Return the titles of the sessions `ids`: all are announced."""
    from .models import Session

    return dict(Session.objects.public().filter(pk__in=ids).values_list("pk", "title"))


def motion_titles(ids: set[int]) -> dict[int, str]:
    """Return how the wordings of the motions `ids` begin; those only prepared are not public."""
    from .lifecycle.motion import MotionState
    from .models import Motion

    motions = Motion.objects.filter(pk__in=ids).exclude(state=MotionState.DRAFT)
    return {pk: Truncator(wording).chars(100) for pk, wording in motions.values_list("pk", "wording")}


def register() -> None:
    """Tell the record about sessions and motions; called once, when the app is ready."""
    registry.register(
        "session",
        label=_("Session"),
        url=lambda number: reverse("council:session", args=[number]),
        titles=session_titles,
    )
    registry.register_verbs("session", SESSION_PHRASES)
    registry.register_roles({RESPONSIBLE: pgettext_lazy("capacity", "person who has the task")})
    registry.register(
        "motion",
        label=_("Motion"),
        url=lambda number: reverse("council:motion", args=[number]),
        titles=motion_titles,
    )
    registry.register_verbs("motion", MOTION_PHRASES)
