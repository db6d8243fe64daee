"""The drawing of a trail: lanes, marks and bars as plain coordinates for an SVG that the template writes.
Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from council.lifecycle.follow_up import ENDED, FollowUpState
from council.models import FollowUp
from portal.kit import clock

from . import FOLLOW_UPS, Trail, lane_labels

WIDTH = 1120
LEFT = 170
RIGHT = 20
TOP = 34
LANE = 48
BAR = 24
BAR_HEIGHT = 10
# More month names than these would touch each other.
MOST_MONTHS = 14


@dataclass(frozen=True)
class Lane:
    """One horizontal lane with the marks on it."""

    name: str
    label: str
    y: int
    marks: list[int]


@dataclass(frozen=True)
class Bar:
    """One follow-up from its opening to its due date or its end."""

    x: int
    y: int
    width: int
    kind: str
    number: int
    label: str


@dataclass(frozen=True)
class Chart:
    """What the template draws."""

    lanes: list[Lane]
    bars: list[Bar]
    months: list[tuple[int, date]]
    today_x: int
    height: int
    width: int = WIDTH
    left: int = LEFT


def chart_of(trail: Trail, today: date) -> Chart | None:
    """Return the drawing of `trail`, or None while there is nothing to draw a line between."""
    days = [clock.day_of(entry.at) for entry in trail.entries]
    if not days:
        return None
    first = min(days)
    last = max([*days, today, *(line.due_on for line in trail.follow_ups)])
    span = max(1, (last - first).days)

    def x(day: date) -> int:
        share = (day - first).days / span
        return LEFT + round(min(max(share, 0), 1) * (WIDTH - LEFT - RIGHT))

    lanes = [
        Lane(
            name,
            label,
            TOP + place * LANE + LANE // 2,
            sorted({x(clock.day_of(entry.at)) for entry in trail.entries if entry.lane == name}),
        )
        for place, (name, label) in enumerate(lane_labels().items())
        if name != FOLLOW_UPS
    ]
    top = TOP + len(lanes) * LANE
    lanes.append(Lane(FOLLOW_UPS, lane_labels()[FOLLOW_UPS], top + LANE // 2, []))
    begun = [(line, clock.day_of(line.opened_at)) for line in trail.follow_ups if line.opened_at]
    bars = []
    for place, (line, opened_on) in enumerate(begun):
        start = x(opened_on)
        end = x(clock.day_of(line.ended_at) if line.ended_at else line.due_on)
        y = top + LANE // 2 - BAR_HEIGHT // 2 + place * BAR
        bars.append(Bar(start, y, max(4, end - start), _kind(line), line.position, line.what))
    return Chart(
        lanes=lanes,
        bars=bars,
        months=[(x(month), month) for month in _months(first, last)],
        today_x=x(today),
        height=top + max(LANE, LANE // 2 + len(begun) * BAR) + 10,
    )


def _kind(line: FollowUp) -> str:
    """Return how a bar is drawn: done, late, ended otherwise, open."""
    if line.state == FollowUpState.DONE:
        return "done"
    if line.state in ENDED:
        return "ended"
    return "late" if line.days_late else "open"


def _months(first: date, last: date) -> list[date]:
    """Return the first days of the months between, thinned out until they fit."""
    found = []
    day = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    step = -(-len(found) // MOST_MONTHS) or 1
    return found[::step]
