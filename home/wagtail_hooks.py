"""Registers the first page of the admin, its colours, and tidies its menus."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.views import home as wagtail_home

from .admin.panels import panels_for

# Wagtail's own panels that an editor of pages needs; the others speak of Wagtail itself.
KEPT_PANELS = (
    wagtail_home.WorkflowObjectsToModeratePanel,
    wagtail_home.UserObjectsInWorkflowModerationPanel,
    wagtail_home.RecentEditsPanel,
)
# They lead to other hosts.
DROPPED_HELP = ("editor-guide", "whats-new-in-wagtail")


@hooks.register("construct_homepage_panels")
def put_queues_first(request: HttpRequest, panels: list[Any]) -> None:
    """Open the admin on the queues that wait."""
    panels[:] = panels_for(request.user) + [panel for panel in panels if isinstance(panel, KEPT_PANELS)]


# After every app has put its own there.
@hooks.register("construct_homepage_summary_items", order=1000)
def drop_summary(request: HttpRequest, summary_items: list[Any]) -> None:
    """Leave out how many pages, pictures and documents there are: nobody acts on it."""
    summary_items.clear()


@hooks.register("construct_help_menu")
def drop_foreign_help(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave out what leads to other hosts."""
    menu_items[:] = [item for item in menu_items if not item.name.startswith(DROPPED_HELP)]


@hooks.register("register_permissions")
def register_permissions() -> "QuerySet[Permission]":
    """Let an administrator see in the group editor who may change the site's settings."""
    return Permission.objects.filter(content_type__app_label="home", codename="change_portalsettings")


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    """Give the admin the colours of the portal."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))
