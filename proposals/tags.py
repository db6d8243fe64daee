"""Tags as people type them, brought into one spelling; and those that are used most."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.text import slugify
from django.utils.translation import gettext as _

from .models import Tag
from .models.blackout import MARK

MOST = 8
LENGTHS = range(2, 41)
OFTEN = 12
_AROUND = " #.,;:\"'“”"
_ALLOWED = re.compile(r"[^\W_]([^\W_]|[ -](?=[^\W_]))*")


def split(text: str) -> list[str]:
    """Return the words of a line as typed: between commas, semicolons or line ends."""
    return re.split(r"[,;\n]", text)


def clean(names: Iterable[str]) -> list[str]:
    """Return `names` in lower case, each once, in the order given; raise ValidationError in words.

    A tag has 2 to 40 letters, digits, spaces and hyphens; a proposal has at most MOST of them. The mark of
    a tag that was blacked out stays in the version where the tag stood, and is none of the next one.
    """
    written = (name for name in names if not MARK.fullmatch(name.strip()))
    found = list(
        dict.fromkeys(filter(None, (" ".join(name.split()).strip(_AROUND).lower() for name in written)))
    )
    errors = [_fault(name) for name in found if not _fits(name)]
    if len(found) > MOST:
        errors.append(
            _("A proposal has at most %(most)d tags; these are %(count)d. Keep those that people look for.")
            % {"most": MOST, "count": len(found)}
        )
    if errors:
        raise ValidationError({"tags": errors})
    return found


def _fits(name: str) -> bool:
    return len(name) in LENGTHS and _ALLOWED.fullmatch(name) is not None and bool(slugify(name))


def _fault(name: str) -> str:
    return _("“%(tag)s” is no tag: %(least)d to %(most)d letters, digits, spaces and hyphens.") % {
        "tag": name[: LENGTHS.stop],
        "least": LENGTHS.start,
        "most": LENGTHS.stop - 1,
    }


def used_most() -> list[str]:
    """Return the tags that most public proposals have, in the order of the alphabet."""
    counted = Tag.objects.filter(items__content_object__ever_submitted=True).annotate(uses=Count("items"))
    return sorted(counted.order_by("-uses", "name").values_list("name", flat=True)[:OFTEN])
