"""The addresses below /catatan/."""

from django.urls import path

from . import views

app_name = "record"

urlpatterns = [
    path("", views.index, name="index"),
    path("unduh.jsonl", views.download, name="download"),
    path("<int:sequence>/", views.entry, name="entry"),
]
