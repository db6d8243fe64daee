"""The orders of the list, each in parts that have an index of their own."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.kit import clock
from portal.kit.keyset import Section

from ..lifecycle import State
from ..querysets import ProposalQuerySet

PER_PAGE = 20
# The orders, by their name in the address; the first is the one without a name.
CLOSING, NEWEST, DISCUSSED, UNHEARD = "tutup", "terbaru", "ramai", "kurang-didengar"
ORDERS = (
    (CLOSING, _("Closing soon first")),
    (NEWEST, _("Newest first")),
    (DISCUSSED, _("Most discussed first")),
    (UNHEARD, _("Least heard first")),
)
# Where it still matters who has been heard.
_BEING_HEARD = (State.DISCUSSION, State.FORMULATION)


@dataclass(frozen=True)
class Part:
    """What belongs to a part of the list, and the field that it is ordered by."""

    holds: Q
    field: str
    descending: bool = True

    def of(self, found: ProposalQuerySet) -> Section:
        """Return the part with what of `found` belongs to it."""
        return Section(found.filter(self.holds), self.field, self.descending)


def parts(order: str) -> list[Part]:
    """Return the parts of the list in `order`; each proposal belongs to one of them.

    By closing: what is open, the nearest closing first, then the rest, the last changed first. By who was
    heard: where that still matters, the most missing first, then the rest, the newest first.
    """
    if order == NEWEST:
        return [Part(Q(), "submitted_at")]
    if order == DISCUSSED:
        return [Part(Q(), "comment_count")]
    if order == UNHEARD:
        heard = Q(state__in=_BEING_HEARD, heard_missing__isnull=False)
        rest = Q(heard_missing__isnull=True) | ~Q(state__in=_BEING_HEARD)
        return [Part(heard, "heard_missing"), Part(rest, "submitted_at")]
    now = clock.now()
    still_open = Q(state=State.DISCUSSION, closes_at__gt=now)
    rest = ~Q(state=State.DISCUSSION) | Q(closes_at__lte=now)
    return [Part(still_open, "closes_at", descending=False), Part(rest, "changed_at")]


def sections(found: ProposalQuerySet, order: str) -> list[Section]:
    """Return what of `found` belongs to each part of the list in `order`."""
    return [part.of(found) for part in parts(order)]
