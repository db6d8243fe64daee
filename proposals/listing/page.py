"""A page of the list: as its address asks for it, with the way to its neighbours."""

from dataclasses import dataclass, field, replace

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.kit.keyset import BadTokenError, KeysetPage, page_after

from ..querysets import add_tags_and_co_authors
from .filters import Filter, filters, of_words
from .finding import Found, find
from .orders import CLOSING, ORDERS, PER_PAGE

LONGEST_WORDS = 100
WORDS, ORDER, AFTER, BEFORE = "cari", "urut", "sesudah", "sebelum"


@dataclass(frozen=True)
class Active:
    """A filter in use, and the address of the list without it."""

    label: str | Promise
    value: str
    without: str


@dataclass
class Listing:
    """The list as the address asks for it."""

    page: KeysetPage
    filters: list[Filter]
    words: str
    order: str
    active: list[Active]
    # What the address holds and the list does not know: name and value as they were typed.
    unknown: list[tuple[str, str]] = field(default_factory=list)
    lost_place: bool = False
    next_address: str = ""
    previous_address: str = ""

    @property
    def unfolded(self) -> bool:
        """Return whether a filter of the part that unfolds is in use."""
        return any(each.chosen for each in self.filters if each.unfolds)


def listing(request: HttpRequest) -> Listing:
    """Return the list for the address of `request`, in a constant number of queries."""
    query = request.GET
    unknown: list[tuple[str, str]] = []
    asked, conditions, active = [], [], []
    for each in filters():
        typed = query.get(each.name, "").strip()
        chosen = next((choice for choice in each.choices if choice.value == typed), None) if typed else None
        if chosen is not None:
            conditions.append(each.narrow(chosen.thing))
            active.append(Active(each.label, chosen.label, _address(query, each.name)))
        elif typed:
            unknown.append((str(each.label), typed[:LONGEST_WORDS]))
        asked.append(replace(each, chosen=chosen))
    words = query.get(WORDS, "").strip()[:LONGEST_WORDS]
    if words:
        conditions.append(of_words(words))
        active.append(Active(_("Words in the title"), words, _address(query, WORDS)))
    order = query.get(ORDER, "") or CLOSING
    if order not in dict(ORDERS):
        unknown.append((str(_("Order")), order[:LONGEST_WORDS]))
        order = CLOSING
    name = (*((each.name, each.chosen.value) for each in asked if each.chosen), words)
    page, lost = _page(find(conditions, order, name=name), query)
    return Listing(
        page=page,
        filters=asked,
        words=words,
        order=order,
        active=active,
        unknown=unknown,
        lost_place=lost,
        next_address=_address(query, **{AFTER: page.next_token}) if page.next_token else "",
        previous_address=_address(query, **{BEFORE: page.previous_token}) if page.previous_token else "",
    )


def _page(found: Found, query: QueryDict) -> tuple[KeysetPage, bool]:
    """Return the page that the address names; the first, and True, when it names no place in this list."""
    after, before = query.get(AFTER, ""), query.get(BEFORE, "")
    lost = False
    try:
        page = page_after(found.sections, per_page=PER_PAGE, count=found.count, after=after, before=before)
    except BadTokenError:
        page, lost = page_after(found.sections, per_page=PER_PAGE, count=found.count), True
    add_tags_and_co_authors(page.object_list)
    return page, lost


def _address(query: QueryDict, without: str = "", **names: str) -> str:
    """Return the address of the list with `names` set and one filter left out, from its beginning."""
    kept = query.copy()
    for name in (AFTER, BEFORE, "page", without):
        kept.pop(name, None)
    for name, value in names.items():
        kept[name] = value
    return f"?{kept.urlencode()}"
