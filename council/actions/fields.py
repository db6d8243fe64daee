"""What the actions ask of texts and days that people fill in; errors name the field."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.kit import clock


def need_texts(limits: Mapping[str, int], values: Mapping[str, Any]) -> None:
    """Raise ValidationError for every text of `values` named in `limits` that is blank or longer than its
    limit.
    """
    errors = {}
    for name, limit in limits.items():
        text = values[name].strip()
        if not text:
            errors[name] = _("This is not filled in yet.")
        elif len(text) > limit:
            errors[name] = _("This is longer than %(limit)d characters.") % {"limit": limit}
    if errors:
        raise ValidationError(errors)


def need_past_day(name: str, day: date, *, not_before: date) -> None:
    """Raise ValidationError unless `day` lies between `not_before` and today, both included."""
    if day > clock.today():
        raise ValidationError({name: _("This day has not come yet.")})
    if day < not_before:
        raise ValidationError({name: _("This day lies before the step that it follows.")})


def need_coming_day(name: str, day: date) -> None:
    """Raise ValidationError when `day` has passed."""
    if day < clock.today():
        raise ValidationError({name: _("This day has passed.")})
