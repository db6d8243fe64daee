"""The app of the public face: registers its checks and makes the first pages after a migration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Configuration of `home`, the last app in the chain of imports."""

    name = "home"
    label = "home"
    verbose_name = _("Public pages")

    def ready(self) -> None:
        """Connect the signals, register the checks, and draw into the frame of every page."""
        from portal.kit import searching

        from . import checks, fillers, findable, signals  # noqa: F401

        fillers.register()
        searching.register(findable.KIND, findable.everything)
