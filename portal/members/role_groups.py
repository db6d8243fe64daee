"""The role groups and what each of them sees in the Wagtail admin; made again after every migrate."""

from typing import Any

from . import roles

# Everybody who works in the admin may open it. What they may do there is asked of permissions.py at each
# action; the permissions below only decide which of Wagtail's own menus a role sees.
ADMIN_ACCESS = ("wagtailadmin", "access_admin")
# Accounts are erased through their own action and never deleted.
USER_MANAGEMENT = tuple(("members", f"{verb}_user") for verb in ("add", "change", "view"))
SETTINGS = (
    ("members", "change_memberrules"),
    ("proposals", "change_proposalrules"),
    ("proposals", "change_moderationrules"),
    *(("proposals", f"{verb}_houserule") for verb in ("add", "change", "view")),
    ("council", "change_councilrules"),
    ("home", "change_portalsettings"),
    *(("members", f"{verb}_organisationkind") for verb in ("add", "change", "view")),
)
# What stands in the public calendar, and what every promise is counted by.
DATES = tuple(
    (app, f"{verb}_{model}")
    for app, model in (("kit", "holiday"), ("council", "planningdate"))
    for verb in ("add", "change", "delete", "view")
)
# What decisions rest on: marked as revoked, not deleted.
REGISTER = tuple(("council", f"{verb}_legalbasis") for verb in ("add", "change", "view"))
MEDIA = tuple(
    (app, f"{verb}_{model}")
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for verb in ("add", "change", "choose")
)

ROLE_PERMISSIONS: dict[str, tuple[tuple[str, str], ...]] = {
    roles.SECRETARIAT_EDITOR: (ADMIN_ACCESS, *MEDIA, *DATES, *REGISTER),
    roles.MINUTE_TAKER: (ADMIN_ACCESS,),
    roles.HEAD_OF_SECRETARIAT: (ADMIN_ACCESS, *MEDIA, *SETTINGS, *DATES, *REGISTER),
    roles.MODERATOR: (ADMIN_ACCESS,),
    roles.SESSION_OPERATOR: (ADMIN_ACCESS,),
    roles.INSPECTOR: (ADMIN_ACCESS,),
    roles.ADMINISTRATOR: (ADMIN_ACCESS, *MEDIA, *SETTINGS, *DATES, *REGISTER, *USER_MANAGEMENT),
}


def create_role_groups(sender: Any = None, using: str = "default", **kwargs: Any) -> None:
    """Create each role's group and give it its permissions; what an administrator added stays.

    Runs after every migrate: permissions exist only then. Django's own receiver, which makes them, may
    come after this one, so they are asked for first.
    """
    from django.apps import apps
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    for label in sorted({app for pairs in ROLE_PERMISSIONS.values() for app, _codename in pairs}):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    wanted = {pair for pairs in ROLE_PERMISSIONS.values() for pair in pairs}
    found = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.using(using)
        .filter(codename__in={codename for _app, codename in wanted})
        .select_related("content_type")
    }
    for role, pairs in ROLE_PERMISSIONS.items():
        group, _created = Group.objects.using(using).get_or_create(name=role)
        group.permissions.add(*(found[pair] for pair in pairs if pair in found))
