"""The council as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CouncilConfig(AppConfig):
    """Registers the council: its wording in the record, its seals, its parts of others' pages."""

    name = "council"
    verbose_name = _("Council")

    def ready(self) -> None:
        """Register with the apps before this one, which know nothing of it."""
        from portal.kit import searching as kit_searching
        from portal.notices import calendars

        from . import (
            blackouts,
            calendar_entry,
            fillers,
            fillers_decisions,
            recording,
            recording_decisions,
            seal,
            seal_decisions,
            searching,
        )

        recording.register()
        recording_decisions.register()
        seal.register()
        seal_decisions.register()
        blackouts.register()
        fillers.register()
        fillers_decisions.register()
        kit_searching.register(searching.DECISION, searching.decisions)
        kit_searching.register(searching.SESSION, searching.sessions)
        for kind in ("session.invited", "session.cancelled"):
            calendars.register(kind, calendar_entry.for_mail)
