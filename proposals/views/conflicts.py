"""Two windows on one text: what the page shows of it, and what the person chose."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from portal.kit.forms import ActionForm
from portal.kit.wording import jam

from ..conflict import KEEPS, MINE, Difference, differences
from ..models import SetAside
from ..models.version import part_label


@dataclass(frozen=True)
class Conflict:
    """The parts that differ, each with what the person takes so far, and when the other text was saved."""

    parts: list[tuple[Difference, str]]
    time: str


def conflict_of(request: HttpRequest, form: ActionForm, saved: Any, at: datetime) -> Conflict:
    """Return how the text of `form` differs from a draft or a version that was `saved` at that moment."""
    keep = chosen(request)
    found = differences(saved, form.text())  # type: ignore[attr-defined]
    return Conflict([(part, keep.get(part.name, MINE)) for part in found], jam(at))


def chosen(request: HttpRequest) -> dict[str, str]:
    """Return what the person takes of two texts, by part; empty where no conflict was shown."""
    sent = {name: value for name, value in request.POST.items() if name.startswith("keep_")}
    return {name.removeprefix("keep_"): value for name, value in sent.items() if value in KEEPS}


def with_labels(texts: Iterable[SetAside]) -> list[tuple[str, SetAside]]:
    """Return texts that were set aside, each with the heading of its part."""
    return [(part_label(kept.part), kept) for kept in texts]
