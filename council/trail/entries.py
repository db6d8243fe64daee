"""One line of the trail, and the lanes in which the lines are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

COMMENTS, VERSIONS, STEPS, DECISIONS, ANSWERS, CONTRIBUTIONS, FOLLOW_UPS = (
    "comment",
    "version",
    "step",
    "decision",
    "answer",
    "contribution",
    "follow_up",
)
ICONS = {
    COMMENTS: "comment",
    VERSIONS: "file",
    STEPS: "clock",
    DECISIONS: "seal",
    ANSWERS: "mail",
    CONTRIBUTIONS: "group",
    FOLLOW_UPS: "forward",
}
# As much of a long text as a line shows.
WORDS = 240


@dataclass(frozen=True)
class Entry:
    """One line of the trail. `who` is a name and `text` was written by somebody: neither is translated."""

    at: datetime
    lane: str
    title: str
    url: str = ""
    who: str = ""
    text: str = ""
    entry_number: int | None = None
    # Where the line can be linked to, such as tanggapan-12; empty for what has no number of its own.
    anchor: str = ""
    # What this came from or led to: words and addresses, those of other lines beginning with #.
    related: tuple[tuple[str, str], ...] = ()

    @property
    def icon(self) -> str:
        """Return the icon of its lane."""
        return ICONS[self.lane]

    @property
    def lane_label(self) -> str:
        """Return what the lane is called."""
        return lane_labels()[self.lane]


def lane_labels() -> dict[str, str]:
    """Return the lanes in the order in which they are drawn."""
    return {
        COMMENTS: _("Comments"),
        VERSIONS: _("Versions"),
        STEPS: _("Stages"),
        DECISIONS: _("Decisions"),
        ANSWERS: _("Answers"),
        CONTRIBUTIONS: _("Contributions"),
        FOLLOW_UPS: _("Follow-ups"),
    }


def version_words(version: Any) -> str:
    """Return what a version is called."""
    return _("Version %(number)d") % {"number": version.number}
