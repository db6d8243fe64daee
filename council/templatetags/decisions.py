"""Template tags that show decisions on pages of other apps."""

from typing import Any

from django import template

from council.models import Decision
from council.views.register import rows

register = template.Library()


@register.inclusion_tag("council/_latest_decisions.html")
def latest_decisions(count: int = 4) -> dict[str, Any]:
    """Show the newest announced decisions as rows of the register, in a fixed number of queries."""
    return {"rows": rows(list(Decision.objects.announced().for_register()[:count]))}
