"""What search engines are told of: pages, proposals, announced decisions, sessions."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from wagtail.models import Page

from council.models import Decision, Session
from proposals.models import Proposal


class SiteMap(Sitemap):
    """A map whose addresses begin with the site's public address, whatever host asked."""

    def get_urls(
        self, page: int | str = 1, site: Any = None, protocol: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the entries under SITE_URL."""
        scheme, _separator, host = settings.SITE_URL.partition("://")
        here: Any = SimpleNamespace(domain=host)
        return super().get_urls(page, here, scheme)


class PageMap(SiteMap):
    """Live pages that everybody may read, in both languages."""

    def items(self) -> "QuerySet[Page]":
        """Return the pages below the home pages, and these."""
        return Page.objects.live().public().filter(depth__gte=2).order_by("path")

    def location(self, item: Page) -> str:
        """Return the path of a page."""
        return item.get_url_parts()[2]

    def lastmod(self, item: Page) -> datetime | None:
        """Return when the page was last published."""
        return item.last_published_at


class ProposalMap(SiteMap):
    """Everything that was ever submitted."""

    limit = 5000

    def items(self) -> "QuerySet[Proposal]":
        """Return the proposals that everybody may read."""
        return Proposal.objects.visible_to(AnonymousUser()).order_by("pk")

    def lastmod(self, item: Proposal) -> datetime:
        """Return when the proposal last changed."""
        return item.changed_at


class DecisionMap(SiteMap):
    """Announced decisions."""

    def items(self) -> "QuerySet[Decision]":
        """Return the decisions that everybody may read."""
        return Decision.objects.announced().select_related("announcement").order_by("pk")

    def lastmod(self, item: Decision) -> datetime:
        """Return when the decision was announced."""
        return item.announcement.announced_at


class SessionMap(SiteMap):
    """Sessions and other meetings."""

    def items(self) -> "QuerySet[Session]":
        """Return the sessions that everybody may know of."""
        return Session.objects.visible_to(AnonymousUser()).order_by("pk")


SITEMAPS = {"pages": PageMap, "proposals": ProposalMap, "decisions": DecisionMap, "sessions": SessionMap}
