"""Who may write tasks into the notes of a meeting, say that one is done, and open it again."""

from typing import Any

from django.utils.translation import gettext as _

from council.models import MeetingTask, Session
from portal.kit.verdict import YES, Verdict, no
from portal.members import roles

from .minutes import can_write_minutes
from .sessions import only_clerks


def can_add_task(user: Any, session: Session) -> Verdict:
    """Say whether `user` may add a task to the notes of `session`: whoever writes them, while they do."""
    if session.decides:
        return no(
            "task.add.kind",
            _("Tasks stand in the notes of a meeting. What a plenary session decides becomes a follow-up."),
        )
    return can_write_minutes(user, session)


def can_remove_task(user: Any, task: MeetingTask) -> Verdict:
    """Say whether `user` may take a task out of the notes: while they are written."""
    return can_add_task(user, task.session)


def can_finish_task(user: Any, task: MeetingTask) -> Verdict:
    """Say whether `user` may say that a task is done: whoever it is given to, or the secretariat."""
    has_it = user.is_authenticated and user.is_active and user.pk == task.person_id
    if not (has_it or roles.is_secretariat(user)):
        return no(
            "task.finish.who", _("The person who has the task says that it is done, or the secretariat.")
        )
    if task.is_done:
        return no("task.finish.done", _("This task is done already."))
    return YES


def can_reopen_task(user: Any, task: MeetingTask) -> Verdict:
    """Say whether `user` may open a task again that was said to be done: the secretariat."""
    verdict = only_clerks(user, "task.reopen.who")
    if verdict and not task.is_done:
        return no("task.reopen.open", _("This task is open."))
    return verdict
