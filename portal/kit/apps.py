"""The kit as a Django app: template tags, the holiday table and the keys of submitted forms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KitConfig(AppConfig):
    """Registers the kit under the label `kit`."""

    name = "portal.kit"
    label = "kit"
    verbose_name = _("Foundations")

    def ready(self) -> None:
        """Register the system checks."""
        from . import checks  # noqa: F401
