"""Addresses of keeping order beside the proposals: what moderators decided about oneself."""

from django.urls import path

from .views import moderation

app_name = "moderation"

urlpatterns = [
    path("akun/moderasi/", moderation.mine, name="mine"),
    path("akun/moderasi/<int:pk>/", moderation.decision, name="decision"),
    path("akun/moderasi/<int:pk>/tinjau/", moderation.AskReview.as_view(), name="ask_review"),
]
