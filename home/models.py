"""The tables of the public face: page types and the site's settings."""

from .pages import HomePage, NewsIndexPage, NewsPage, StandardPage, WorkingGroupIndexPage, WorkingGroupPage
from .site_settings import PortalSettings

__all__ = [
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "PortalSettings",
    "StandardPage",
    "WorkingGroupIndexPage",
    "WorkingGroupPage",
]
