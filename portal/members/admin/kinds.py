"""Kinds of organisation in the admin: a plain list that the head and the administrator keep."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from ..models import OrganisationKind


class OrganisationKindViewSet(ModelViewSet):
    """Kinds are reference data without a life of their own: Wagtail's stock editor serves."""

    model = OrganisationKind
    icon = "tag"
    menu_label = _("Organisation kinds")
    add_to_settings_menu = True
    list_display = ["name", "element", "is_agency"]
    form_fields = ["name", "element", "is_agency"]
    copy_view_enabled = False
