"""All addresses: what people read stands inside i18n_patterns, machines' addresses outside."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.kit import health
from portal.members import closed_doors

handler400 = "portal.kit.errors.bad_request"
handler403 = "portal.kit.errors.permission_denied"
handler404 = "portal.kit.errors.page_not_found"

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    # Every other way to a password is closed before Wagtail's own addresses are reached.
    *closed_doors.urlpatterns,
    # Wagtail's own catalogue of its scripts' words does not look into LOCALE_PATHS.
    path("admin/jsi18n/", JavaScriptCatalog.as_view(), name="wagtailadmin_javascript_catalog"),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("umpan/", include("council.urls_machines")),
    path("", include("home.urls_machines")),
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]

urlpatterns += i18n_patterns(
    path("akun/", include("allauth.urls")),
    path("", include("portal.members.urls")),
    path("catatan/", include("portal.record.urls")),
    path("usulan/", include("proposals.urls")),
    path("", include("proposals.urls_moderation")),
    path("", include("council.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
