"""How many things wait, and since when."""

from typing import Any

from django.db.models import Count, Min, QuerySet


def tally(found: "QuerySet[Any]", oldest: str, due: str = "") -> dict[str, Any]:
    """Return `count`, `oldest` and, when a field holds it, `due`, the earliest promise; one query."""
    wanted = {"count": Count("pk"), "oldest": Min(oldest)} | ({"due": Min(due)} if due else {})
    return found.order_by().aggregate(**wanted)
