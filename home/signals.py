"""What follows by itself: the first pages after a migration, a group after its page is published."""

from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from wagtail.signals import page_published


@receiver(post_migrate, dispatch_uid="home.first_pages")
def make_first_pages(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the first pages when the last app has been migrated: permissions and role groups exist then."""
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender is not last or "home_homepage" not in connections[using].introspection.table_names():
        return
    from .actions import create_site  # models are not loaded when this module is

    # Saving a page clears its cached address; without Redis the cache is a table that no migration makes.
    call_command("createcachetable", database=using, verbosity=0)
    create_site()


@receiver(page_published, dispatch_uid="home.open_group")
def open_group_of_page(instance: Any, **kwargs: Any) -> None:
    """Create the group of a working-group page that has none yet."""
    from .actions import open_group
    from .models import WorkingGroupPage

    if isinstance(instance, WorkingGroupPage) and instance.group_id is None:
        revision = kwargs.get("revision")
        open_group(page=instance, actor=getattr(revision, "user", None))
