"""The holiday table in the admin, among the settings."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Holiday


class HolidayViewSet(ModelViewSet):
    """Holidays are the secretariat's own data: entered before the year begins, by decree."""

    model = Holiday
    icon = "calendar-alt"
    menu_label = _("Holidays")
    add_to_settings_menu = True
    form_fields = ["date", "name"]
    list_display = ["date", "name"]
    list_filter = {"date": ["year"]}
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["-date"]


@hooks.register("register_admin_viewset")
def register_holidays() -> HolidayViewSet:
    """Put the holiday table into the admin."""
    return HolidayViewSet("holidays", url_prefix="holidays")
