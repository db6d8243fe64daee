"""System checks of the public face."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError


@register(Tags.security, deploy=True)
def production_has_no_demo_content(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a city's installation whose database holds the invented content of the demo."""
    from .models import PortalSettings

    try:
        holds_demo = PortalSettings.objects.filter(demo_content=True).exists()
    except DatabaseError:
        return []  # not migrated yet: there is no content at all
    if holds_demo:
        return [
            Error(
                "This database holds the demo content, whose accounts share one published password.",
                hint="Begin with an empty database: set DATABASE_URL to a new one and run migrate.",
                id="home.E001",
            )
        ]
    return []
