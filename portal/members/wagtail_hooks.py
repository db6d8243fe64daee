"""Registers the members' pages, menus and settings with the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .admin import affiliations, council, groups, organisations
from .admin.base import may_read
from .admin.kinds import OrganisationKindViewSet


class ReadersMenuItem(MenuItem):
    """A menu item that the secretariat and the inspector see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person may read the list behind it."""
        return may_read(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """Put our pages under the admin's address."""
    return [path("anggota/", include("portal.members.admin.urls"))]


def _menu_item(section: tuple[str, Any], icon: str, order: int) -> ReadersMenuItem:
    """Return the menu item of a list."""
    return ReadersMenuItem(section[1], reverse_lazy(section[0]), icon_name=icon, order=order)


@hooks.register("register_admin_menu_item")
def affiliations_menu() -> MenuItem:
    """The claims that wait, and all others."""
    return _menu_item(affiliations.SECTION, affiliations.ICON, 210)


@hooks.register("register_admin_menu_item")
def organisations_menu() -> MenuItem:
    """The organisations."""
    return _menu_item(organisations.SECTION, organisations.ICON, 220)


@hooks.register("register_admin_menu_item")
def groups_menu() -> MenuItem:
    """The working groups."""
    return _menu_item(groups.SECTION, groups.ICON, 230)


@hooks.register("register_admin_menu_item")
def council_menu() -> MenuItem:
    """The council."""
    return _menu_item(council.SECTION, council.ICON, 240)


@hooks.register("register_admin_viewset")
def kinds_viewset() -> OrganisationKindViewSet:
    """The kinds of organisation, among the settings."""
    return OrganisationKindViewSet("organisation_kinds", url_prefix="jenis-organisasi")


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Let an administrator see in Wagtail's group editor what our role groups hold."""
    return Permission.objects.filter(
        content_type__app_label="members", codename__endswith="organisationkind"
    ) | Permission.objects.filter(content_type__app_label="members", codename="change_memberrules")
