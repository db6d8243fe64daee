"""How often somebody may do something: slots in the shared cache, each taken for as long as the limit lasts.

Only `add` is asked of the cache, which is atomic on Redis and on the table that stands in for it: of two
requests at once, one gets the last slot. Keys are digests; no address and no number of a person is kept.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from . import clock, wording
from .verdict import Refused, no


@dataclass(frozen=True)
class Limit:
    """At most `most` times within `minutes`; 0 means that there is no limit."""

    most: int
    minutes: int


class TooMany(Refused):
    """A limit is reached; says in words, and as a moment, when to try again."""

    def __init__(self, free_at: datetime) -> None:
        super().__init__(
            no(
                "limit",
                _(
                    "That was a lot in a short time. Nothing was sent, and your text is still here. "
                    "Try again from %(time)s on."
                )
                % {"time": wording.jam(free_at)},
            )
        )
        self.free_at = free_at

    @property
    def seconds(self) -> int:
        """Return how long to wait, in whole seconds, at least one."""
        return max(1, int((self.free_at - clock.now()).total_seconds()) + 1)


def take(name: str, who: str, limit: Limit) -> None:
    """Take a slot of `limit` for doing `name` by `who`; raise TooMany when none is free."""
    if not limit.most:
        return
    digest = salted_hmac("portal.kit.limits", f"{name} {who}", algorithm="sha256").hexdigest()[:40]
    keys = [f"limit:{digest}:{slot}" for slot in range(limit.most)]
    now = clock.now()
    ends = now + timedelta(minutes=limit.minutes)
    taken: dict[str, datetime] = cache.get_many(keys)
    for key in keys:
        if key in taken and taken[key] <= now:
            # Over by our clock, not yet by the cache's own.
            cache.delete(key)
        elif key in taken:
            continue
        if cache.add(key, ends, timeout=limit.minutes * 60):
            return
    taken = cache.get_many(keys)
    raise TooMany(min(taken.values(), default=ends))
