"""robots.txt, humans.txt, and the icon that browsers ask for by themselves."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ..models import PortalSettings

# What is nobody's page: staff, accounts, one person's desk, endless searches.
CLOSED = ("/admin/", "/akun/", "/meja/", "/cari/", "/en/akun/", "/en/meja/", "/en/cari/")


@require_safe
@cache_control(public=True, max_age=86_400)
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what to leave alone and where the map is."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines.append(f"Sitemap: {settings.SITE_URL}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def humans(request: HttpRequest) -> HttpResponse:
    """Say who keeps this site and under which licence its software stands."""
    facts = PortalSettings.load(request_or_site=request)
    lines = [
        f"{facts.council}, {facts.city}",
        *(line for line in (facts.secretariat_address, facts.secretariat_email) if line),
        "AGPL-3.0-or-later",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the icon among the static files."""
    return HttpResponseRedirect(static("img/favicon.ico"))
