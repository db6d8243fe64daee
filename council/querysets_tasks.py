"""Reads of the tasks of meetings: who can be given one, and which wait for somebody."""

from typing import Any

from django.db.models import Q, QuerySet

from council.models import MeetingTask, Session
from portal.members import roles
from portal.members.models import GroupMembership, User

STAFF = (roles.SECRETARIAT_EDITOR, roles.MINUTE_TAKER, roles.HEAD_OF_SECRETARIAT)


def people_for_tasks(session: Session) -> QuerySet[User]:
    """Return to whom the notes of `session` can give a task, by name.

    Those who hold a seat on its day, the coordinators of working groups, and the secretariat.
    """
    seated = roles.filled_seats(session.day).values("person_id")
    coordinators = GroupMembership.objects.active().coordinators().values("user_id")
    known = Q(pk__in=seated) | Q(pk__in=coordinators) | Q(groups__name__in=STAFF)
    return User.objects.filter(known, is_active=True).distinct().order_by("name", "pk")


def tasks_of(user: Any) -> QuerySet[MeetingTask]:
    """Return the open tasks that were given to `user`, the earliest day first."""
    open_tasks = MeetingTask.objects.filter(person=user, done_at=None).select_related("session")
    return open_tasks.order_by("due_on", "pk")
