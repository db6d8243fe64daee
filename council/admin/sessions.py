"""The way from the secretariat's admin to the pages where sessions are planned and kept."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from portal.members import roles


class SessionsMenuItem(MenuItem):
    """Leads staff to the sessions: planning, agenda, attendance and minutes are plain pages of the site."""

    def __init__(self) -> None:
        super().__init__(_("Sessions"), reverse_lazy("council:sessions"), icon_name="group", order=340)

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person works for the secretariat."""
        return roles.is_staff(request.user)
