"""The members app: people, bodies and who may do what in their name."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    """Registers the app under the label `members`."""

    name = "portal.members"
    label = "members"
    verbose_name = _("Members")

    def ready(self) -> None:
        """Tell the record our words, lead on from our refusals, create the role groups with the tables."""
        from portal.kit import slots

        from . import next_steps, registry
        from .role_groups import create_role_groups

        registry.register()
        slots.register("refusal.next_step", next_steps.draw)
        post_migrate.connect(create_role_groups, sender=self, dispatch_uid="members.role_groups")
