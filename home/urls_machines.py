"""Addresses that machines ask for, outside i18n_patterns."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from .sitemaps import SITEMAPS
from .views import machines

urlpatterns = [
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("humans.txt", machines.humans, name="humans"),
    path("favicon.ico", machines.favicon, name="favicon"),
]
