"""Addresses of the public face, inside i18n_patterns; the pages themselves come last."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from .views import desk, pages, search

urlpatterns = [
    path("meja/", desk.desk, name="desk"),
    path("cari/", search.search, name="search"),
    path("pokja/", pages.serve_page, {"path": "pokja/"}, name="groups"),
    re_path(serve_pattern, pages.serve_page, name="wagtail_serve"),
]
