"""The design layer in templates: icons, badges, the journey bar, forms, and dates as people write them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms import BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, override, pgettext

from portal.kit import wording
from portal.kit.seats import Horseshoe, horseshoe

register = template.Library()

# State of a proposal -> the tone of its badge; the glyph in icons.svg is called state-<code>.
STATE_TONES = {
    "draft": "quiet",
    "submitted": "plain",
    "not_forwarded": "quiet",
    "discussion": "now",
    "formulation": "now",
    "awaiting_session": "now",
    "accepted": "good",
    "accepted_with_changes": "good",
    "not_accepted": "stopped",
    "deferred": "late",
    "conveyed": "now",
    "answered": "now",
    "in_progress": "good",
    "implemented": "good",
    "partly_implemented": "good",
    "infeasible": "stopped",
    "merged": "quiet",
    "withdrawn": "quiet",
}

# How one step of the journey bar stands, in words for those who do not see its colour.
JOURNEY_WORDS = {
    "done": lambda: pgettext("journey step", "done"),
    "partly": lambda: pgettext("journey step", "partly done"),
    "now": lambda: pgettext("journey step", "now"),
    "late": lambda: pgettext("journey step", "now, past the promised date"),
    "deferred": lambda: pgettext("journey step", "deferred"),
    "todo": lambda: pgettext("journey step", "still to come"),
    "stopped": lambda: pgettext("journey step", "ended here"),
    "refused": lambda: pgettext("journey step", "ended here, not accepted"),
    "never": lambda: pgettext("journey step", "will not come"),
}

SECTOR_HUES = ("eko", "sos", "pen", "ene", "green", "sky")
NOTICE_ICONS = {
    "info": "info",
    "success": "success",
    "warning": "clock",
    "danger": "warning",
    "quiet": "info",
}
MESSAGE_KINDS = {"debug": "quiet", "error": "danger"}


# Drawings


@lru_cache(maxsize=512)
def _drawing(name: str, classes: str) -> SafeString:
    """Return a drawing of the sprite that assistive technology passes over; a page has a hundred of them."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        classes,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw an icon of static/icons.svg; always beside a word, never instead of one."""
    return _drawing(name, f"icon {classes}".strip())


@register.simple_tag
def drawing(name: str, classes: str) -> SafeString:
    """Draw anything else of the sprite (mark, leaf, empty) with its own class."""
    return _drawing(name, classes)


@register.simple_tag
def glyph(state: str) -> SafeString:
    """Draw the five bamboo segments of a proposal's state; nothing for a state that has none."""
    return _drawing(f"state-{state}", "glyph") if state in STATE_TONES else SafeString("")


@register.inclusion_tag("components/state.html")
def state_badge(state: str, label: str, kind: str = "plain") -> dict[str, Any]:
    """Show a proposal's state: glyph and word, tinted with kind="badge" where it stands alone."""
    return {"state": state, "label": label, "kind": kind}


@register.filter
def tone(state: str) -> str:
    """Return the class of a proposal state's colour."""
    return f"tone-{STATE_TONES.get(state, 'plain')}"


@register.filter
def hue(group: Any) -> str:
    """Return the class of a working group's colour; the green of the portal when it names none."""
    name = getattr(group, "hue", group)
    return f"hue-{name if name in SECTOR_HUES else 'green'}"


@register.filter
def sector_icon(group: Any) -> str:
    """Return the icon of a working group: its own, else that of its hue."""
    name = getattr(group, "icon", "") or getattr(group, "hue", group)
    return {"green": "group", "sky": "group"}.get(name, name)


@register.filter
def notice_icon(kind: str) -> str:
    """Return the icon of a kind of notice."""
    return NOTICE_ICONS.get(kind, "info")


@register.filter
def message_kind(message: Any) -> str:
    """Return the kind of notice that shows a message of django.contrib.messages."""
    return MESSAGE_KINDS.get(message.level_tag, message.level_tag or "info")


# The journey bar, shares, seats


@register.filter
def journey_words(status: str) -> str:
    """Return how a step of the journey bar stands, in words."""
    return JOURNEY_WORDS[status]()


@register.filter
def share_class(percent: Any) -> str:
    """Return the class that fills a journey segment to the nearest five percent; half for none."""
    share = 50 if percent is None or percent == "" else float(percent)
    return f"p-{min(100, max(0, 5 * round(share / 5)))}"


@register.simple_tag
def share(part: float, whole: float) -> str:
    """Return part of whole as a percentage for the width of a drawn bar, such as 41.7%; 0 of nothing."""
    percent = 100 * part / whole if whole else 0
    return f"{min(100, max(0, percent)):.1f}%"


@register.inclusion_tag("components/seats.html")
def seats(
    members: Iterable[dict[str, Any]], present: int, filled: int, quorum: int, met: bool | None = None
) -> dict[str, Any]:
    """Draw the horseshoe of council members.

    `members` are dicts with number, present and, optionally, me and name, in the order of their numbers.
    """
    drawn: Horseshoe = horseshoe(list(members))
    return {
        "drawn": drawn,
        "present": present,
        "filled": filled,
        "quorum": quorum,
        "met": present >= quorum > 0 if met is None else met,
    }


# Dates, amounts, time left: the words are made in portal.kit.wording, which mails and papers use too

for _write in (
    wording.tanggal,
    wording.tanggal_bulan,
    wording.hari,
    wording.jam,
    wording.wib,
    wording.day,
    wording.month,
    wording.iso,
    wording.rupiah,
    wording.days_until,
    wording.days_left,
    wording.ago_days,
):
    register.filter(_write.__name__, _write)


# Forms


@register.filter
def widget_kind(field: BoundField) -> str:
    """Name the widget of a field as components/field.html draws it."""
    name = type(field.field.widget).__name__
    if name in ("CheckboxInput", "CheckboxSelectMultiple", "RadioSelect"):
        return {"CheckboxInput": "check", "CheckboxSelectMultiple": "checks", "RadioSelect": "radios"}[name]
    return "input"


@register.simple_tag
def drawn_field(field: BoundField) -> SafeString:
    """Draw a field's own input with the classes of the design and its hint, error and count linked to it."""
    widget = field.field.widget
    kind = widget_kind(field)
    attrs: dict[str, Any] = {"class": "tick" if kind == "check" else "input"}
    if classes := widget.attrs.get("class"):
        attrs["class"] += f" {classes}"
    kind_of_input = getattr(widget, "input_type", "")
    if kind_of_input in ("date", "time", "datetime-local"):
        attrs["class"] += " input--date"
    elif kind_of_input == "number":
        attrs["class"] += " input--number"
    is_code = widget.attrs.get("autocomplete") == "one-time-code"
    if is_code:
        attrs["class"] += " input--code"
    if is_code or kind_of_input in ("email", "password", "tel"):
        # allauth repeats its labels there; a placeholder that says nothing new looks like a filled field.
        attrs["placeholder"] = False
    described = [f"{field.auto_id}_{part}" for part in described_parts(field)]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)


def described_parts(field: BoundField) -> list[str]:
    """Return which texts around a field describe it: helptext, error, count."""
    parts = []
    if field.help_text:
        parts.append("helptext")
    if field.errors:
        parts.append("error")
    if has_count(field):
        parts.append("count")
    return parts


@register.filter
def has_count(field: BoundField) -> bool:
    """Say whether a field has a limit worth counting against: a text of several lines with a maximum."""
    widget = field.field.widget
    return type(widget).__name__ == "Textarea" and bool(widget.attrs.get("maxlength"))


# Addresses


@register.simple_block_tag(end_name="endtrimmed")
def trimmed(content: str) -> str:
    """Return what stands inside without the space around it; `as name` keeps it for later."""
    # The template has escaped it already; a plain string would be escaped once more where it is shown.
    return SafeString(content.strip())


@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[dict[str, Any]]:
    """Return this page's address in each language of the site: code, name, path, whether it is shown now.

    A view whose addresses differ by language gives `translated_paths` ({code: path}). What cannot be
    translated (an address that does not exist) leads to the home page of the other language.
    """
    request: HttpRequest = context["request"]
    given: dict[str, str] = context.get("translated_paths") or {}
    here = request.get_full_path()
    current = get_language()
    found = []
    for code, _name in settings.LANGUAGES:
        path = here if code == current else given.get(code) or translate_url(here, code)
        if code != current and path == here:
            with override(code):
                path = translate_url("/", code)
        name = get_language_info(code)["name_local"]
        found.append({"code": code, "name": name, "path": path, "current": code == current})
    return found


@register.simple_tag
def page_numbers(page: Page) -> list[int | str]:
    """Return the page numbers to show around the present one, with gaps; none when there is one page."""
    if not page.has_other_pages():
        return []
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.simple_tag(takes_context=True)
def page_address(context: Context, number: int, parameter: str = "page") -> str:
    """Return the address of another page of this list, its filters kept."""
    query = context["request"].GET.copy()
    query[parameter] = str(number)
    return f"?{query.urlencode()}"


@register.simple_tag
def error_count(form: Any) -> int:
    """Count what needs to be put right in a form, field by field."""
    return sum(len(errors) for errors in form.errors.values())


@register.filter
def limit(field: BoundField) -> int:
    """Return how many characters a text may have at most."""
    return int(field.field.widget.attrs["maxlength"])
