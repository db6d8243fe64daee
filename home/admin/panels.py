"""The panels of the admin's first page; what each role may not see is simply not there."""

from typing import Any

from wagtail.admin.ui.components import Component

from portal.members import roles

from .queues import queues_for
from .week import coming_week


class QueuesPanel(Component):
    """The queues that wait, each one click from where it is worked on."""

    order = 50
    template_name = "home/admin/queues.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Read the queues of the person who looks."""
        queues = queues_for(parent_context["request"].user)
        return {
            "queues": queues,
            "total": sum(queue.count for queue in queues),
            "waiting": sum(1 for queue in queues if queue.count),
            "late": sum(1 for queue in queues if queue.late),
        }


class WeekPanel(Component):
    """The coming seven days."""

    order = 60
    template_name = "home/admin/week.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Read the week."""
        return {"events": coming_week()}


class WelcomePanel(Component):
    """What those see who work in the admin without queues: where their work is."""

    order = 50
    template_name = "home/admin/welcome.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Say which roles the person has."""
        user = parent_context["request"].user
        return {
            "is_administrator": roles.is_administrator(user) or user.is_superuser,
            "is_operator": roles.is_operator(user),
            "is_moderator": roles.is_moderator(user),
        }


def panels_for(user: Any) -> list[Component]:
    """Return our panels for `user`."""
    if roles.is_secretariat(user) or roles.is_inspector(user):
        return [QueuesPanel(), WeekPanel()]
    return [WelcomePanel()]
