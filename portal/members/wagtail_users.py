"""Wagtail's user administration, fitted to our account: one name, no password, roles by administrators."""

from wagtail.users.apps import WagtailUsersAppConfig


class MembersUsersAppConfig(WagtailUsersAppConfig):
    """Points Wagtail's user administration at our viewset."""

    user_viewset = "portal.members.admin.users.UserViewSet"
