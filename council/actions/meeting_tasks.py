"""The tasks in the notes of a meeting: added while the notes are written, done or opened again later."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from council.lifecycle.roles import RESPONSIBLE, SECRETARIAT
from council.models import MeetingTask, Session
from council.permissions import meeting_tasks as rules
from council.querysets_tasks import people_for_tasks
from portal.kit import clock
from portal.kit.locking import lock
from portal.kit.verdict import require
from portal.members import roles
from portal.members.models import User

from .acts import act
from .fields import need_texts
from .sessions import need_reason

TEXT_LIMIT = 300
TASKS_LIMIT = 50


def add_task(*, session: Session, what: str, person: User, due_on: date, actor: Any) -> MeetingTask:
    """Write into the notes of `session` that `person` does `what` until `due_on`.

    Raises Refused when the actor does not write the notes now, ValidationError for a text that is empty
    or too long, a day before the meeting, a person to whom no task is given, and more than fifty tasks.
    """
    with transaction.atomic():
        session = lock(session)
        require(rules.can_add_task(actor, session))
        need_texts({"what": TEXT_LIMIT}, {"what": what})
        if due_on < session.day:
            raise ValidationError({"due_on": _("The day lies before the meeting.")})
        if not people_for_tasks(session).filter(pk=person.pk).exists():
            raise ValidationError(
                {"person": _("A task is given to a council member, a coordinator or the secretariat.")}
            )
        if session.tasks.count() >= TASKS_LIMIT:
            raise ValidationError({"what": _("The notes hold fifty tasks already. Put several together.")})
        task = MeetingTask.objects.create(
            session=session, what=what.strip(), person=person, due_on=due_on, created_at=clock.now()
        )
        _record(task, "add_task", actor, {"task": task.pk})
    return task


def remove_task(*, task: MeetingTask, actor: Any) -> Session:
    """Take a task out of notes that are still written, and return their session. Raises Refused."""
    with transaction.atomic():
        session = lock(task.session)
        task = lock(task)
        require(rules.can_remove_task(actor, task))
        _record(task, "remove_task", actor, {"task": task.pk})
        task.delete()
    return session


def finish_task(*, task: MeetingTask, result: str, actor: Any) -> MeetingTask:
    """Say that a task is done, and what was done if there is something to say.

    Raises Refused when the task is not the actor's, nor the actor of the secretariat, or it is done already;
    ValidationError for a result that is too long.
    """
    with transaction.atomic():
        task = lock(task)
        require(rules.can_finish_task(actor, task))
        if result.strip():
            need_texts({"result": TEXT_LIMIT}, {"result": result})
        task.result, task.done_at = result.strip(), clock.now()
        task.save(update_fields=["result", "done_at"])
        _record(task, "finish_task", actor, {"task": task.pk})
    return task


def reopen_task(*, task: MeetingTask, reason: str, actor: Any) -> MeetingTask:
    """Open a task again that is not done after all. Raises Refused, ValidationError without a reason."""
    with transaction.atomic():
        task = lock(task)
        require(rules.can_reopen_task(actor, task))
        need_reason(reason)
        task.result, task.done_at = "", None
        task.save(update_fields=["result", "done_at"])
        _record(task, "reopen_task", actor, {"task": task.pk}, reason)
    return task


def _record(task: MeetingTask, verb: str, actor: Any, note: dict[str, Any], reason: str = "") -> None:
    """Write the act; not public, because the notes of a closed meeting are not."""
    act(
        task.session,
        subject_kind="session",
        subject_id=task.session_id,
        verb=verb,
        from_state=task.session.state,
        to_state=task.session.state,
        actor=actor,
        actor_role=SECRETARIAT if roles.is_secretariat(actor) else RESPONSIBLE,
        reason=reason,
        note=note,
        public=False,
    )
