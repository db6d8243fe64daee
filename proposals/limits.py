"""How often one person and one network address may write, flag and support: the figures are settings."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from portal.kit.limits import Limit
from portal.kit.limits import take as take_slot

from .models import ModerationRules

# Name of the limit: the setting that holds how many, and within how many minutes.
LIMITS = {
    "comment": ("comments_per_10_minutes", 10),
    "flag": ("flags_per_hour", 60),
    "proposal": ("proposals_per_day", 24 * 60),
    "support": ("supports_per_hour", 60),
}
# Slots are looked up by name: there must not be ever so many.
MOST = 1_000


def take(name: str, request: HttpRequest) -> None:
    """Count that the person of `request` does `name` now, from their address; raise TooMany at the limit."""
    rules = ModerationRules.load()
    setting, minutes = LIMITS[name]
    most = getattr(rules, setting)
    take_slot(name, f"person {request.user.pk}", Limit(most, minutes))
    address = get_adapter(request).get_client_ip(request)
    take_slot(name, f"address {address}", Limit(min(most * rules.address_factor, MOST), minutes))
