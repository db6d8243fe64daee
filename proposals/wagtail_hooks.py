"""Registers the secretariat's list of proposals, and the lists that it keeps, with the Wagtail admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.members.admin.base import may_read

from .admin import citizens, moderation, proposals
from .permissions import can_read_queue


class ReadersMenuItem(MenuItem):
    """A menu item that the secretariat and the inspector see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may read the list behind it."""
        return may_read(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Put our page under the admin's address."""
    return [path("usulan/", include("proposals.admin.urls"))]


@hooks.register("register_admin_menu_item")
def proposals_menu() -> MenuItem:
    """The proposals that wait, and all others."""
    address, label = proposals.SECTION
    return ReadersMenuItem(label, reverse_lazy(address), icon_name=proposals.ICON, order=200)


class QueueMenuItem(MenuItem):
    """A menu item that whoever may read the moderators' queue sees."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may read the queue."""
        return can_read_queue(request.user)


@hooks.register("register_admin_menu_item")
def moderation_menu() -> MenuItem:
    """What waits for a moderator."""
    address, label = moderation.SECTION
    return QueueMenuItem(label, reverse_lazy(address), icon_name=moderation.ICON, order=205)


@hooks.register("register_admin_menu_item")
def citizens_menu() -> MenuItem:
    """Citizens' inputs that wait for a moderator."""
    address, label = citizens.SECTION
    return QueueMenuItem(label, reverse_lazy(address), icon_name=moderation.ICON, order=206)


@hooks.register("register_admin_viewset")
def house_rules_viewset() -> moderation.HouseRuleViewSet:
    """The house rules, among the settings."""
    return moderation.HouseRuleViewSet("house_rules", url_prefix="aturan-diskusi")


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let an administrator give the right to change the figures of the rules."""
    ours = Permission.objects.filter(content_type__app_label="proposals")
    return ours.filter(codename__in=["change_proposalrules", "change_moderationrules"]) | ours.filter(
        codename__endswith="houserule"
    )
