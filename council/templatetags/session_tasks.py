"""The tasks in the notes of a meeting, on the page of the meeting."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import MeetingTask
from council.permissions import meeting_tasks as rules
from council.views.session_controls import Control
from portal.kit.verdict import YES

register = template.Library()


@register.inclusion_tag("council/_session_tasks.html")
def session_tasks(page: Any) -> dict[str, Any]:
    """Return the tasks that the person of `page`, a `SessionPage`, may read: those who read the notes."""
    session, user = page.session, page.user
    if session.decides or not page.reads_minutes:
        return {}
    may_add = bool(rules.can_add_task(user, session))
    tasks = list(session.tasks.select_related("person"))
    for task in tasks:
        task.session = session
    return {
        "tasks": [{"task": task, "controls": _controls(user, task, may_remove=may_add)} for task in tasks],
        "add_url": reverse("council:add_task", args=[session.pk]) if may_add else "",
    }


def _controls(user: Any, task: MeetingTask, *, may_remove: bool) -> list[Control]:
    """Return the verbs that are possible now for `user`; who adds may remove, which was asked once."""
    verbs = [
        (_("It is done"), "finish_task", rules.can_finish_task(user, task)),
        (_("Open it again"), "reopen_task", rules.can_reopen_task(user, task)),
    ]
    found = [
        Control(label, reverse(f"council:{name}", args=[task.pk]), verdict)
        for label, name, verdict in verbs
        if verdict
    ]
    if may_remove:
        found.append(Control(_("Remove"), reverse("council:remove_task", args=[task.pk]), YES))
    return found
