"""The outbox and the schedule as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Registers the notices under the label `notices`."""

    name = "portal.notices"
    label = "notices"
    verbose_name = _("Notices")
