"""Roll calls in the templates of sessions."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import template
from django.utils.translation import gettext as _

from council.models import Choice

if TYPE_CHECKING:
    from council.models import Motion
    from council.views.session_page import Matter, RollCall, RollCallRow

register = template.Library()

# ke-3: the hyphen at which no line breaks, for display only.
_ORDINAL = re.compile(r"\bke-(?=\d)")


@register.filter
def unbroken(title: str) -> str:
    """Return `title` with its ordinals, such as ke-3, kept on one line."""
    return _ORDINAL.sub("ke\u2011", title)


@register.simple_tag
def roll_calls_of(matter: "Matter", motion: "Motion") -> "list[RollCall]":
    """Return the roll calls of a motion whose ballots were counted, the first ballot first."""
    return matter.roll_calls.get(motion.pk, [])


@register.simple_tag
def roll_choices(rows: "Sequence[RollCallRow]") -> list[str]:
    """Return one mark for each member, equal ones together, as they are drawn."""
    order = [*Choice.values, "silent", "conflict", "absent"]
    return sorted((row.choice for row in rows), key=order.index)


@register.simple_tag
def roll_tally(rows: "Sequence[RollCallRow]") -> list[tuple[str, str, int]]:
    """Return the figures under the marks: choice, words, count; what nobody did is left out but the three."""
    words = [
        *((value, str(label)) for value, label in Choice.choices),
        ("silent", _("Present, did not vote")),
        ("conflict", _("Conflict of interest")),
        ("absent", _("Absent")),
    ]
    counted = [(value, label, sum(row.choice == value for row in rows)) for value, label in words]
    return [line for line in counted if line[2] or line[0] in Choice.values]
