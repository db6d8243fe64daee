"""The public record as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RecordConfig(AppConfig):
    """Protects the tables of the record and keeps its head row in place."""

    name = "portal.record"
    label = "record"
    verbose_name = _("Public record")

    def ready(self) -> None:
        """Name the append-only tables and see to the head row after every migrate."""
        from portal.kit import append_only, visitor_pages

        from .models import Act, Entry

        append_only.register(Entry)
        append_only.register(Act, erasable=["actor", "reason", "note"])
        visitor_pages.renewed_by(number_of_entries)
        post_migrate.connect(ensure_head, sender=self, dispatch_uid="record.ensure_head")


def number_of_entries() -> int | None:
    """Return how many entries there are: a higher number says that something public was done."""
    from .models import Head

    return Head.objects.values_list("size", flat=True).filter(pk=Head.ONLY).first()


def ensure_head(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Receive `post_migrate`: create the row that numbers the entries, where it is missing."""
    from django.db import connections

    from .models import Entry, Head

    # `migrate record zero` ends here too, with the tables gone.
    if Head._meta.db_table not in connections[using].introspection.table_names():
        return
    last = Entry.objects.using(using).order_by("-sequence").values_list("sequence", flat=True).first()
    Head.objects.using(using).get_or_create(pk=Head.ONLY, defaults={"size": last or 0})
