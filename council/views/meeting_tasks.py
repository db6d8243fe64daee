"""The tasks in the notes of a meeting: written, taken out, done, opened again."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.actions import meeting_tasks as actions
from council.forms.meeting_tasks import FinishTaskForm, ReopenTaskForm, TaskForm
from council.models import MeetingTask, Session
from council.permissions import meeting_tasks as rules
from portal.kit.forms import ActionForm

from .sessions import SessionAction


class AddTask(SessionAction):
    """Write a task into the notes."""

    form_class = TaskForm
    title = _("Add a task")
    intro = _("Who does what until when. It stands in the notes and on the desk of the person.")
    submit_label = _("Add the task")
    rule = staticmethod(rules.can_add_task)

    def get_form_kwargs(self, obj: Any) -> dict[str, Any]:
        """Give the form those who can be given a task."""
        return {"session": obj} if obj else {}

    def perform(self, form: ActionForm, obj: Session, user: Any) -> str:
        """Add it and go back to the tasks."""
        values = {name: form.cleaned_data[name] for name in ("what", "person", "due_on")}
        actions.add_task(session=obj, actor=user, **values)
        return address_of(obj)

    def success_message(self) -> str:
        """Say who knows of it."""
        return _now("The task stands in the notes and on the desk of the person.")


class TaskAction(SessionAction):
    """A verb on the task of the address."""

    template_name = "council/task.html"

    def get_object(self) -> Any:
        """Return the task of a session that the person may know of."""
        known = Session.objects.visible_to(self.request.user)
        found = MeetingTask.objects.filter(session__in=known).select_related("session", "person")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    def back_url(self, obj: Any) -> str:
        """Go back to the tasks of the meeting."""
        return address_of(obj.session) if obj else "/"


class RemoveTask(TaskAction):
    """Take a task out of the notes."""

    title = _("Remove the task")
    submit_label = _("Remove the task")
    danger = True
    rule = staticmethod(rules.can_remove_task)

    def perform(self, form: ActionForm, obj: MeetingTask, user: Any) -> str:
        """Remove it and go back."""
        return address_of(actions.remove_task(task=obj, actor=user))

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The task is no longer in the notes.")


class FinishTask(TaskAction):
    """Say that a task is done."""

    form_class = FinishTaskForm
    title = _("The task is done")
    submit_label = _("It is done")
    rule = staticmethod(rules.can_finish_task)

    def perform(self, form: ActionForm, obj: MeetingTask, user: Any) -> str:
        """Write it down and go back."""
        actions.finish_task(task=obj, result=form.cleaned_data["result"], actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The task is marked as done.")


class ReopenTask(TaskAction):
    """Open a task again."""

    form_class = ReopenTaskForm
    title = _("Open the task again")
    submit_label = _("Open it again")
    rule = staticmethod(rules.can_reopen_task)

    def perform(self, form: ActionForm, obj: MeetingTask, user: Any) -> str:
        """Open it and go back."""
        actions.reopen_task(task=obj, reason=form.cleaned_data["reason"], actor=user)
        return self.back_url(obj)

    def success_message(self) -> str:
        """Say that it was done."""
        return _now("The task is open again and stands on the desk of the person.")


def address_of(session: Session) -> str:
    """Return where the tasks stand on the page of their meeting."""
    return f"{session.get_absolute_url()}#tasks"
