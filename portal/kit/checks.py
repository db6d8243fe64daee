"""System checks of what no test of one module can see."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def production_has_no_demo(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a production installation that still admits the demo accounts."""
    if settings.DEMO:
        return [Error("DEMO is on: the demo password would be accepted here.", id="portal.E001")]
    return []
