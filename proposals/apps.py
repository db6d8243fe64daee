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
        from portal.kit import searching as kit_searching
        from portal.members import erasing

        from . import erasing as own_erasing
        from . import next_steps, recording, searching
        from .models import Blackout, BlackoutPlace, ModerationDecision, Version, VersionAttachment
        from .models.version import BLACKENED

        append_only.register(Version, erasable=["author"], countable=BLACKENED, counter="blackouts")
        append_only.register(Blackout, erasable=["passage"])
        append_only.register(BlackoutPlace, erasable=["originals"])
        append_only.register(VersionAttachment)
        append_only.register(ModerationDecision, erasable=["person", "decided_by", "reason"])
        recording.register()
        kit_searching.register(searching.KIND, searching.everything)
        erasing.register(own_erasing.erase)
        slots.register("refusal.next_step", next_steps.draw)
        slots.register("home.standard_page", next_steps.draw_house_rules)
        slots.register("account.facts", next_steps.draw_account)
