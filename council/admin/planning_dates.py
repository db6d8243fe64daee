"""The dates of the city's planning cycle in the admin, among the settings."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from council.models import PlanningDate


class PlanningDateViewSet(ModelViewSet):
    """The secretariat's own data, entered when the city publishes its planning calendar."""

    model = PlanningDate
    icon = "date"
    menu_label = _("Planning cycle")
    add_to_settings_menu = True
    form_fields = ["starts_on", "ends_on", "name", "note"]
    list_display = ["starts_on", "ends_on", "name"]
    list_filter = {"starts_on": ["year"]}
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["-starts_on"]
