"""The horseshoe of council members: where each seat stands on the drawing, computed on the server."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

# The drawing is 430 wide; seats stand on a half ellipse around the figures in its middle.
WIDTH, CENTRE, BASE = 430, 215, 182
RADIUS_X, RADIUS_Y = 195, 155
SEAT_RADIUS = 16
# Above so many seats they get smaller, so that they do not touch.
ROOMY = 17


@dataclass(frozen=True, slots=True)
class Placed:
    """One seat on the drawing."""

    number: int
    x: float
    y: float
    present: bool
    me: bool
    name: str


@dataclass(frozen=True, slots=True)
class Horseshoe:
    """All seats and the size of their circles."""

    seats: list[Placed]
    radius: float

    @property
    def ring(self) -> float:
        """The radius of the ring around one's own seat."""
        return self.radius + 4


def horseshoe(members: list[dict[str, Any]]) -> Horseshoe:
    """Place seats on the half ellipse: the first on top, even places to the left, odd to the right.

    `members` are dicts with number, present and, optionally, me and name.
    """
    ordered = members[1::2][::-1] + members[0::2]
    last = max(len(ordered) - 1, 1)
    placed = []
    for position, member in enumerate(ordered):
        angle = pi - pi * position / last if len(ordered) > 1 else pi / 2
        placed.append(
            Placed(
                number=member["number"],
                x=round(CENTRE + RADIUS_X * cos(angle), 1),
                y=round(BASE - RADIUS_Y * sin(angle), 1),
                present=bool(member["present"]),
                me=bool(member.get("me")),
                name=str(member.get("name", "")),
            )
        )
    radius = SEAT_RADIUS if len(members) <= ROOMY else max(6.0, round(SEAT_RADIUS * ROOMY / len(members), 1))
    return Horseshoe(seats=placed, radius=radius)
