"""The feeds, which machines ask for: outside i18n_patterns, always in Indonesian."""

from django.urls import path

from .views import feeds

app_name = "feeds"

urlpatterns = [
    path("keputusan.atom", feeds.decisions, name="decisions"),
    path("keputusan/<slug:slug>.atom", feeds.decisions_of, name="decisions_of"),
    path("sidang.ics", feeds.sessions, name="sessions"),
]
