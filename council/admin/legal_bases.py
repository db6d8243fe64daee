"""The register of legal bases in the admin, among the settings."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from council.models import LegalBasis


class LegalBasisViewSet(ModelViewSet):
    """The secretariat's own data; what is no longer in force is marked as revoked and stays."""

    model = LegalBasis
    icon = "doc-full"
    menu_label = _("Legal bases")
    add_to_settings_menu = True
    form_fields = [
        "rank",
        "number",
        "year",
        "signed_on",
        "short_title",
        "full_title",
        "is_usual",
        "revoked_on",
        "revoked_by",
    ]
    list_display = ["short_title", "rank", "number", "year", "status"]
    list_filter = ["rank"]
    search_fields = ["short_title", "full_title", "number"]
    search_backend_name = None
    ordering = ["rank", "year"]
