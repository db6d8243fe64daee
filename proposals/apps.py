"""The proposals as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProposalsConfig(AppConfig):
    """Registers the app and tells the public record how its subjects are called."""

    name = "proposals"
    label = "proposals"
    verbose_name = _("Proposals")

    def ready(self) -> None:
        """Protect the versions and register the wording of the acts."""
        from portal.kit import append_only, slots

        from . import next_steps, recording
        from .models import ModerationDecision, Version, VersionAttachment

        append_only.register(Version, erasable=["author"])
        append_only.register(VersionAttachment)
        append_only.register(ModerationDecision, erasable=["person", "decided_by", "reason"])
        recording.register()
        slots.register("refusal.next_step", next_steps.draw)
        slots.register("home.standard_page", next_steps.draw_house_rules)
        slots.register("account.facts", next_steps.draw_account)
